import { ChinwagError } from '../../core/errors.js';
import type { Rehearsal } from './rehearsal.js';

/** What was typed after `chinwag campaign <action>`. */
export interface CampaignCommand {
  /** The file of a campaign, or its name. */
  target: string | undefined;
  /** Of `rate`: how many a second. */
  value: string | undefined;
  folder: string;
  json: boolean;
  /** Of `start`: count, and send nothing. */
  dryRun: boolean;
  /** Of `test`: PSIDs, with commas between. */
  to: string | undefined;
  /** Of `report`: the file that everybody is written to. */
  csv: string | undefined;
  /** Of `start`: serve the page as well. */
  page: boolean;
  port: number;
  open: boolean;
  /** Of `status`: stay and redraw. */
  watch: boolean;
  /** Of `remove`: do not ask. */
  yes: boolean;
  /** To the emulator of the `chinwag dev` that runs in this folder. */
  dev: boolean;
  /** Which one, by the port of its chat page. */
  emulatorPort: number | undefined;
  /** What `dev` has found. */
  rehearsal?: Rehearsal;
}

/** @throws {ChinwagError} saying what is to be typed. */
export function needed(value: string | undefined, command: string, what: string): string {
  if (value) return value;
  throw new ChinwagError('usage', `chinwag campaign ${command} needs ${what}`, {
    hint: `See \`chinwag campaign ${command} --help\`.`,
  });
}

/** Exit code of a campaign that was begun and has not been finished: stopped, or cancelled. */
export const NOT_FINISHED = 2;

export const printJson = (value: unknown) => console.log(JSON.stringify(value, null, 2));

/** A command as it is typed next, of the same campaigns. */
export const next = (command: CampaignCommand, ...words: string[]) =>
  ['chinwag campaign', ...words.map(typed), ...(command.dev ? ['--dev'] : [])].join(' ');

/** A word as it is typed in a shell. */
const typed = (word: string) => (/^[\w./@:+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);
