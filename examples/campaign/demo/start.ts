import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startEmulator } from '@chinwag/emulator';
import { stirCrowd } from './crowd.js';
import { fillTown } from './town.js';

/**
 * A town of people in an emulator, a bot, and a campaign to all of them: `npm start`, or with fewer people
 * `npm start -- 2000`. What follows the number goes to `chinwag campaign start`.
 */
const [count = '20000', ...options] = process.argv.slice(2);
const chinwag = fileURLToPath(import.meta.resolve('chinwag/package.json')).replace(
  'package.json',
  'bin/chinwag.js',
);
process.chdir(fileURLToPath(new URL('..', import.meta.url)));
// Each run begins anew: the town is another one, even if its people look the same.
rmSync('.chinwag', { recursive: true, force: true });

// The platform, too, puts events together when there are many.
const delivery = { batch: 100, delay: 250 };
const emulator = await startEmulator({ pageName: 'Chinwag Tea House', delivery });
const people = await fillTown(emulator, Number(count), '.chinwag/people.csv');
const stopCrowd = stirCrowd(emulator, people);

const bot = run(['start', '--port', '0'], 'pipe');
bot.stderr?.pipe(createWriteStream('.chinwag/bot.log'));
const botEnded = once(bot, 'exit');
const address = await listening(bot);
await emulator.subscribe({
  callbackUrl: address,
  fields: ['messages', 'messaging_postbacks', 'message_deliveries', 'message_reads', 'message_echoes'],
});

const campaign = run(['campaign', 'start', 'campaigns/black-friday.ts', '--page', ...options], 'inherit');
// Ctrl+C reaches every process of a terminal: the campaign ends when it is ready, and then the town.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => campaign.kill('SIGTERM'));
const [code] = await once(campaign, 'exit');
stopCrowd();
bot.kill('SIGTERM');
await botEnded;
await emulator.close();
process.exit(code ?? 1);

function run(args: string[], output: 'inherit' | 'pipe'): ChildProcess {
  return spawn(process.execPath, [chinwag, ...args], {
    stdio: ['ignore', output, output],
    env: {
      ...process.env,
      MESSENGER_ORIGIN: emulator.origin,
      MESSENGER_PAGE_ID: emulator.page.id,
      MESSENGER_ACCESS_TOKEN: emulator.page.accessToken,
      MESSENGER_APP_ID: emulator.app.id,
      MESSENGER_APP_SECRET: emulator.app.secret,
      MESSENGER_VERIFY_TOKEN: emulator.app.verifyToken,
    },
  });
}

/** Where the bot listens, as it says itself. */
function listening(bot: ChildProcess): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    bot.stdout?.on('data', (piece) => {
      said += piece;
      const [, address] = /listens at (http:\S+)/.exec(said) ?? [];
      if (address) resolve(address);
    });
    bot.once('exit', () => reject(new Error(`The bot has ended:\n${said}`)));
  });
}
