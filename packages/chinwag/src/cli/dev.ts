import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { withoutSqlite } from '../storage/named.js';
import { hasDriver } from '../storage/sqlite/driver.js';
import { loadEmulator } from '../testing/emulator-package.js';
import { BotProcess } from './bot-process.js';
import { openBrowser } from './open-browser.js';
import { freePort } from './ports.js';
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
  const database = join(root, '.chinwag', `dev-${emulatorPort}.db`);
  await removeDatabase(database);
  const { app, page } = emulator;
  // Somebody to be when the page opens; more can be added there.
  await emulator.person({ name: 'Ana Lopez' });
  const bot = new BotProcess(root, port, {
    MESSENGER_ORIGIN: emulator.origin,
    MESSENGER_PAGE_ID: page.id,
    MESSENGER_ACCESS_TOKEN: page.accessToken,
    MESSENGER_APP_ID: app.id,
    MESSENGER_APP_SECRET: app.secret,
    MESSENGER_VERIFY_TOKEN: app.verifyToken,
    CHINWAG_DATABASE: database,
  });
  bot.onEnd((reason) =>
    console.log(red(`The bot ended (${reason}).`), dim('Save a file to start it again.')),
  );

  const launch = async () => {
    const started = await bot.start();
    if (started) {
      const { listening: callbackUrl, fields } = started;
      await emulator.subscribe({ callbackUrl, fields });
      return callbackUrl;
    }
    console.log(red('The bot did not start.'), dim('Mend it and save: it is tried again.'));
    return undefined;
  };

  const webhook = await launch();
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
  Bot        ${webhook ?? `not running (port ${port})`}
`);
  if (!hasDriver()) console.log(`  ${dim(withoutSqlite())}\n`);
  if (webhook)
    console.log(
      `  ${green(`Ready in ${seconds(began)}.`)} ${dim('Say something in the chat page. Ctrl+C stops.')}\n`,
    );
  if (options.open) openBrowser(address);

  await onceStopped();
  watcher?.close();
  await restarting;
  await bot.stop();
  await emulator.close();
  await removeDatabase(database);
}

/** With what SQLite keeps beside it. */
async function removeDatabase(path: string): Promise<void> {
  for (const file of [path, `${path}-wal`, `${path}-shm`]) await rm(file, { force: true });
}

function sayMoved(what: string, wanted: number, got: number): void {
  if (wanted !== got) console.log(dim(`Port ${wanted} is in use: the ${what} takes ${got}.`));
}

const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`;
