import type { CampaignSummary } from '../../campaigns/campaign.js';
import { percent, whole } from '../../campaigns/page/numbers.js';
import { bold, dim } from '../style.js';
import { openCampaigns } from './campaigns.js';
import { columnsOf } from './line.js';
import { type CampaignCommand, next, printJson } from './options.js';

const HEAD = ['name', 'state', 'people', 'done', 'started'];

/** `chinwag campaign list`: the newest first. */
export async function list(command: CampaignCommand): Promise<void> {
  const campaigns = await openCampaigns(command);
  try {
    const all = await campaigns.list();
    if (command.json) return printJson(all);
    if (all.length === 0) {
      console.log('There is no campaign yet.');
      console.log(dim(`Start one with \`${next(command, 'start')} <file>\`.`));
      return;
    }
    const rows = all.map(cells);
    const widths = HEAD.map((title, column) =>
      Math.max(title.length, ...rows.map((row) => columnsOf(row[column] ?? ''))),
    );
    const line = (row: readonly string[]) =>
      row
        .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - columnsOf(cell)))
        .join('  ')
        .trimEnd();
    console.log([bold(line(HEAD)), ...rows.map(line)].join('\n'));
  } finally {
    await campaigns.close();
  }
}

const cells = ({ name, state, people, done, startedAt }: CampaignSummary) => [
  name,
  state,
  whole(people),
  percent(done, people),
  startedAt === undefined ? '–' : moment(startedAt),
];

/** In the operator's own time. */
export const moment = (at: number) => new Date(at).toLocaleString('sv-SE');
