import type { Campaign } from '../../campaigns/campaign.js';
import { CampaignError } from '../../campaigns/errors.js';
import type { CampaignReport } from '../../campaigns/report.js';
import { isUnread } from '../../campaigns/reporting/reporting.js';
import { bold, dim } from '../style.js';
import { openCampaigns } from './campaigns.js';
import { check } from './check.js';
import { moment } from './list.js';
import { loadCampaign } from './load.js';
import { type CampaignCommand, NOT_FINISHED, needed, next } from './options.js';
import { onceOver } from './over.js';
import { servePage } from './page.js';
import { progressView } from './progress-view.js';
import { type ProgressView, watchCampaign } from './watching.js';

/** Milliseconds after which somebody who pressed Ctrl+C wonders whether it was heard. */
const SLOW = 1_000;
const STOPPING =
  'Stopping: it waits for the answers to what is on its way, so that nobody is left doubtful. Ctrl+C again ends it at once.';

/** `chinwag campaign start`: begins a campaign, or goes on where it was ended, and stays until it is done. */
export async function start(command: CampaignCommand): Promise<void> {
  if (command.dryRun) return check(command);
  const file = needed(command.target, 'start', 'the file of a campaign');
  const { rehearsal } = command;
  const campaign = await loadCampaign(file, { rehearsal, arrive: true });
  const campaigns = command.page ? await openCampaigns(command) : undefined;
  const served = campaigns && (await servePage(campaigns, command));
  // Not among the reports, which a program may be reading.
  if (served) console.error(`The page is at ${served.address}/#/${encodeURIComponent(campaign.name)}`);
  const view = progressView({ json: command.json, footer });
  const began = Date.now();
  try {
    if (rehearsal) await forgetLast(campaign);
    const over = onceOver(command);
    const report = await runCampaign(campaign, view, { over, staysOn: served !== undefined });
    view.end(report);
    if (!command.json) sayWhatNext(report, { command, file, began });
    if (report.state !== 'finished') process.exitCode = NOT_FINISHED;
  } finally {
    view.leave();
    await campaign.close();
    await served?.close();
    await campaigns?.close();
  }
}

/** A rehearsal can be had again and again: one that has ended is in the way of the next. */
async function forgetLast(campaign: Campaign): Promise<void> {
  const last = await campaign.report().catch((error) => {
    if (error instanceof CampaignError) return undefined;
    throw error;
  });
  if (last?.state !== 'finished' && last?.state !== 'cancelled') return;
  await campaign.remove();
  console.error(`The last rehearsal of it is forgotten: this one begins anew.`);
}

/** Runs it until its end or the first Ctrl+C; beyond its end, when it stays on for the receipts that come in. */
async function runCampaign(
  campaign: Campaign,
  view: ProgressView,
  { over: stopped, staysOn }: { over: Promise<void>; staysOn: boolean },
): Promise<CampaignReport> {
  const stopWatching = watchCampaign(campaign, view);
  let slow: NodeJS.Timeout | undefined;
  try {
    const running = campaign.start();
    const ended = await Promise.race([running, stopped]);
    if (ended && staysOn) {
      await stopped;
      return await campaign.report();
    }
    await stopWatching();
    if (!ended) {
      slow = setTimeout(() => console.error(STOPPING), SLOW);
      void campaign.close();
    }
    return await running;
  } finally {
    clearTimeout(slow);
    await stopWatching();
  }
}

function footer({ state }: CampaignReport): string {
  const hasEnded = state === 'finished' || state === 'cancelled';
  return hasEnded
    ? 'It has ended; the page stays, and what the webhooks tell still counts. Ctrl+C leaves'
    : 'Ctrl+C stops sending, and loses nothing';
}

interface Started {
  command: CampaignCommand;
  file: string;
  began: number;
}

function sayWhatNext(report: CampaignReport, { command, file, began }: Started): void {
  const { state, name, progress, funnel, endedAt = began } = report;
  const { rehearsal } = command;
  // Nothing of it is left to go on with.
  if (rehearsal?.isOver) return;
  if (endedAt < began) {
    console.log(`It had ended before, at ${moment(endedAt)}: nothing was sent now.`);
    console.log(dim('To send again, give the campaign another name.'));
  } else if (isUnread(report)) {
    const again = dim(next(command, 'start', file));
    console.log(`Stopped before the audience was read: nobody was sent to. Begin again with ${again}`);
  } else if (state !== 'finished' && state !== 'cancelled') {
    console.log(`Stopped, with everything noted. Go on with ${dim(next(command, 'start', file))}`);
  } else if (progress.failed + progress.doubtful > 0) {
    console.log(`Who was not sent to, and why: ${dim(next(command, 'report', name, '--csv', 'people.csv'))}`);
  }
  if (rehearsal && funnel.sent > 0)
    console.log(`Be any of its people, and see what they got: ${bold(rehearsal.address)}`);
  if (funnel.sent > 0 && funnel.delivered === 0) {
    console.log(
      dim('Nothing is known to be delivered yet: it is the webhooks of the bot that tell, so it has to run.'),
    );
  }
}
