import { text, utilityTemplate } from 'chinwag/messenger';
import { describe, expect, test } from 'vitest';
import { variantOf } from '../../../src/campaigns/messages/variants.js';
import { Quiet } from '../../../src/campaigns/quiet-hours.js';
import { Pace } from '../../../src/campaigns/running/pace.js';
import { addsUp, stage } from './stage.js';

const HOUR = 3_600_000;

describe('a dry run', () => {
  test('counts who cannot be reached, says what would be allowed, and sends and keeps nothing', async () => {
    const { define, people, received, ledger } = await stage();
    const [open, day, week, unknown, twice] = await people(5);
    const last: Record<string, number> = {
      [open as string]: Date.now() - HOUR,
      [day as string]: Date.now() - 30 * HOUR,
      [week as string]: Date.now() - 200 * HOUR,
    };
    const given = {
      audience: [open, day, week, unknown, twice, twice, 'nobody'],
      lastUserAction: (psid: string) => last[psid],
    };
    const report = await define(given).dryRun();
    expect(report.audience).toEqual({
      rows: 7,
      people: 3,
      duplicates: 1,
      invalid: { 'not a psid': { count: 1, examples: [{ line: 7, value: 'nobody' }] } },
      unreachable: {
        'window shut: a utility template would be allowed, or the feedback template with the tag CUSTOMER_FEEDBACK': 1,
        'window shut for 6 days or more: only a utility template would be allowed': 1,
      },
    });
    expect(report.progress.queued).toBe(3);
    expect(addsUp(report)).toBe(true);
    expect(received().size).toBe(0);
    expect(await ledger.list()).toEqual([]);
    // A utility template reaches them all.
    const message = () => utilityTemplate({ name: 'order_shipped', language: 'en' } as never);
    expect((await define({ ...given, message }).dryRun()).audience).toMatchObject({
      people: 5,
      unreachable: {},
    });
  });

  test('of a later hour counts whose window is shut by then', async () => {
    const { define, people } = await stage();
    const audience = await people(1);
    const lastUserAction = () => Date.now() - 20 * HOUR;
    const people2 = async (at: number) =>
      (await define({ audience, lastUserAction, at }).dryRun()).audience.people;
    expect(await people2(Date.now())).toBe(1);
    expect(await people2(Date.now() + 5 * HOUR)).toBe(0);
  });
});

test('a test send goes to the people named, every variant, made as for them or for the first of the audience', async () => {
  const { define, people, received, ledger } = await stage();
  const [ann, ben] = await people(2);
  const results = await define({
    audience: [{ psid: ann, name: 'Ann' }],
    message: undefined,
    variants: {
      warm: (({ name }: { name?: string }) => text(`Dear ${name ?? 'friend'}!`)) as never,
      short: (() => text('Sale!')) as never,
    },
  } as never).testSend([ann as string, ben as string, '7']);
  expect(received()).toEqual(
    new Map([
      [ann, ['Dear Ann!', 'Sale!']],
      [ben, ['Dear Ann!', 'Sale!']],
    ]),
  );
  expect(
    results.map(({ psid, variant, valuesOf, error }) => [
      psid,
      variant,
      valuesOf,
      error?.message.includes('2018001'),
    ]),
  ).toEqual(
    [ann, ann, ben, ben, '7', '7'].map((psid, index) => [
      psid,
      ['warm', 'short'][index % 2],
      psid === ann ? undefined : 1,
      psid === '7' ? true : undefined,
    ]),
  );
  expect(await ledger.list()).toEqual([]);
});

test('a test send to what is no PSID sends nothing to the others either', async () => {
  const { define, people, received } = await stage();
  const [ann] = await people(1);
  const sending = define({ audience: [ann] }).testSend([ann as string, 'abc']);
  await expect(sending).rejects.toThrow('"abc" is no PSID');
  expect(received().size).toBe(0);
});

test('a time long past is refused: nobody means it', async () => {
  const { define, people, received, ledger } = await stage();
  const sending = define({ audience: await people(1), at: Date.now() - 25 * HOUR });
  await expect(sending.dryRun()).rejects.toThrow('more than a day ago');
  await expect(sending.start()).rejects.toThrow('more than a day ago');
  expect(received().size).toBe(0);
  expect(await ledger.list()).toEqual([]);
});

describe('variants', () => {
  test('are the same for a person whoever asks, about as many of each, and told apart in the report', async () => {
    const { define, people, received } = await stage();
    const audience = await people(200);
    const report = await define({
      audience,
      message: undefined,
      variants: { a: () => text('A'), b: () => text('B') },
    } as never).start();
    const { a, b } = report.variants ?? {};
    expect((a?.sent ?? 0) + (b?.sent ?? 0)).toBe(200);
    expect(a?.sent).toBeGreaterThan(70);
    expect(b?.sent).toBeGreaterThan(70);
    for (const [psid, texts] of received()) expect(texts).toEqual([['A', 'B'][variantOf(psid, 2)]]);
  });
});

test('a campaign for later is scheduled until its time', async () => {
  const { define, people, received } = await stage();
  const at = Date.now() + 4_000;
  const sending = define({ audience: await people(3), at: new Date(at) });
  const ended = sending.start();
  for await (const { state, reason } of sending.progress()) {
    if (state === 'scheduled' && reason?.startsWith('begins at 20')) break;
  }
  expect(received().size).toBe(0);
  const report = await ended;
  expect(report.startedAt).toBeGreaterThanOrEqual(at);
  expect(report.progress.sent).toBe(3);
});

test('a dry run tells what it would wait for', async () => {
  const { define, people } = await stage();
  const audience = await people(1);
  expect(await define({ audience }).dryRun()).not.toHaveProperty('reason');
  const at = Date.now() + 2 * HOUR;
  const clock = (shift: number) => new Date(at + shift).toISOString().slice(11, 16);
  const quietHours = { from: clock(-HOUR / 2), to: clock(HOUR / 2), timeZone: 'UTC' };
  const { reason } = await define({ audience, at, quietHours }).dryRun();
  expect(reason).toMatch(/^begins at \d{4}-.*, quiet hours until /);
  expect(reason).toContain(`${clock(HOUR / 2)} (UTC)`);
});

test('an audience of nobody fails the campaign, which can be started again', async () => {
  const { define, people } = await stage();
  const nobody = define({ audience: [] });
  await expect(nobody.start()).rejects.toThrow('a list of 0 has nobody in it');
  expect(await nobody.report()).toMatchObject({ state: 'failed' });
  expect(await define({ audience: await people(2) }).start()).toMatchObject({ progress: { sent: 2 } });
});

test('in quiet hours a campaign waits, and says until when', async () => {
  const { define, people, received } = await stage();
  const clock = (from: number) => new Date(Date.now() + from).toISOString().slice(11, 16);
  const quietHours = { from: clock(-HOUR), to: clock(HOUR), timeZone: 'UTC' };
  const sending = define({ audience: await people(3), quietHours });
  const ended = sending.start();
  for await (const { state, reason } of sending.progress()) {
    if (state !== 'waiting') continue;
    expect(reason).toMatch(new RegExp(`^quiet hours until \\d{4}-\\d\\d-\\d\\d ${quietHours.to} \\(UTC\\)$`));
    break;
  }
  await sending.close();
  expect((await ended).progress).toMatchObject({ queued: 3 });
  expect(received().size).toBe(0);
});

test.each([
  ['21:00', '09:00', 'Europe/Berlin', '2026-11-27T12:00:00Z', null],
  ['21:00', '09:00', 'Europe/Berlin', '2026-11-27T20:00:00Z', '2026-11-28T08:00:00Z'],
  ['21:00', '09:00', 'Europe/Berlin', '2026-11-28T07:59:59Z', '2026-11-28T08:00:00Z'],
  ['21:00', '09:00', 'Europe/Berlin', '2026-11-28T08:00:00Z', null],
  ['12:00', '13:30', 'America/New_York', '2026-06-01T16:10:20Z', '2026-06-01T17:30:00Z'],
  // The nights in which the clocks change.
  ['21:00', '09:00', 'Europe/Berlin', '2026-10-24T20:00:00Z', '2026-10-25T08:00:00Z'],
  ['21:00', '09:00', 'Europe/Berlin', '2027-03-27T21:00:00Z', '2027-03-28T07:00:00Z'],
])('quiet from %s to %s in %s, at %s: until %s', (from, to, timeZone, at, until) => {
  const end = new Quiet({ from, to, timeZone }).until(Date.parse(at));
  expect(end === null ? null : new Date(end).toISOString().replace('.000', '')).toBe(until);
});

test('the rate is kept in every second, wherever it begins, and met on the whole', () => {
  const pace = new Pace(50);
  const times: number[] = [];
  for (let now = 0; now < 20_000; now += 7) {
    // Once in a while the process is busy with something else.
    if (now % 1_000 > 900) continue;
    for (let taken = pace.take(now, 100); taken > 0; taken--) times.push(now);
  }
  const worst = Math.max(
    ...times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length),
  );
  expect(worst).toBeLessThanOrEqual(50);
  expect(times.length).toBeGreaterThanOrEqual(20 * 50 * 0.96);
});
