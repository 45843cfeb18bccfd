import type { Campaign } from '../../campaigns/campaign.js';
import type { CampaignReport } from '../../campaigns/report.js';
import { onceStopped } from '../stop.js';
import { dim } from '../style.js';
import { openCampaigns } from './campaigns.js';
import { check } from './check.js';
import { moment } from './list.js';
import { loadCampaign } from './load.js';
import { type CampaignCommand, NOT_FINISHED, needed, typed } from './options.js';
import { servePage } from './page.js';
import { progressView } from './progress-view.js';
import { type ProgressView, watchCampaign } from './watching.js';

/** `chinwag campaign start`: begins a campaign, or goes on where it was ended, and stays until it is done. */
export async function start(command: CampaignCommand): Promise<void> {
  if (command.dryRun) return check(command);
  const file = needed(command.target, 'start', 'the file of a campaign');
  const campaign = await loadCampaign(file);
  const campaigns = command.page ? await openCampaigns() : undefined;
  const served = campaigns && (await servePage(campaigns, command));
  // Not among the reports, which a program may be reading.
  if (served) console.error(`The page is at ${served.address}/#/${encodeURIComponent(campaign.name)}`);
  const view = progressView({ json: command.json, footer });
  const began = Date.now();
  try {
    const report = await runCampaign(campaign, view, { staysOn: served !== undefined });
    view.end(report);
    if (!command.json) sayWhatNext(report, { file, began });
    if (report.state !== 'finished') process.exitCode = NOT_FINISHED;
  } finally {
    view.leave();
    await campaign.close();
    await served?.close();
    await campaigns?.close();
  }
}

/** Runs it until its end or the first Ctrl+C; beyond its end, when it stays on for the receipts that come in. */
async function runCampaign(
  campaign: Campaign,
  view: ProgressView,
  { staysOn }: { staysOn: boolean },
): Promise<CampaignReport> {
  const stopped = onceStopped();
  const stopWatching = watchCampaign(campaign, view);
  try {
    const running = campaign.start();
    const ended = await Promise.race([running, stopped]);
    if (ended && staysOn) {
      await stopped;
      return await campaign.report();
    }
    await stopWatching();
    if (!ended) void campaign.close();
    return await running;
  } finally {
    await stopWatching();
  }
}

function footer({ state }: CampaignReport): string {
  const hasEnded = state === 'finished' || state === 'cancelled';
  return hasEnded
    ? 'It has ended; the page stays, and what the webhooks tell still counts. Ctrl+C leaves'
    : 'Ctrl+C stops sending, and loses nothing';
}

function sayWhatNext(report: CampaignReport, { file, began }: { file: string; began: number }): void {
  const { state, name, progress, funnel, endedAt = began } = report;
  if (endedAt < began) {
    console.log(`It had ended before, at ${moment(endedAt)}: nothing was sent now.`);
    console.log(dim('To send again, give the campaign another name.'));
  } else if (state !== 'finished' && state !== 'cancelled') {
    console.log(`Stopped, with everything noted. Go on with ${dim(`chinwag campaign start ${typed(file)}`)}`);
  } else if (progress.failed + progress.doubtful > 0) {
    console.log(
      `Who was not sent to, and why: ${dim(`chinwag campaign report ${typed(name)} --csv people.csv`)}`,
    );
  }
  if (funnel.sent > 0 && funnel.delivered === 0) {
    console.log(
      dim('Nothing is known to be delivered yet: it is the webhooks of the bot that tell, so it has to run.'),
    );
  }
}
