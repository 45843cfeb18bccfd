import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import type { Emulator } from '@chinwag/emulator';
import { SqliteLedger } from '../campaigns/ledger/sqlite/index.js';
import { withoutSqlite } from '../storage/named.js';
import { hasDriver } from '../storage/sqlite/driver.js';
import { loadEmulator } from '../testing/emulator-package.js';
import { BotProcess } from './bot-process.js';
import { openBrowser } from './open-browser.js';
import { freePort } from './ports.js';
import { type DevFiles, devEnvironment, devFiles, leaveNote, removeDevFiles } from './running-dev.js';
import { onceStopped } from './stop.js';
import { bold, dim, green, red } from './style.js';
import { watchFolder } from './watch.js';

export interface DevOptions {
  port: number;
  emulatorPort: number;
  /** What the Page is called. */
  pageName?: string;
  open: boolean;
  watch: boolean;
}

/**
 * `chinwag dev`: the bot beside a Messenger on localhost. The bot starts afresh when a file changes; the emulator
 * stays, and with it the conversation.
 */
export async function dev(folder: string, options: DevOptions): Promise<void> {
  const began = performance.now();
  const root = resolve(folder);
  const { startEmulator } = await loadEmulator();
  const [port, emulatorPort] = [await freePort(options.port), await freePort(options.emulatorPort)];
  sayMoved('bot', options.port, port);
  sayMoved('emulator', options.emulatorPort, emulatorPort);

  // New people in a world that is new each time: no storage can take them for those of the last one.
  const emulator = await startEmulator({
    port: emulatorPort,
    pageName: options.pageName,
    seed: randomUUID(),
  });
  const files = devFiles(root, Number(new URL(emulator.origin).port));
  await removeDevFiles(files);
  // Somebody to be when the page opens; more can be added there.
  await emulator.person({ name: 'Ana Lopez' });
  const bot = new BotProcess(root, port, devEnvironment(emulator, files));
  bot.onEnd((reason) =>
    console.log(red(`The bot ended (${reason}).`), dim('Save a file to start it again.')),
  );

  const launch = async () => {
    const started = await bot.start();
    if (started) {
      const { listening: callbackUrl, fields } = started;
      await emulator.subscribe({ callbackUrl, fields });
      return started;
    }
    console.log(red('The bot did not start.'), dim('Mend it and save: it is tried again.'));
    return undefined;
  };

  const started = await launch();
  await meetCampaigns(files, emulator);
  let restarting = Promise.resolve();
  const watcher = options.watch
    ? watchFolder(root, (file) => {
        restarting = restarting.then(async () => {
          const again = performance.now();
          await bot.stop();
          if (await launch())
            console.log(dim(`${relative('.', file)} changed: bot reloaded in ${seconds(again)}.`));
        });
      })
    : undefined;

  const address = emulator.origin.replace('127.0.0.1', 'localhost');
  console.log(`
  ${bold('Chinwag')}

  Chat page  ${bold(address)}
  Bot        ${started?.listening ?? `not running (port ${port})`}
`);
  if (!hasDriver()) console.log(`  ${dim(withoutSqlite())}\n`);
  if (started?.keptIn && started.keptIn !== files.database) console.log(besides(started.keptIn));
  if (started)
    console.log(
      `  ${green(`Ready in ${seconds(began)}.`)} ${dim('Say something in the chat page. Ctrl+C stops.')}\n`,
    );
  if (existsSync(join(root, 'campaigns')))
    console.log(`  ${dim('A campaign is tried out here by `chinwag campaign start <file> --dev`.')}\n`);
  if (options.open) openBrowser(address);

  await onceStopped();
  await rm(files.note, { force: true });
  watcher?.close();
  await restarting;
  await bot.stop();
  await emulator.close();
  await removeDevFiles(files);
}

/** Campaigns that begin here find it there, and so does the bot, which looks for it now and then only. */
async function makeLedger(path: string): Promise<void> {
  const ledger = new SqliteLedger({ path });
  await ledger.list();
  await ledger.close();
}

/** A folder that nothing can be written to is no reason to have no conversation. */
async function meetCampaigns(files: DevFiles, emulator: Emulator): Promise<void> {
  try {
    if (hasDriver()) await makeLedger(files.ledger);
    leaveNote(files, emulator);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    console.log(dim(`\`chinwag campaign --dev\` will not find this: ${why}`));
  }
}

/** A config that names a storage means it: nothing is moved elsewhere behind its back. */
function besides(storage: string): string {
  return `  Conversations are kept in ${bold(storage)}, as the config says: what is tried out stays there, and what waits there is worked on here.
  ${dim("To keep it apart, let the config go by CHINWAG_DATABASE, which names a file of this command's own:")}
  ${dim("storage: process.env.CHINWAG_DATABASE ? 'sqlite' : …")}
`;
}

function sayMoved(what: string, wanted: number, got: number): void {
  if (wanted !== got) console.log(dim(`Port ${wanted} is in use: the ${what} takes ${got}.`));
}

const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`;
