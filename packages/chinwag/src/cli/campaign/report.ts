import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { CampaignControl } from '../../campaigns/campaign.js';
import { counted, whole } from '../../campaigns/page/numbers.js';
import { peopleCsv } from '../../campaigns/page/people-csv.js';
import type { CampaignReport } from '../../campaigns/report.js';
import { ChinwagError } from '../../core/errors.js';
import { bold, dim } from '../style.js';
import { openCampaigns } from './campaigns.js';
import { moment } from './list.js';
import { type CampaignCommand, needed, next, printJson } from './options.js';
import { printView } from './progress-view.js';

/** As many as fit a screen; the CSV has all. */
const MOST_SHOWN = 20;

/** `chinwag campaign report`: everything that is known of a campaign; everybody in it with `--csv`. */
export async function report(command: CampaignCommand): Promise<void> {
  const name = needed(command.target, 'report', 'the name of a campaign');
  const campaigns = await openCampaigns(command);
  try {
    const control = campaigns.get(name);
    const report = await control.report();
    if (command.csv !== undefined) await writeEverybody(control, command.csv);
    if (command.json) return printJson(report);
    printView(report);
    printInvalid(report);
    printDoubtful(report);
    if (command.csv !== undefined) console.log(`${bold(command.csv)} has everybody, a line each.`);
    else console.log(dim(`Everybody, a line each: ${next(command, 'report', name, '--csv', 'people.csv')}`));
  } finally {
    await campaigns.close();
  }
}

async function writeEverybody(campaign: CampaignControl, path: string): Promise<void> {
  const file = await open(path, 'w').catch((cause: NodeJS.ErrnoException) => {
    throw new ChinwagError('usage', `${path} cannot be written (${cause.code})`, {
      hint: 'Name a file in a folder that is there.',
      cause,
    });
  });
  await pipeline(Readable.from(peopleCsv(campaign.recipients())), file.createWriteStream());
}

/** What is to be done about rows that are wrong all alike. */
const CURES: Readonly<Record<string, string>> = {
  'wrong encoding': "Save the file as UTF-8, or say what it is: csv(…, { encoding: 'windows-1252' }).",
  'rounded psid': 'A spreadsheet has rounded them. Export it again with that column formatted as text.',
  'not a time': 'Write 2026-11-27T08:00:00Z, or seconds or milliseconds since 1970.',
};

export function printInvalid({ audience }: CampaignReport): void {
  for (const [reason, { count, examples }] of Object.entries(audience.invalid)) {
    console.log(`  ${bold(reason)}: ${counted(count, 'row')}`);
    for (const { line, value } of examples)
      console.log(dim(`    line ${whole(line)}: ${value || '(empty)'}`));
    const cure = CURES[reason];
    if (cure) console.log(`    ${cure}`);
    console.log();
  }
}

function printDoubtful({ doubtful, progress }: CampaignReport): void {
  if (progress.doubtful === 0) return;
  console.log(`  ${bold('doubtful')}: ${counted(progress.doubtful, 'person', 'people')}`);
  for (const { psid, at, reason } of doubtful.slice(0, MOST_SHOWN)) {
    console.log(dim(`    ${psid}  ${moment(at)}  ${reason}`));
  }
  const more = progress.doubtful - Math.min(doubtful.length, MOST_SHOWN);
  if (more > 0) console.log(dim(`    and ${whole(more)} more`));
  console.log();
}
