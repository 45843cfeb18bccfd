import type { CampaignReport } from './report.js';

/** By their names, so that they are found also where another copy of the package has made the campaign. */
export const IS_SHARED = Symbol.for('chinwag.isShared');
export const SEND_ALONG = Symbol.for('chinwag.sendAlong');

/** A campaign that other processes may send along for. */
export interface Shareable {
  /** Whether it is kept where they can. */
  [IS_SHARED](): Promise<boolean>;
  /** Starts it, and calls back once nothing is in the way of it any more. */
  [SEND_ALONG](onBegin: () => void): Promise<CampaignReport>;
}
