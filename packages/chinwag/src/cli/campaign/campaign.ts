import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { ChinwagError, ConfigError } from '../../core/errors.js';
import { check } from './check.js';
import { list } from './list.js';
import type { CampaignCommand } from './options.js';
import { page } from './page.js';
import { Rehearsal } from './rehearsal.js';
import { remove } from './remove.js';
import { report } from './report.js';
import { start } from './start.js';
import { status } from './status.js';
import { cancel, pause, rate, resume } from './steer.js';
import { testSend } from './test-send.js';
import { worker } from './worker.js';

const ACTIONS = {
  start,
  check,
  test: testSend,
  status,
  list,
  pause,
  resume,
  cancel,
  remove,
  rate,
  report,
  worker,
  page,
};
/** What they do, they do also when nobody reads what they say. */
const SENDERS = ['start', 'worker', 'test', 'page'];
type Action = keyof typeof ACTIONS;

/** `chinwag campaign`: messages to many people, begun, watched and steered. */
export async function campaign(action: string, command: CampaignCommand): Promise<void> {
  if (!Object.hasOwn(ACTIONS, action)) {
    throw new ChinwagError('usage', `there is no command campaign ${action}`, {
      hint: `There are ${Object.keys(ACTIONS).join(', ')}.`,
    });
  }
  // Paths in the config, in the campaign and of the ledger are relative to the bot's folder.
  const folder = resolve(command.folder);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new ConfigError(`there is no folder ${command.folder}`, { hint: 'Name the folder of the bot.' });
  }
  process.chdir(folder);
  outliveReader(SENDERS.includes(action));
  await ACTIONS[action as Action](command.dev ? await rehearsed(action, command) : command);
}

async function rehearsed(action: string, command: CampaignCommand): Promise<CampaignCommand> {
  if (action === 'worker') {
    throw new ChinwagError('usage', 'a rehearsal has no workers: one process sends it', {
      hint: 'Use `chinwag campaign start … --dev`.',
    });
  }
  const rehearsal = await Rehearsal.in(process.cwd(), command.emulatorPort);
  // Not among what a program may be reading.
  if (SENDERS.includes(action)) {
    console.error(
      `Rehearsal: everything goes to the emulator at ${rehearsal.address}, nothing to Messenger.`,
    );
  }
  return { ...command, rehearsal };
}

/** What a pipe says whose reader has had enough (`| head`), and a terminal that has gone away. */
const UNHEARD = ['EPIPE', 'EIO'];

/** Nobody may be left to read what is told: that ends no sending, and is no failure. */
function outliveReader(goesOn: boolean): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (!UNHEARD.includes(error.code ?? '')) throw error;
      if (!goesOn) process.exit();
    });
  }
}
