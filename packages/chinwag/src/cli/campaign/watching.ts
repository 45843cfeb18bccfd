import { setTimeout as pause } from 'node:timers/promises';
import type { CampaignControl } from '../../campaigns/campaign.js';
import { CampaignError } from '../../campaigns/errors.js';
import type { ProgressView } from './progress-view.js';

/** Milliseconds. */
const EVERY = 500;

/** Shows a campaign as it goes on, also beyond its end, until it is told to stop. The answer to this tells it. */
export function watchCampaign(campaign: CampaignControl, view: ProgressView): () => Promise<void> {
  const over = new AbortController();
  const watching = look(campaign, view, over.signal);
  return () => {
    over.abort();
    return watching;
  };
}

async function look(campaign: CampaignControl, view: ProgressView, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    try {
      view.show(await campaign.report());
    } catch (error) {
      // It is not there before it has begun; what keeps it from beginning is told by who begins it.
      if (!(error instanceof CampaignError)) throw error;
    }
    await pause(EVERY, undefined, { signal: over }).catch(() => {});
  }
}
