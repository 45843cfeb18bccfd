import { relative, resolve } from 'node:path';
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

  const emulator = await startEmulator({ port: emulatorPort, pageName: options.pageName });
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
  const address = emulator.origin.replace('127.0.0.1', 'localhost');
  console.log(`
  ${bold('Chinwag')}

  Chat page  ${bold(address)}
  Bot        ${webhook ?? `not running (port ${port})`}
`);
  if (webhook)
    console.log(
      `  ${green(`Ready in ${seconds(began)}.`)} ${dim('Say something in the chat page. Ctrl+C stops.')}\n`,
    );
  if (options.open) openBrowser(address);

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

  await onceStopped();
  watcher?.close();
  await restarting;
  await bot.stop();
  await emulator.close();
}

function sayMoved(what: string, wanted: number, got: number): void {
  if (wanted !== got) console.log(dim(`Port ${wanted} is in use: the ${what} takes ${got}.`));
}

const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`;
