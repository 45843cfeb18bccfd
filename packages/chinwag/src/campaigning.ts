/** `chinwag/campaigns`: messages to many people, each once. */
export type * from './campaigns/audience.js';
export type * from './campaigns/campaign.js';
export * from './campaigns/errors.js';
export type * from './campaigns/ledger.js';
export type { QuietHours } from './campaigns/quiet-hours.js';
export type * from './campaigns/report.js';
