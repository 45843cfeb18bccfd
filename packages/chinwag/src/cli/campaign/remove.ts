import { createInterface } from 'node:readline';
import { counted } from '../../campaigns/page/numbers.js';
import type { CampaignReport } from '../../campaigns/report.js';
import { ChinwagError } from '../../core/errors.js';
import { bold, dim } from '../style.js';
import { openCampaigns } from './campaigns.js';
import { moment } from './list.js';
import { type CampaignCommand, needed, printJson } from './options.js';

/** `chinwag campaign remove`: forgets a campaign that has ended, and everybody in it. */
export async function remove(command: CampaignCommand): Promise<void> {
  const name = needed(command.target, 'remove', 'the name of a campaign');
  const campaigns = await openCampaigns(command);
  try {
    const control = campaigns.get(name);
    const report = await control.report();
    // One that has not ended is refused by the removal itself, with what to do.
    if (canGo(report) && !command.yes && !(await isWanted(report))) {
      console.log('Nothing was removed.');
      return;
    }
    const { people, bytes } = await control.remove();
    if (command.json) return printJson({ name, people, bytes });
    const freed = bytes ? ` ${size(bytes)} of its file are free for later campaigns.` : '';
    console.log(`${bold(name)} is removed: ${counted(people, 'person', 'people')}.${freed}`);
    console.log(dim('Its name is free again: to start a campaign under it sends to everybody in it.'));
  } finally {
    await campaigns.close();
  }
}

const canGo = ({ state }: CampaignReport) => ['finished', 'cancelled', 'failed'].includes(state);

/** @throws {ChinwagError} where there is nobody to ask. */
async function isWanted({ name, state, endedAt, audience }: CampaignReport): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new ChinwagError('usage', 'there is no terminal to ask at whether that is meant', {
      hint: 'Nothing was removed. Add --yes if it is.',
    });
  }
  const when = endedAt === undefined ? state : `${state} ${moment(endedAt)}`;
  const who = counted(audience.people, 'person', 'people');
  console.error(`${bold(name)}: ${who}, ${when}. What became of them will not be known any more.`);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await new Promise<string>((resolve) => {
      // Ctrl+C and Ctrl+D are a no.
      terminal.once('close', () => resolve(''));
      terminal.question('Remove it for good? [y/N] ', resolve);
    });
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}

const UNITS = ['bytes', 'kB', 'MB', 'GB'];

function size(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const value = bytes / 1000 ** power;
  return `${power === 0 ? value : value.toFixed(value < 10 ? 1 : 0)} ${UNITS[power]}`;
}
