import type { Campaign } from '../../campaigns/campaign.js';
import { duration, perSecond, whole } from '../../campaigns/page/numbers.js';
import type { CampaignReport } from '../../campaigns/report.js';
import { onceStopped } from '../stop.js';
import { bold, dim, green, yellow } from '../style.js';
import { loadCampaign } from './load.js';
import { type CampaignCommand, NOT_FINISHED, needed, next, printJson } from './options.js';
import { Reading } from './reading.js';
import { printInvalid } from './report.js';
import { leftOut } from './view.js';

/** What Messenger takes of one Page, in messages a second. */
const PLATFORM_RATE = 300;

/** `chinwag campaign check`: whom a campaign would reach, and why not the others. Nothing is sent. */
export async function check(command: CampaignCommand): Promise<void> {
  const file = needed(command.target, 'check', 'the file of a campaign');
  const campaign = await loadCampaign(file, { rehearsal: command.rehearsal, arrive: false });
  try {
    const report = await dryRun(campaign);
    if (!report) {
      console.error('Stopped before the audience was read to its end. Nothing has been sent.');
      process.exitCode = NOT_FINISHED;
    } else {
      if (command.json) printJson(report);
      else printCheck(report, next(command, 'start', file));
      if (report.audience.people === 0) process.exitCode = 1;
    }
  } finally {
    await campaign.close();
  }
}

/** Nothing when Ctrl+C came first: what was read so far lies in a file that must go. */
async function dryRun(campaign: Campaign): Promise<CampaignReport | undefined> {
  const over = new AbortController();
  void onceStopped().then(() => over.abort());
  const reading = new Reading();
  try {
    return await campaign.dryRun({ signal: over.signal, onRows: (rows) => reading.show(rows) });
  } catch (error) {
    if (error !== over.signal.reason) throw error;
    return undefined;
  } finally {
    reading.end();
  }
}

function printCheck(report: CampaignReport, start: string): void {
  const { name, audience, rate, reason } = report;
  const limit = Math.min(rate.limit ?? PLATFORM_RATE, PLATFORM_RATE);
  const pace = `${duration(Math.max(1, audience.people / limit))} at ${perSecond(limit)}`;
  const left = Object.entries(leftOut(audience)).filter(([, count]) => count > 0);
  const rows = [
    ['Rows', audience.rows, ''],
    ...left.map(([reason, count]) => ['Left out', count, reason] as const),
    ['To send to', audience.people, audience.people > 0 ? pace : ''],
  ] as const;
  const width = Math.max(...rows.map(([, count]) => whole(count).length));
  console.log(`\n  ${bold(name)}\n`);
  if (reason !== undefined) console.log(`  ${yellow(reason)}\n`);
  for (const [label, count, about] of rows) {
    console.log(`  ${label.padEnd(11)}${bold(whole(count).padStart(width))}   ${dim(about)}`.trimEnd());
  }
  console.log();
  printInvalid(report);
  const advice = audience.people > 0 ? `Start it with \`${start}\`.` : 'There is nobody to send to.';
  console.log(`  ${green('Nothing has been sent.')} ${dim(advice)}\n`);
}
