import type { CampaignSummary } from '../../campaigns/campaign.js';
import { percent, whole } from '../../campaigns/page/numbers.js';
import { bold, dim, red } from '../style.js';
import { openCampaigns } from './campaigns.js';
import { columnsOf, shortened } from './line.js';
import { type CampaignCommand, next, printJson } from './options.js';

const HEAD = ['name', 'state', 'people', 'done', 'failed', 'started'];
const GAP = '  ';
const FAILED = HEAD.indexOf('failed');
/** As much of a name as is left in a narrow terminal. */
const SHORTEST_NAME = 12;

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
    console.log(table(all.map(cells)).join('\n'));
  } finally {
    await campaigns.close();
  }
}

/** At a terminal as wide as that, which long names give way to; whole elsewhere, where programs read it. */
function table(rows: readonly string[][]): string[] {
  const widths = HEAD.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => columnsOf(row[column] ?? ''))),
  );
  const { isTTY, columns } = process.stdout;
  const [longest = 0, ...others] = widths;
  const taken = others.reduce((sum, width) => sum + GAP.length + width, 0);
  if (isTTY) widths[0] = Math.min(longest, Math.max(SHORTEST_NAME, (columns || 80) - taken));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => {
        const shown = fitted(cell, widths[column] ?? 0);
        return column === FAILED && Number.parseInt(cell, 10) > 0 ? red(shown) : shown;
      })
      .join(GAP)
      .trimEnd();
  return [bold(line(HEAD)), ...rows.map(line)];
}

function fitted(text: string, width: number): string {
  const shown = shortened(text, width);
  return shown + ' '.repeat(width - columnsOf(shown));
}

const cells = ({ name, state, people, done, progress, startedAt }: CampaignSummary) => [
  name,
  state,
  whole(people),
  percent(done, people),
  whole(progress.failed),
  startedAt === undefined ? '–' : moment(startedAt),
];

/** In the operator's own time. */
export const moment = (at: number) => new Date(at).toLocaleString('sv-SE');
