import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Emulator, type PersonHandle, startEmulator } from '../src/index.js';
import { graphOf } from './graph-client.js';

let emulator: Emulator;
let graph: ReturnType<typeof graphOf>;
let ana: PersonHandle;

beforeEach(async () => {
  emulator = await startEmulator();
  graph = graphOf(emulator);
  ana = await emulator.person({ name: 'Ana Lopez' });
});

afterEach(() => emulator.close());

describe('a fault', () => {
  const send = () => graph.send(ana.psid, { text: 'hi' });
  const shown = () => ana.screen().messages.length;

  it('strikes the calls it is meant for', async () => {
    const fault = emulator.fault({
      topic: 'messages',
      psid: ana.psid,
      after: 1,
      times: 2,
      effect: { type: 'error', code: 1200 },
    });
    const statuses = [];
    for (let i = 0; i < 4; i++) statuses.push((await send()).status);
    expect(statuses).toEqual([200, 500, 500, 200]);
    expect((await graph.get('/me')).status).toBe(200);
    expect(fault).toMatchObject({ seen: 4, struck: 2 });
    expect(shown()).toBe(2);
  });

  it.each([
    [{ code: 613 }, 400, '(#613) Calls to this api have exceeded the rate limit.'],
    [{ code: 551 }, 400, "(#551) This person isn't receiving messages from you right now."],
    [{ code: 190, subcode: 463 }, 400, 'Error validating access token: Session has expired.'],
    [
      { code: 80006 },
      403,
      '(#80006) There have been too many calls to this Messenger account. Wait a bit and try again.',
    ],
    [{ code: 42, message: 'Own words' }, 400, '(#42) Own words'],
  ])('may be any error: %j', async (error, status, message) => {
    emulator.fault({ effect: { type: 'error', ...error } });
    const answer = await send();
    expect([answer.status, answer.body.error?.message, answer.body.error?.error_subcode]).toEqual([
      status,
      message,
      'subcode' in error ? error.subcode : undefined,
    ]);
  });

  it('may come after the message has gone out', async () => {
    const fault = emulator.fault({ effect: { type: 'error', code: 1, subcode: 1357046, taken: true } });
    expect((await send()).body.error).toMatchObject({ code: 1, error_subcode: 1357046 });
    expect(shown()).toBe(1);
    fault.remove();
    emulator.fault({ effect: { type: 'drop', taken: true } });
    await expect(send()).rejects.toThrow();
    expect(shown()).toBe(2);
  });

  it('says in the usage header when access is regained, whatever else it does', async () => {
    emulator.fault({ times: 1, effect: { type: 'error', code: 613, minutesToRegain: 5 } });
    const usageOf = ({ headers }: Awaited<ReturnType<typeof send>>) =>
      JSON.parse(headers.get('x-business-use-case-usage') ?? '')[emulator.page.id][0];
    expect(usageOf(await send())).toMatchObject({ call_count: 100, estimated_time_to_regain_access: 5 });
    expect(usageOf(await send())).toMatchObject({ call_count: 0, estimated_time_to_regain_access: 0 });
  });

  it('strikes as often as it shall when hundreds of sends come at once, and loses nothing that was taken', async () => {
    const people = await Promise.all(Array.from({ length: 600 }, () => emulator.person()));
    const throttled = emulator.fault({
      topic: 'messages',
      probability: 0.2,
      effect: { type: 'error', code: 613 },
    });
    const cut = emulator.fault({
      topic: 'messages',
      probability: 0.1,
      effect: { type: 'drop', taken: true },
    });
    const answers = await Promise.allSettled(people.map(({ psid }) => graph.send(psid, { text: 'hi' })));
    const refused = answers.filter((answer) => answer.status === 'fulfilled' && answer.value.status === 400);
    const broken = answers.filter((answer) => answer.status === 'rejected');
    expect(refused).toHaveLength(throttled.struck);
    expect(throttled.struck).toBeGreaterThan(60);
    // Where both strike, the first that was asked for answers.
    expect(broken.length).toBeGreaterThan(20);
    expect(broken.length).toBeLessThanOrEqual(cut.struck);
    const reached = people.filter((person) => person.screen().messages.length === 1);
    expect(reached).toHaveLength(people.length - refused.length);
  });

  it('may break the connection before, or answer with a web page', async () => {
    const fault = emulator.fault({ effect: { type: 'drop' } });
    await expect(send()).rejects.toThrow();
    fault.remove();
    emulator.fault({ effect: { type: 'html', status: 502 } });
    const page = await fetch(`${emulator.origin}/me?access_token=${emulator.page.accessToken}`);
    expect([page.status, page.headers.get('content-type'), await page.text()]).toEqual([
      502,
      'text/html; charset=utf-8',
      expect.stringContaining('<h1>'),
    ]);
    expect(shown()).toBe(0);
  });

  it('may spoil the token', async () => {
    emulator.fault({ times: 1, effect: { type: 'expire_token' } });
    expect((await send()).body.error).toMatchObject({
      code: 190,
      error_subcode: 463,
      message: expect.stringMatching(/^Error validating access token: Session has expired on /),
    });
    expect((await send()).body.error?.code).toBe(190);
  });
});

describe('rate limits', () => {
  it('are enforced when asked for, and announced', async () => {
    const strict = await startEmulator({ rateLimits: true });
    const call = graphOf(strict);
    const usage: number[] = [];
    const statuses: number[] = [];
    for (let i = 0; i < 11; i++) {
      const { status, headers, body } = await call.get('/me/messenger_profile?fields=greeting');
      statuses.push(status);
      usage.push(JSON.parse(headers.get('x-business-use-case-usage') ?? '')[strict.page.id][0].call_count);
      if (status !== 200)
        expect(body.error).toMatchObject({
          code: 613,
          message: '(#613) Calls to this api have exceeded the rate limit.',
        });
    }
    expect(statuses).toEqual([...Array(10).fill(200), 400]);
    expect(usage.slice(0, 3)).toEqual([10, 20, 30]);
    strict.moveClock({ minutes: 4 });
    const { headers } = await call.get('/me/messenger_profile?fields=greeting');
    const [told] = JSON.parse(headers.get('x-business-use-case-usage') ?? '')[strict.page.id];
    // The window slides in steps of half a minute.
    expect([6, 7]).toContain(told.estimated_time_to_regain_access);
    strict.moveClock({ minutes: 7 });
    expect((await call.get('/me/messenger_profile?fields=greeting')).status).toBe(200);
    await strict.close();
  });

  it('let 750 private replies an hour pass', async () => {
    const strict = await startEmulator({ rateLimits: true });
    const call = graphOf(strict);
    // The daily allowance is 200 for each person who has written.
    const people = await Promise.all(Array.from({ length: 4 }, () => strict.person()));
    for (const person of people) await person.says('hi');
    const reply = async () => {
      const { comment_id } = (await people[0]?.does({ type: 'comment', text: 'price?' })) ?? {};
      return call.post('/me/messages', { recipient: { comment_id }, message: { text: '5 €' } });
    };
    for (let sent = 0; sent < 750; sent++) {
      if (sent % 250 === 0) strict.moveClock({ seconds: 2 });
      expect((await reply()).status).toBe(200);
    }
    strict.moveClock({ seconds: 2 });
    expect((await reply()).body.error).toMatchObject({ code: 613 });
    strict.moveClock({ hours: 1, minutes: 4 });
    expect((await reply()).status).toBe(200);
    await strict.close();
  });
});
