import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Campaign } from '../../campaigns/campaign.js';
import { loadDefault } from '../../config/load.js';
import { readConfig } from '../../config/project.js';
import { ConfigError } from '../../core/errors.js';
import type { Rehearsal } from './rehearsal.js';

interface OnStage {
  rehearsal?: Rehearsal | undefined;
  /** Whether the people of the campaign come to be in the emulator. */
  arrive: boolean;
}

/**
 * The campaign that a file exports by default. The project's `.env` and config are read first: the file may build on
 * them.
 *
 * @param stage Where it is rehearsed, if it is.
 * @throws {ConfigError} when there is no such file, or it exports something else.
 */
export async function loadCampaign(file: string, stage?: OnStage): Promise<Campaign> {
  const path = resolve(file);
  if (!existsSync(path)) {
    throw new ConfigError(`there is no file ${file}`, {
      hint: 'Name the file of a campaign, relative to the folder of the bot: `chinwag campaign start campaigns/hello.ts`.',
    });
  }
  if (statSync(path).isDirectory()) {
    throw new ConfigError(`${file} is a folder`, { hint: 'Name the file of one campaign in it.' });
  }
  await readConfig(process.cwd());
  const exported = await loadDefault(path, process.cwd());
  if (isCampaign(exported)) return stage?.rehearsal?.of(exported, stage) ?? exported;
  throw new ConfigError(`${file} exports no campaign`, {
    hint: 'Write `export default campaign({ name, audience, message })`, with campaign from chinwag/campaigns.',
  });
}

function isCampaign(exported: unknown): exported is Campaign {
  return (
    typeof exported === 'object' &&
    exported !== null &&
    'dryRun' in exported &&
    'start' in exported &&
    'testSend' in exported
  );
}
