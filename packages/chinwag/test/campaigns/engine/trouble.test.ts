import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CampaignMessageError, CampaignRunningError, SqliteLedger } from 'chinwag/campaigns';
import { MessengerClient, text } from 'chinwag/messenger';
import { describe, expect, onTestFinished, test } from 'vitest';
import { found, isListed } from '../../listed.js';
import { addsUp, anotherToken, stage } from './stage.js';

describe('the token', () => {
  test('that expires in the middle stops the campaign, and a new one lets it go on', async () => {
    const { define, people, client, emulator, received } = await stage();
    const audience = await people(300);
    let now = client();
    const fresh = await anotherToken(emulator);
    emulator.fault({ topic: 'messages', after: 100, times: 1, effect: { type: 'expire_token' } });
    const sending = define({ audience, client: () => now });
    const ended = sending.start();
    for await (const report of sending.progress()) if (report.state === 'waiting') break;
    const waiting = await sending.report();
    expect(waiting.reason).toBe('the token has expired (190/463): it goes on with a new one');
    expect(waiting.progress.failed).toBe(0);
    expect(addsUp(waiting)).toBe(true);
    now = client({ accessToken: fresh });
    const report = await ended;
    expect(report).toMatchObject({ state: 'finished', progress: { sent: 300, failed: 0, doubtful: 0 } });
    expect([...received().values()].every(({ length }) => length === 1)).toBe(true);
  });
});

describe('the message', () => {
  test('of a function that throws for some people fails for them, with the reason, and for nobody else', async () => {
    const { define, people } = await stage();
    const audience = (await people(150)).map((psid, index) => ({
      psid,
      name: index < 120 ? 'Ann' : undefined,
    }));
    const sending = define({
      audience,
      message: (({ name }: { name: string }) => text(`Hi ${name.toUpperCase()}!`)) as never,
    });
    const report = await sending.start();
    expect(report.progress).toMatchObject({ sent: 120, failed: 30 });
    expect(Object.values(report.failures)).toEqual([30]);
    expect(Object.keys(report.failures)[0]).toMatch(/^the message function failed: TypeError: /);
    const lines: number[] = [];
    for await (const { line } of sending.recipients('failed')) lines.push(line);
    expect(lines).toEqual(Array.from({ length: 30 }, (_, index) => 121 + index));
  });

  test('that cannot be sent to one of the first people is refused before anybody is sent to', async () => {
    const { define, people, received } = await stage();
    const audience = (await people(20)).map((psid, index) => ({ psid, name: index === 6 ? '' : 'Ann' }));
    const sending = define({ audience, message: (({ name }: { name: string }) => text(name)) as never });
    const refused = sending.start();
    await expect(refused).rejects.toThrow(CampaignMessageError);
    await expect(refused).rejects.toMatchObject({ line: 7, psid: audience[6]?.psid });
    await expect(refused).rejects.toThrow(/line 7 .*text/);
    expect(received().size).toBe(0);
    expect(await sending.report()).toMatchObject({ state: 'failed' });
    // Mended, it can be started under the same name.
    const report = await define({ audience }).start();
    expect(report).toMatchObject({ state: 'finished', progress: { sent: 20 } });
  });
});

describe('two operators', () => {
  test('who start the same campaign: the second is told who runs it, and nobody is sent to twice', async () => {
    const { define, people, path, received } = await stage();
    const audience = await people(200);
    const first = define({ audience, rate: 100 });
    const ended = first.start();
    const ledger = new SqliteLedger({ path });
    onTestFinished(() => ledger.close());
    const second = define({ audience, ledger });
    await expect(second.start()).rejects.toThrow(CampaignRunningError);
    await expect(second.start()).rejects.toThrow(`process ${process.pid}`);
    await ended;
    // Who comes when it has ended gets its report.
    expect(await second.start()).toMatchObject({ state: 'finished', progress: { sent: 200 } });
    expect([...received().values()].every(({ length }) => length === 1)).toBe(true);
  });

  test('steer a campaign that another process runs', async () => {
    const { define, people, path, received } = await stage();
    const ledger = new SqliteLedger({ path });
    onTestFinished(() => ledger.close());
    const audience = await people(1_000);
    const running = define({ audience, rate: 50 });
    const ended = running.start();
    const other = define({ audience, ledger });
    await until(running, ({ progress }) => progress.sent > 5);
    await other.pause();
    // What was on its way when it was paused ends.
    await until(running, ({ state, progress }) => state === 'paused' && progress.sending === 0);
    const { progress } = await running.report();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await running.report()).progress).toEqual(progress);
    await other.setRate(500);
    await other.resume();
    await until(running, ({ progress }) => progress.sent > 200);
    await other.cancel();
    const report = await ended;
    expect(report.state).toBe('cancelled');
    expect(report.rate.limit).toBe(500);
    expect(report.progress.sent + report.progress.skipped).toBe(1_000);
    expect(report.progress.sent).toBe(received().size);
    expect(addsUp(report)).toBe(true);
    await expect(other.resume()).rejects.toThrow('has ended');
  });
});

describe('the process', () => {
  test('that is stopped notes everything, and another goes on', async () => {
    const { define, people, path, received } = await stage();
    const audience = await people(300);
    const first = define({ audience, rate: 200, ledger: new SqliteLedger({ path }) });
    const ended = first.start();
    await until(first, ({ progress }) => progress.sent > 50);
    await first.close();
    const stopped = await ended;
    expect(stopped.progress).toMatchObject({ sending: 0, doubtful: 0 });
    expect(stopped.progress.queued).toBeGreaterThan(0);
    expect(stopped).toMatchObject({
      state: 'stopped',
      reason: 'no process is running it: start it again',
      rate: { now: 0 },
    });
    expect(stopped).not.toHaveProperty('secondsLeft');
    const report = await define({ audience }).start();
    expect(report).toMatchObject({ state: 'finished', progress: { sent: 300, doubtful: 0 } });
    expect([...received().values()].every(({ length }) => length === 1)).toBe(true);
  });
});

test('a campaign that nobody runs is cancelled at once, and then nothing of it can be changed', async () => {
  const { define, people, received } = await stage();
  const first = define({ audience: await people(100), rate: 50 });
  const ended = first.start();
  await until(first, ({ progress }) => progress.sent > 5);
  await first.close();
  await ended;
  const { length } = [...received()];
  await first.cancel();
  const report = await first.report();
  expect(report).toMatchObject({ state: 'cancelled', progress: { sent: length, skipped: 100 - length } });
  expect(report.endedAt).toBeGreaterThan(0);
  await expect(first.setRate(5)).rejects.toThrow('has ended: it is cancelled');
  await expect(first.pause()).rejects.toMatchObject({ hint: expect.stringContaining('another name') });
});

describe('F28: an answer that is lost', () => {
  const lose = { topic: 'messages', after: 10, times: 3, effect: { type: 'drop', taken: false } } as const;

  test('leaves a person doubtful and named, and not sent to again', async () => {
    const { define, people, emulator, received } = await stage();
    emulator.fault(lose);
    const report = await define({ audience: await people(60) }).start();
    expect(report.progress).toMatchObject({ sent: 57, doubtful: 3 });
    expect(report.doubtful.map(({ psid }) => received().has(psid))).toEqual([false, false, false]);
  });

  test('is sent again when that is wished, also to those who had got it', async () => {
    const { define, people, emulator, received } = await stage();
    const count = isListed ? 10_000 : 60;
    const arrived = Math.max(2, count / 100);
    emulator.fault(lose);
    emulator.fault({ topic: 'messages', after: 20, times: arrived, effect: { type: 'drop', taken: true } });
    const report = await define({ audience: await people(count), onUnknown: 'resend' }).start();
    expect(report.progress).toMatchObject({ sent: count, doubtful: 0 });
    const twice = [...received().values()].filter(({ length }) => length === 2).length;
    found({
      fault: 'F28',
      scene: `a campaign to ${count} people, ${arrived} answers lost after the message was taken, sent again`,
      promise: `none missing, those ${arrived} twice`,
      measured: `${count - received().size} missing, ${twice} twice`,
      isMet: received().size === count && twice === arrived,
    });
  });
});

describe('the Page', () => {
  test('that is blocked makes the campaign wait, with the reason', async () => {
    const { define, people, emulator } = await stage();
    emulator.fault({ topic: 'messages', after: 5, times: 1, effect: { type: 'error', code: 368 } });
    const sending = define({ audience: await people(40) });
    const ended = sending.start();
    await until(sending, ({ state }) => state === 'waiting');
    const report = await sending.report();
    expect(report.reason).toMatch(/^the Page is blocked: .*, tried again at \d{4}-\d\d-\d\d \d\d:\d\d \(/);
    expect(report.progress.failed).toBe(0);
    await sending.close();
    expect((await ended).progress.queued).toBeGreaterThan(0);
  });

  test('that is throttled makes the campaign wait, and says until when', async () => {
    const { define, people, emulator } = await stage();
    const throttled = { type: 'error', code: 613, minutesToRegain: 5 } as const;
    emulator.fault({ topic: 'messages', after: 5, times: 1, effect: throttled });
    const sending = define({ audience: await people(40) });
    const ended = sending.start();
    await until(sending, ({ reason }) => reason?.startsWith('the platform throttles') === true);
    const report = await sending.report();
    expect(report.reason).toMatch(/^the platform throttles the Page, tried again at \d{4}-/);
    expect(report.progress.failed).toBe(0);
    await sending.close();
    expect((await ended).progress.queued).toBeGreaterThan(0);
  });
});

describe('the answers of the platform', () => {
  test('that are about one person fail that person only', async () => {
    const { define, people, emulator } = await stage();
    const audience = await people(10);
    emulator.fault({ psid: audience[2], effect: { type: 'error', code: 551 } } as never);
    emulator.moveClock({ hours: 25 });
    await emulator.person();
    const report = await define({ audience: [...audience, '7'] }).start();
    expect(report.progress).toMatchObject({ sent: 0, failed: 11 });
    expect(report.failures).toEqual({
      'the person is not available: blocked the Page or deactivated the account (551)': 1,
      'outside the window (10/2018278)': 9,
      'no such person for this Page (100/2018001)': 1,
    });
  });
});

test('F40: a campaign without a ledger that can be written stands still, and goes on when it can', async () => {
  const { define, people, path } = await stage();
  const { Database } = await import('../../../src/storage/sqlite/database.js');
  const sending = define({ audience: await people(200), rate: 100 });
  const ended = sending.start();
  await until(sending, ({ progress }) => progress.sent > 20);
  const other = new Database(path);
  other.exec('BEGIN EXCLUSIVE');
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  other.exec('COMMIT');
  other.close();
  const report = await ended;
  expect(report).toMatchObject({ state: 'finished', progress: { sent: 200, doubtful: 0 } });
});

test('a server that is no Graph API leaves everybody doubtful, and says why', async () => {
  const { define } = await stage();
  const server: Server = createServer((request, response) => {
    request.resume().on('end', () => response.end('<html>It works!</html>'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const client = new MessengerClient({ origin: `http://127.0.0.1:${port}`, accessToken: 'token' });
  onTestFinished(() => client.close());
  const report = await define({ audience: ['11', '12'], client }).start();
  expect(report.progress).toMatchObject({ sent: 0, doubtful: 2 });
  expect(report.doubtful[0]?.reason).toMatch(/me\/messages/);
});

/** Resolves at the first report of which it is true. */
async function until(
  sending: ReturnType<Awaited<ReturnType<typeof stage>>['define']>,
  holds: (report: Awaited<ReturnType<typeof sending.report>>) => boolean,
): Promise<void> {
  for (;;) {
    const report = await sending.report().catch(() => undefined);
    if (report && holds(report)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
