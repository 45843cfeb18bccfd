import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Emulator, type PersonHandle, startEmulator } from '@chinwag/emulator';
import type { CampaignReport } from 'chinwag/campaigns';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { anotherToken } from '../packages/chinwag/test/campaigns/engine/stage.js';
import { RedisServer } from '../packages/chinwag/test/storage/redis-server.js';
import { chinwag, project } from './command.js';

let emulator: Emulator;
let people: PersonHandle[];
let folders = 0;
let redisUrl = '';

beforeEach(async () => {
  emulator = await startEmulator();
  people = [];
});

afterEach(() => emulator.close());

/** The folder of a bot with a campaign to so many people, and with rows that cannot be used. */
async function townOf(count: number, options = ''): Promise<string> {
  while (people.length < count) people.push(await emulator.person({ name: 'Ana' }));
  const rows = people.map(({ psid }, index) => `${psid},Ana ${index + 1}`);
  return project(`campaign-${++folders}`, {
    'people.csv': ['psid,name', ...rows, rows[0], 'not-an-id,Tom', ''].join('\n'),
    'nothing.ts': 'export default { name: "hello" };',
    'slip.js':
      "import { campaign } from 'chinwag/campaigns'; export default campaign({ name: 'x', audiense: [] });",
    'token.js': "throw new Error('no ' + process.env.MESSENGER_ACCESS_TOKEN);",
    'hello.ts': `import { campaign, csv } from 'chinwag/campaigns';
      import { text } from 'chinwag/messenger';
      export default campaign({
        name: 'hello', audience: csv('people.csv'), message: ({ name }) => text('Hello ' + name + '!'), ${options}
      });`,
  });
}

const command = (folder: string, ...args: string[]) =>
  chinwag(['campaign', ...args, '--folder', folder], {
    REDIS_URL: redisUrl,
    MESSENGER_ORIGIN: emulator.origin,
    MESSENGER_PAGE_ID: emulator.page.id,
    MESSENGER_ACCESS_TOKEN: emulator.page.accessToken,
    MESSENGER_APP_ID: emulator.app.id,
    MESSENGER_APP_SECRET: emulator.app.secret,
    MESSENGER_VERIFY_TOKEN: emulator.app.verifyToken,
  });

const reportOf = async (folder: string) =>
  JSON.parse((await command(folder, 'status', 'hello', '--json').ended).said) as CampaignReport;

/** How many messages each person has. */
const received = () => people.map((person) => person.screen().messages.length);
const once = () => people.map(() => 1);

describe('chinwag campaign', () => {
  test('a check of a long audience tells how far it is, and ends at Ctrl+C with nothing left behind', async () => {
    const folder = project('campaign-long', {
      'endless.js': `import { campaign } from 'chinwag/campaigns';
        import { text } from 'chinwag/messenger';
        async function* everybody() { for (let psid = 24810000000; ; psid++) yield String(psid); }
        export default campaign({ name: 'endless', audience: everybody(), message: () => text('Hello!') });`,
    });
    const temporary = join(folder, 'temporary');
    mkdirSync(temporary);
    const checked = chinwag(['campaign', 'check', 'endless.js', '--folder', folder], { TMPDIR: temporary });
    await checked.until(/Reading the audience: \d[\d,]* rows so far/);
    expect(readdirSync(temporary)).toHaveLength(1);
    checked.child.kill('SIGINT');
    expect(await checked.ended).toMatchObject({
      code: 2,
      said: expect.stringMatching(/Nothing has been sent/),
    });
    expect(readdirSync(temporary)).toEqual([]);
  });

  test('checks, tests, sends, tells, and does not begin anew', async () => {
    const folder = await townOf(40);
    const checked = await command(folder, 'check', 'hello.ts').ended;
    expect(checked.said).toMatch(/Rows +42[\s\S]*Left out +1 +duplicates[\s\S]*To send to +40/);
    expect(checked.said).toMatch(/line 43: not-an-id[\s\S]*Nothing has been sent/);
    expect(checked.code).toBe(0);
    const dry = JSON.parse((await command(folder, 'start', 'hello.ts', '--dry-run', '--json').ended).said);
    expect(dry.audience).toMatchObject({ rows: 42, people: 40, duplicates: 1 });
    expect(emulator.requests()).toEqual([]);

    // Of one person the number has more digits than a number of JavaScript holds.
    const tested = await command(folder, 'test', 'hello.ts', '--to', people[0]?.psid ?? '').ended;
    expect(tested).toEqual({ code: 0, said: `${people[0]?.psid} sent 1 message\n` });
    expect(received()).toEqual(people.map((_, index) => (index === 0 ? 1 : 0)));

    const started = await command(folder, 'start', 'hello.ts').ended;
    expect(started.said).toMatch(
      /^(hello: .*\n)*hello: finished, 40 of 40 people sent, .*\nNothing is known to be delivered yet: .*\n$/,
    );
    expect(started.code).toBe(0);
    expect(received()).toEqual(people.map((_, index) => (index === 0 ? 2 : 1)));

    const anew = await command(folder, 'start', 'hello.ts').ended;
    expect(anew.said).toMatch(/It had ended before, at .*: nothing was sent now\.\n.*another name/);
    expect(anew.code).toBe(0);
    const late = await command(folder, 'rate', 'hello', '5').ended;
    expect(late.said).toMatch(/"hello" has ended: it is finished\n.*another name/);
    expect(late.code).toBe(1);

    const again = await command(folder, 'start', 'hello.ts', '--json').ended;
    expect(again.code).toBe(0);
    for (const line of again.said.trim().split('\n')) expect(JSON.parse(line).state).toBe('finished');
    expect(received()).toEqual(people.map((_, index) => (index === 0 ? 2 : 1)));

    expect((await command(folder, 'status').ended).said).toMatch(/hello +● finished[\s\S]*Sent +40 +100 %/);
    expect((await command(folder, 'list').ended).said).toMatch(/^name[\s\S]*\nhello +finished +40 +100 %/);
    expect(JSON.parse((await command(folder, 'list', '--json').ended).said)).toMatchObject([
      { name: 'hello', state: 'finished', people: 40, done: 40 },
    ]);
    const lost = await command(folder, 'report', 'hello', '--csv', 'nowhere/all.csv').ended;
    expect(lost.said).toMatch(/nowhere\/all\.csv cannot be written \(ENOENT\)\nName a file in a folder/);
    expect(lost.code).toBe(1);
    const { said } = await command(folder, 'report', 'hello', '--csv', 'all.csv').ended;
    expect(said).toMatch(/line 43: not-an-id[\s\S]*all\.csv has everybody/);
    const rows = readFileSync(join(folder, 'all.csv'), 'utf8').trim().split('\r\n');
    expect(rows).toHaveLength(41);
    expect(rows[1]).toMatch(new RegExp(`^${people[0]?.psid},2,sent,,,m_`));
  }, 60_000);

  test('is steered from another terminal, stopped, and gone on with', async () => {
    const folder = await townOf(120, 'rate: 1,');
    const running = command(folder, 'start', 'hello.ts');
    await running.until(/hello: running, [1-9]/);

    const second = await command(folder, 'start', 'hello.ts').ended;
    expect(second.said).toMatch(/Error: the campaign "hello" is being run by .+ process \d+/);
    expect(second.code).toBe(1);

    expect((await command(folder, 'pause', 'hello').ended).said).toBe('hello is paused.\n');
    await running.until(/hello: paused/);
    expect((await command(folder, 'rate', 'hello', '2').ended).said).toBe('hello sends to at most 2/s.\n');
    const since = running.length();
    expect((await command(folder, 'resume', 'hello').ended).said).toBe('hello goes on.\n');
    await running.until(/hello: running/, since);
    expect((await reportOf(folder)).rate.limit).toBe(2);

    running.child.kill('SIGINT');
    const stopped = await running.ended;
    expect(stopped.said).toMatch(
      /Stopped, with everything noted\. Go on with chinwag campaign start hello\.ts/,
    );
    expect(stopped.code).toBe(2);
    const { progress, state } = await reportOf(folder);
    expect(state).toBe('stopped');
    expect(progress).toMatchObject({ sending: 0, doubtful: 0, failed: 0 });
    expect(progress.queued).toBeGreaterThan(0);

    expect((await command(folder, 'rate', 'hello', 'none').ended).said).toBe(
      'hello goes as fast as the platform allows.\nNo process is running it: it counts when it is started again.\n',
    );
    expect((await command(folder, 'start', 'hello.ts').ended).code).toBe(0);
    expect(received()).toEqual(once());
  }, 60_000);

  test('waits when the token expires, and goes on with the one that is written into .env', async () => {
    const folder = await townOf(60, 'rate: 20,');
    const { origin, app, page } = emulator;
    const write = (token: string) =>
      writeFileSync(join(folder, '.env'), `MESSENGER_ORIGIN=${origin}\nMESSENGER_ACCESS_TOKEN=${token}\n`);
    write(page.accessToken);
    const fresh = await anotherToken(emulator);
    emulator.fault({ topic: 'messages', after: 10, times: 1, effect: { type: 'expire_token' } });
    const running = chinwag(['campaign', 'start', 'hello.ts', '--folder', folder], {
      MESSENGER_PAGE_ID: page.id,
      MESSENGER_APP_SECRET: app.secret,
      MESSENGER_VERIFY_TOKEN: app.verifyToken,
    });
    await running.until(/hello: waiting, .*the token has expired \(190\/463\): it goes on with a new one/);
    write(fresh);
    const { said, code } = await running.ended;
    expect(said).toMatch(/hello: finished, 60 of 60 people sent/);
    expect(said).not.toContain(fresh);
    expect(code).toBe(0);
    expect(received()).toEqual(once());
  }, 60_000);

  test('is cancelled: who was not sent to is skipped', async () => {
    const folder = await townOf(30, 'rate: 0.1,');
    const running = command(folder, 'start', 'hello.ts');
    await running.until(/hello: running, [1-9]/);
    expect((await command(folder, 'cancel', 'hello').ended).code).toBe(0);
    const { said, code } = await running.ended;
    expect(said).toMatch(/hello: cancelled, .* skipped/);
    expect(code).toBe(2);
    const { progress } = await reportOf(folder);
    expect(progress.sent + progress.skipped).toBe(30);
    expect(received().reduce((sum, count) => sum + count, 0)).toBe(progress.sent);
  }, 60_000);

  test('says what a stop waits for, and ends at once at a second', async () => {
    const folder = project('campaign-stuck', {
      'stuck.js': `import { campaign } from 'chinwag/campaigns';
        export default campaign({ name: 'stuck', audience: ['24810000000'], message: () => new Promise(() => {}) });`,
    });
    const running = command(folder, 'start', 'stuck.js');
    await running.until(/the audience is being read/);
    running.child.kill('SIGINT');
    await running.until(/Stopping: it waits for .* Ctrl\+C again ends it at once/);
    running.child.kill('SIGINT');
    expect((await running.ended).code).toBe(1);
  });

  test('says what to do about rows that are wrong all alike', async () => {
    const folder = await townOf(1);
    writeFileSync(
      join(folder, 'people.csv'),
      Buffer.from('psid,name\n24810000000,Jörg\n2.48E+16,Ana\n', 'latin1'),
    );
    const { said, code } = await command(folder, 'check', 'hello.ts').ended;
    expect(said).toMatch(/wrong encoding: 1 row[\s\S]*encoding: 'windows-1252'[\s\S]*formatted as text/);
    expect(code).toBe(1);
  });

  test('is removed once it has ended, and its name is free again', async () => {
    const folder = await townOf(6, 'rate: 0.01,');
    const running = command(folder, 'start', 'hello.ts');
    await running.until(/hello: running, [1-9]/);
    const early = await command(folder, 'remove', 'hello', '--yes').ended;
    expect(early.said).toMatch(/"hello" has not ended: it is running\nNothing was removed\. Cancel it first/);
    expect(early.code).toBe(1);
    expect((await command(folder, 'cancel', 'hello').ended).code).toBe(0);
    await running.ended;

    const unasked = await command(folder, 'remove', 'hello').ended;
    expect(unasked.said).toMatch(/no terminal to ask at[\s\S]*Nothing was removed\. Add --yes/);
    expect(unasked.code).toBe(1);
    expect((await reportOf(folder)).state).toBe('cancelled');

    const removed = await command(folder, 'remove', 'hello', '--yes').ended;
    expect(removed.said).toMatch(/^hello is removed: 6 people\.\n.*sends to everybody/);
    expect(removed.code).toBe(0);
    expect((await command(folder, 'list').ended).said).toMatch(/There is no campaign yet/);
    const again = await command(folder, 'remove', 'hello', '--yes').ended;
    expect(again.said).toMatch(/there is no campaign "hello" yet/);
    expect(again.code).toBe(1);
  }, 60_000);

  test('is sent by several processes where Redis keeps it', async () => {
    const redis = await RedisServer.start();
    redisUrl = redis.url;
    try {
      const folder = await townOf(60, 'rate: 0.01,');
      writeFileSync(join(folder, 'chinwag.config.js'), "export default { campaigns: { ledger: 'redis' } };");
      const worker = command(folder, 'worker', 'hello.ts');
      await worker.until(/^It sends along for hello as soon as that is started\.\n$/);
      const started = command(folder, 'start', 'hello.ts');
      await worker.until(/started\.\nSending along for hello\.\n$/);
      expect((await command(folder, 'rate', 'hello', 'none').ended).code).toBe(0);
      const { said, code } = await started.ended;
      expect(said).toMatch(/hello: finished, 60 of 60 people sent/);
      expect(code).toBe(0);
      expect(await worker.ended).toMatchObject({
        code: 0,
        said: expect.stringMatching(/hello\.\nhello has ended\.\n$/),
      });
      expect((await command(folder, 'list').ended).said).toMatch(/hello +finished +60 +100 %/);
      expect(received()).toEqual(once());
    } finally {
      await redis.remove();
    }
  }, 60_000);

  test('is kept where the config says, when it says nothing itself', async () => {
    const folder = await townOf(2);
    writeFileSync(
      join(folder, 'chinwag.config.js'),
      `import { SqliteLedger } from 'chinwag/campaigns';
      export default { campaigns: { ledger: new SqliteLedger({ path: 'data/all.sqlite' }) } };`,
    );
    expect((await command(folder, 'start', 'hello.ts').ended).code).toBe(0);
    expect((await command(folder, 'list').ended).said).toMatch(/hello +finished +2 +100 %/);
    expect(existsSync(join(folder, '.chinwag/campaigns.sqlite'))).toBe(false);
    expect(readdirSync(join(folder, 'data'))).toEqual(['all.sqlite']);
    expect((await command(folder, 'start', 'hello.ts').ended).said).toMatch(/nothing was sent now/);
    expect(received()).toEqual(once());
  });

  test('has workers that say when Redis is away', async () => {
    redisUrl = 'redis://127.0.0.1:1';
    const folder = await townOf(1, "ledger: 'redis',");
    const worker = command(folder, 'worker', 'hello.ts');
    await worker.until(
      /stands still, and goes on when its ledger can be used again: Redis at 127\.0\.0\.1:1 /,
    );
    worker.child.kill('SIGINT');
    const { said } = await worker.ended;
    expect(said).toMatch(/Stopped, with nothing sent\.\n$/);
    expect(said).not.toMatch(/send(s|ing) along/i);
  });

  test('has no workers where a campaign is kept in a file of its own', async () => {
    redisUrl = 'redis://127.0.0.1:1';
    const { said, code } = await command(await townOf(1), 'worker', 'hello.ts').ended;
    expect(said).toMatch(
      /^Error: the campaign "hello" is kept where no worker can share it\n.*ledger: 'redis'/,
    );
    expect(code).toBe(1);
  });

  test('has no workers where a file keeps it', async () => {
    const folder = await townOf(1);
    writeFileSync(join(folder, 'chinwag.config.js'), "export default { campaigns: { ledger: 'sqlite' } };");
    const { said, code } = await command(folder, 'worker', 'hello.ts').ended;
    expect(said).toMatch(/^Error: workers need a ledger that they can share[\s\S]*ledger: 'redis'/);
    expect(code).toBe(1);
  });

  test.each<[string, string[], RegExp]>([
    ['an action there is none of', ['fly'], /there is no command campaign fly[\s\S]*start, check/],
    ['no file', ['start'], /campaign start needs the file of a campaign/],
    ['a file that is not there', ['start', 'bye.ts'], /there is no file bye\.ts/],
    ['a folder for a file', ['start', '.'], /\. is a folder/],
    ['a file that holds no campaign', ['check', 'nothing.ts'], /nothing\.ts exports no campaign/],
    ['an option that is misspelt', ['check', 'slip.js'], /no option audiense\nDid you mean audience\?/],
    ['a file that throws', ['check', 'token.js'], /token\.js could not be loaded: no …/],
    ['a name there is none of', ['status', 'bye'], /there is no campaign "bye" yet/],
    ['nobody to test with', ['test', 'hello.ts'], /needs --to/],
    ['a rate that is none', ['rate', 'hello', 'fast'], /fast is no rate/],
    ['an export of nothing', ['report', 'bye', '--csv', 'all.csv'], /there is no campaign "bye" yet/],
    ['a rate below 0', ['rate', 'hello', '-5'], /-5 is below 0[\s\S]*chinwag campaign --help/],
    ['a PSID that is none', ['test', 'hello.ts', '--to', 'abc'], /"abc" is no PSID\n.*Nothing was sent/],
    ['only commas to test with', ['test', 'hello.ts', '--to', ','], /needs --to/],
    ['a port that is none', ['page', '--port', 'x'], /--port x is no port/],
    ['a test that fails', ['test', 'hello.ts', '--to', '1234567890'], /1234567890 not sent:/],
  ])('tells what is wrong: %s', async (_, args, words) => {
    const folder = await townOf(1);
    const { said, code } = await command(folder, ...args).ended;
    expect(said).toMatch(words);
    expect(said).not.toMatch(/\n {4}at /);
    expect(said).not.toContain(emulator.page.accessToken);
    expect(code).toBe(1);
  });

  test('does not begin without what the config needs', async () => {
    const folder = await townOf(1);
    const { said, code } = await chinwag(['campaign', 'start', 'hello.ts', '--folder', folder]).ended;
    expect(said).toMatch(/^Error: channels\.messenger\.\w+ is missing\nSet MESSENGER_/);
    expect(code).toBe(1);
    expect(JSON.parse((await command(folder, 'list', '--json').ended).said)).toEqual([]);
  });

  test('says so when there is no such folder', async () => {
    const { said, code } = await chinwag(['campaign', 'list', '--folder', 'x', '--folder', 'nowhere']).ended;
    expect(said).toBe('Error: there is no folder nowhere\nName the folder of the bot.\n');
    expect(code).toBe(1);
  });

  test('says so when there is no campaign yet', async () => {
    const { said, code } = await command(await townOf(1), 'list').ended;
    expect(said).toMatch(/There is no campaign yet[\s\S]*chinwag campaign start/);
    expect(code).toBe(0);
  });

  test('shows how to use it', async () => {
    const { said } = await chinwag(['campaign', '--help']).ended;
    expect(said).toMatch(/Commands:[\s\S]*rate <name> <number>[\s\S]*--dry-run[\s\S]*--to[\s\S]*Examples:/);
    const rate = await chinwag(['campaign', 'rate', '--help']).ended;
    expect(rate.said).toMatch(/At most so many people[\s\S]*campaign rate black-friday 100/);
    expect(rate.said).not.toMatch(/--dry-run|--to|default: true/);
  });
});
