import { resolve } from 'node:path';
import { ChinwagError } from '../../core/errors.js';
import { check } from './check.js';
import { list } from './list.js';
import type { CampaignCommand } from './options.js';
import { page } from './page.js';
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
  rate,
  report,
  worker,
  page,
};
type Action = keyof typeof ACTIONS;

/** `chinwag campaign`: messages to many people, begun, watched and steered. */
export async function campaign(action: string, command: CampaignCommand): Promise<void> {
  if (!Object.hasOwn(ACTIONS, action)) {
    throw new ChinwagError('usage', `there is no command campaign ${action}`, {
      hint: `There are ${Object.keys(ACTIONS).join(', ')}.`,
    });
  }
  // Paths in the config, in the campaign and of the ledger are relative to the bot's folder.
  process.chdir(resolve(command.folder));
  await ACTIONS[action as Action](command);
}
