import { setTimeout as pause } from 'node:timers/promises';
import type { CampaignControl } from '../../campaigns/campaign.js';
import type { CampaignReport } from '../../campaigns/report.js';
import { isRunByNobody } from '../../campaigns/reporting/reporting.js';
import { ChinwagError } from '../../core/errors.js';

/** Where the progress of a campaign is told. */
export interface ProgressView {
  show(report: CampaignReport): void;
  /** The last word: what stays on the screen. */
  end(report: CampaignReport): void;
  /** Leaves the screen to whatever else has something to say. */
  leave(): void;
}

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
      const report = await campaign.report();
      // It was so before, and will not be in a moment.
      if (!isRunByNobody(report)) view.show(report);
    } catch (error) {
      // It is not there before it has begun, and a ledger may be busy. Whoever runs it tells what is really wrong.
      if (!(error instanceof ChinwagError)) throw error;
    }
    await pause(EVERY, undefined, { signal: over }).catch(() => {});
  }
}
