import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, startEmulator } from '@chinwag/emulator';
import { campaigns, SqliteLedger } from 'chinwag/campaigns';
import { expect, test } from 'vitest';
import { stubGraph } from './bot.js';
import { ChatPage, launchChromium } from './chat-page.js';
import { chinwag, project } from './command.js';

const BOT = `export default async function App(context) {
  if (context.event.isText) await context.sendText('You said ' + context.event.text);
}`;

const PEOPLE = [
  'psid,First name,Last name,tea',
  '24837492837492834,Zoë,Müller,Assam',
  '24837492837492835,Ben,,Sencha',
  'nobody,Tom,,Oolong',
];

/** The folder of a bot with a campaign to two people. */
const shop = (name: string, options = '', files: Record<string, string> = {}) =>
  project(name, {
    'src/index.js': BOT,
    'people.csv': PEOPLE.join('\n'),
    'hello.js': `import { campaign, csv, SqliteLedger } from 'chinwag/campaigns';
      import { MessengerClient, text } from 'chinwag/messenger';
      export default campaign({
        name: 'hello', audience: csv('people.csv'), ${options}
        message: (person) => text(person['First name'] + ', your ' + person.tea + ' is half price today.'),
      });`,
    ...files,
  });

async function startDev(folder: string) {
  const dev = chinwag(['dev', folder, '--no-open', '--port', '0', '--emulator-port', '0']);
  const [, address = ''] = await dev.until(/Chat page +(http:\S+)[\s\S]*Ready in/);
  const { port } = new URL(address);
  const ledger = join(folder, '.chinwag', `dev-${port}-campaigns.sqlite`);
  return { ...dev, address, port, ledger, emulator: await connect(address) };
}

const command = (folder: string, ...args: string[]) =>
  chinwag(['campaign', ...args, '--dev', '--folder', folder]).ended;

test('a campaign is rehearsed beside chinwag dev, and nothing of it leaves the machine', async () => {
  const real = await stubGraph();
  const far = `{ origin: '${real.origin}', accessToken: 'real' }`;
  const folder = shop(
    'rehearsal',
    `client: new MessengerClient(${far}), ledger: new SqliteLedger({ path: 'real.sqlite' }),
     at: new Date(Date.now() + 86_400_000), quietHours: { from: '00:00', to: '23:59' },`,
    {
      'chinwag.config.js': `import { SqliteLedger } from 'chinwag/campaigns';
      export default {
        campaigns: { ledger: new SqliteLedger({ path: 'real.sqlite' }) },
        channels: { messenger: { ...${far}, pageId: '1', appId: '2', appSecret: 'three', verifyToken: 'four' } },
      };`,
    },
  );
  const { address, emulator, child, ended, ledger } = await startDev(folder);

  const checked = await command(folder, 'check', 'hello.js');
  expect(checked.said).toMatch(/To send to +2[\s\S]*campaign start hello\.js --dev/);
  const tested = await command(folder, 'test', 'hello.js');
  expect(tested.said).toMatch(/Rehearsal: [\s\S]*\d+ sent 1 message, as for line 2/);
  const started = await command(folder, 'start', 'hello.js');
  expect(started.said).toMatch(/everything goes to the emulator at http:\S+, nothing to Messenger/);
  expect(started.said).toMatch(/hello: finished, 2 of 2 people sent/);
  expect(started.said).toContain(`see what they got: ${address}`);
  expect(started.code).toBe(0);

  const zoe = await emulator.person({ psid: '24837492837492834' });
  expect(zoe.name).toBe('Zoë Müller');
  const browser = await launchChromium();
  try {
    const chat = await ChatPage.open(browser, address, { viewport: { width: 1280, height: 800 } });
    await chat.page.getByRole('button', { name: 'Zoë Müller' }).click();
    await chat.plays('Zoë Müller');
    await chat.sees('Zoë, your Assam is half price today.');
    await chat.say('Thank you');
    await chat.sees('You said Thank you');
  } finally {
    await browser.close();
  }
  // The bot tells what the webhooks say to the ledger of the rehearsal, wherever the config keeps the real one.
  const watched = campaigns({ ledger: new SqliteLedger({ path: ledger }) });
  const funnel = async () => (await watched.get('hello').report()).funnel;
  await expect.poll(funnel, { timeout: 30_000 }).toEqual({ sent: 2, delivered: 2, read: 1, answered: 1 });
  await watched.close();

  const anew = await command(folder, 'start', 'hello.js');
  expect(anew.said).toMatch(/last rehearsal of it is forgotten[\s\S]*hello: finished, 2 of 2 people sent/);
  const ben = await emulator.person({ psid: '24837492837492835' });
  expect((await ben.screen()).messages.map(({ text }) => text)).toEqual(
    Array(2).fill('Ben, your Sencha is half price today.'),
  );

  expect(real.requests).toEqual([]);
  real.close();
  expect(existsSync(join(folder, 'real.sqlite'))).toBe(false);
  child.kill('SIGINT');
  expect((await ended).code).toBe(0);
  expect(readdirSync(join(folder, '.chinwag'))).toEqual(['.gitignore']);
}, 90_000);

test('a rehearsal ends with its chinwag dev, and is sent to the one that is named', async () => {
  const folder = shop('rehearsal-ends', 'rate: 0.01,');
  const dev = await startDev(folder);
  const other = await startEmulator();
  try {
    const port = new URL(other.origin).port;
    const note = JSON.stringify({ origin: other.origin, page: other.page.id });
    writeFileSync(join(folder, '.chinwag', `dev-${port}.json`), note);
    const unsure = await command(folder, 'list');
    expect(unsure.said).toMatch(
      /several `chinwag dev` run in this project, at the ports \d+ and \d+\n.*--emulator-port/,
    );
    expect(unsure.code).toBe(1);

    const args = ['campaign', 'start', 'hello.js', '--emulator-port', dev.port, '--folder', folder];
    const running = chinwag(args);
    await running.until(/hello: running, [1-9]/);
    dev.child.kill('SIGINT');
    await dev.ended;
    const { said, code } = await running.ended;
    expect(said).toMatch(/`chinwag dev` has ended, and with it this rehearsal/);
    expect(said).not.toMatch(/Go on with/);
    expect(code).toBe(2);
    expect(other.requests()).toEqual([]);
  } finally {
    await other.close();
  }
}, 60_000);

test.each<[string, (emulator: { origin: string; page: { id: string } }) => object | undefined]>([
  ['nobody has left a note', () => undefined],
  ['it was killed', ({ page }) => ({ origin: 'http://127.0.0.1:1', page: page.id })],
  ['another emulator has its port', ({ origin }) => ({ origin, page: '1110001' })],
  ['the note is of another machine', ({ page }) => ({ origin: 'https://graph.facebook.com', page: page.id })],
  ['the note is none', () => ['no note']],
])('says that no chinwag dev runs: %s', async (_, noteOf) => {
  const folder = shop('rehearsal-alone');
  const emulator = await startEmulator();
  try {
    const note = noteOf(emulator);
    mkdirSync(join(folder, '.chinwag'));
    if (note) writeFileSync(join(folder, '.chinwag', 'dev-3100.json'), JSON.stringify(note));
    const { said, code } = await command(folder, 'start', 'hello.js');
    expect(said).toMatch(/^Error: no `chinwag dev` is running in this project\nStart it first/);
    expect(code).toBe(1);
    expect(existsSync(join(folder, '.chinwag', 'campaigns.sqlite'))).toBe(false);
  } finally {
    await emulator.close();
  }
});

test('a rehearsal has no workers', async () => {
  const { said, code } = await command(shop('rehearsal-workers'), 'worker', 'hello.js');
  expect(said).toMatch(/a rehearsal has no workers[\s\S]*--dev/);
  expect(code).toBe(1);
});
