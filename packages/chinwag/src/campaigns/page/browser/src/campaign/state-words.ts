import type { CampaignState } from '../../../../report.js';

const WORDS = {
  scheduled: 'Scheduled',
  running: 'Running',
  paused: 'Paused',
  waiting: 'Waiting',
  stopped: 'Stopped',
  cancelled: 'Cancelled',
  finished: 'Finished',
  failed: 'Failed',
} as const satisfies Record<CampaignState, string>;

export const stateWord = (state: CampaignState) => WORDS[state];

export const hasEnded = (state: CampaignState) => ['cancelled', 'finished', 'failed'].includes(state);
