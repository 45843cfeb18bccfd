import { describe, expect, test } from 'vitest';
import { PageBlockedError } from '../../src/graph/errors.js';
import { many, paced, refusal, send, sendMedia, worst } from './pace.js';
import { failure } from './stub.js';

const campaign = { priority: 'campaign' } as const;
const usage = (call_count: number, minutes = 0) => ({
  'x-business-use-case-usage': JSON.stringify({
    A: [{ type: 'messenger', call_count, estimated_time_to_regain_access: minutes }],
  }),
});

describe('F22: the limit of a Page', () => {
  test.each(['reply', 'campaign'] as const)(
    'no second over it and hardly any of it unused, for three Pages with three times the demand: %s',
    async (priority) => {
      const { clock, graph, arrivals } = paced();
      const tokens = ['page-a', 'page-b', 'page-c'];
      for (const token of tokens) void many(18_000, (n) => graph.call(send(`${n}`, token), { priority }));
      await clock.pass(20_000);
      for (const token of tokens) {
        const own = arrivals.filter((arrival) => arrival.token === token);
        expect(worst(own)).toBeLessThanOrEqual(300);
        expect(own.length / 20 / 300).toBeGreaterThan(0.98);
        expect(own.map(({ text }) => Number(text))).toEqual(own.map((_, index) => index));
      }
    },
  );

  test.each(['reply', 'campaign'] as const)(
    'counts from when a call really goes, however long it is held up in the process: %s',
    async (priority) => {
      const holdUp = () => (clock.monotonic() % 500 < 250 ? clock.random() * 80 : 0);
      const { clock, graph, arrivals } = paced(undefined, undefined, {}, holdUp);
      void many(6_000, (n) => graph.call(send(`${n}`), { priority }));
      await clock.pass(10_000);
      expect(worst(arrivals)).toBeLessThanOrEqual(300);
      expect(arrivals.length / 10 / 300).toBeGreaterThan(0.9);
    },
  );

  test('F23: audio and video have their own, and leave the rest theirs', async () => {
    const { clock, graph, arrivals } = paced();
    void many(500, (n) => graph.call(sendMedia(n % 2 ? 'audio' : 'video')));
    void many(9_000, (n) => graph.call(send(`${n}`)));
    await clock.pass(10_000);
    const media = arrivals.filter(({ text }) => /audio|video/.test(text));
    expect(worst(media)).toBe(10);
    expect(media.length).toBeGreaterThanOrEqual(98);
    expect((arrivals.length - media.length) / 10).toBeGreaterThan(0.98 * 300);
  });

  test('what has to open its connection may arrive with what goes a second later, and leaves room for that', async () => {
    const { clock, graph, arrivals } = paced();
    void many(30, () => graph.call(sendMedia('video')));
    await clock.pass(1_200);
    expect(arrivals).toHaveLength(10);
    await clock.pass(100);
    expect(arrivals).toHaveLength(20);
    // Now they are open.
    await clock.pass(1_020);
    expect(arrivals).toHaveLength(30);
  });

  test.each([
    ['GET me/conversations', { method: 'GET', path: 'me/conversations' }, 2, 1_000],
    ['GET of messages', { method: 'GET', path: 't_1/messages' }, 2, 1_000],
    ['the profile', { method: 'POST', path: 'me/messenger_profile', body: {} }, 10, 600_000],
    [
      'private replies',
      { method: 'POST', path: 'me/messages', body: { recipient: { comment_id: '1' }, message: {} } },
      750,
      3_600_000,
    ],
  ] as const)('%s', async (_name, call, count, per) => {
    const { clock, graph, arrivals } = paced();
    void many(count * 3, () => graph.call(call));
    await clock.pass(per - 1);
    expect(arrivals).toHaveLength(count);
    // Those that opened their connections may have arrived late.
    await clock.pass(250 + 60);
    expect(arrivals).toHaveLength(Math.min(count * 2, count + 300));
  });

  test('a day has its own, for as many people as are engaged', async () => {
    const { clock, graph, arrivals } = paced(undefined, {
      engagedPeople: (page) => (page === 'A' ? 2 : undefined),
    });
    void many(700, (n) => graph.call(send(`${n}`)));
    void many(700, (n) => graph.call(send(`${n}`, 'page-b')));
    await clock.pass(60_000);
    expect(arrivals.filter(({ token }) => token === 'page-a')).toHaveLength(400);
    expect(arrivals.filter(({ token }) => token === 'page-b')).toHaveLength(700);
    await clock.pass(24 * 3_600_000);
    expect(arrivals).toHaveLength(1_400);
  });

  test('each item of a batch counts', async () => {
    const { clock, graph, arrivals } = paced(() => ({
      body: JSON.stringify(Array(50).fill({ code: 200, body: '{}' })),
    }));
    void many(20, () => graph.batch(Array.from({ length: 50 }, (_, n) => send(`${n}`))));
    await clock.pass(1_000);
    expect(arrivals).toHaveLength(6);
    await clock.pass(2_000);
    expect(worst(arrivals)).toBe(6);
  });

  test('F21: the time of day may jump by an hour, back and forth', async () => {
    const { clock, graph, arrivals } = paced();
    void many(3_000, (n) => graph.call(send(`${n}`)));
    for (const jump of [3_600_000, -7_200_000, 3_600_000]) {
      await clock.pass(2_000);
      clock.wall += jump;
    }
    await clock.pass(2_000);
    expect(worst(arrivals)).toBeLessThanOrEqual(300);
    expect(arrivals.length).toBeGreaterThan(0.97 * 8 * 300);
  });
});

describe('who goes first', () => {
  test('an answer during a campaign at full rate waits for 100 ms at most, 99 times of 100', async () => {
    const { clock, graph } = paced();
    void many(20_000, (n) => graph.call(send(`${n}`), campaign));
    await clock.pass(3_000);
    const took: number[] = [];
    for (let n = 0; n < 300; n++) {
      await clock.pass(clock.random() * 100);
      const began = clock.monotonic();
      void graph.call(send(`reply ${n}`)).then(() => took.push(clock.monotonic() - began));
    }
    await clock.pass(1_000);
    took.sort((a, b) => a - b);
    expect(took).toHaveLength(300);
    expect(took[297]).toBeLessThanOrEqual(100);
  });

  test('what waits for its pace holds no place that another Page could use', async () => {
    const { clock, graph, arrivals } = paced(undefined, { messages: 10 }, { maxInFlight: 2 });
    void many(100, (n) => graph.call(send(`${n}`)));
    await clock.pass(500);
    void many(10, (n) => graph.call(send(`${n}`, 'page-b')));
    await clock.pass(40);
    expect(arrivals.filter(({ token }) => token === 'page-b')).toHaveLength(10);
  });

  test('who aborts while it waits goes nowhere, and the next takes the turn', async () => {
    const { clock, graph, arrivals } = paced(undefined, { messages: 1 });
    const stop = new AbortController();
    void graph.call(send('1'));
    const aborted = failure(graph.call(send('2'), { signal: stop.signal }));
    void graph.call(send('3'));
    await clock.pass(10);
    stop.abort();
    expect(await aborted).toMatchObject({ name: 'AbortError', outcome: 'notSent' });
    await clock.pass(2_000);
    expect(arrivals.map(({ text }) => text)).toEqual(['1', '3']);
  });

  test('what waits can be seen, and is told once when it begins and when it ends', async () => {
    const { clock, graph, said } = paced(undefined, { messages: 10 });
    void many(50, (n) => graph.call(send(`${n}`), n % 2 ? campaign : {}));
    await clock.pass(1_500);
    expect(graph.waiting).toEqual([
      {
        page: 'A',
        class: 'messages',
        replies: 6,
        campaigns: 24,
        waited: expect.any(Number),
        reason: 'limit',
      },
    ]);
    await clock.pass(10_000);
    expect(graph.waiting).toEqual([]);
    expect(said.filter((line) => line.includes('of campaigns'))).toEqual([
      expect.stringMatching(/^Page A, messages of campaigns: \d+ wait/),
      expect.stringMatching(/^Page A, messages of campaigns: nothing waits any more/),
    ]);
  });

  test('pacing: false lets everything go, and gives a refusal to whoever sent', async () => {
    const { clock, graph, arrivals } = paced(() => refusal(613), false);
    const refused = failure(graph.call(send('1')));
    void many(500, (n) => failure(graph.call(send(`${n}`))));
    await clock.pass(50);
    expect(await refused).toMatchObject({ code: 613 });
    expect(arrivals).toHaveLength(501);
  });
});

describe('what the platform says of its own accord', () => {
  test.each([
    [60, 0.95, 1.05],
    [85, 0.4, 0.6],
    [100, 0.01, 0.05],
  ])('at %i % of what may be used a campaign goes slower', async (percent, least, most) => {
    const { clock, graph, arrivals } = paced(() => ({ headers: usage(percent) }));
    void many(4_000, (n) => graph.call(send(`${n}`), campaign));
    await clock.pass(2_000);
    const before = arrivals.length;
    await clock.pass(4_000);
    const share = (arrivals.length - before) / 4 / 296;
    expect(share).toBeGreaterThan(least);
    expect(share).toBeLessThan(most);
  });

  test.each([
    'no JSON',
    '[]',
    'null',
    '{"A":7}',
    '{"A":[null]}',
    `{"A":[{"call_count":"many"}]}`,
    'x'.repeat(99_999),
  ])('a header that says nothing changes nothing: %.20s', async (header) => {
    const { clock, graph, arrivals } = paced(() => ({ headers: { 'x-app-usage': header } }));
    void many(600, (n) => graph.call(send(`${n}`)));
    await clock.pass(1_300);
    expect(arrivals).toHaveLength(600);
  });

  test('the time it names is waited out, then everything goes', async () => {
    const { clock, graph, arrivals } = paced((arrival) =>
      arrival.at < 120_000 ? refusal(80006, undefined, usage(100, 2)) : undefined,
    );
    const all = many(40, (n) => graph.call(send(`${n}`)));
    await clock.pass(119_000);
    expect(arrivals.length).toBeLessThanOrEqual(40);
    expect(graph.waiting).toMatchObject([{ reason: 'throttled', replies: 40 }]);
    const [{ resumesIn = 0 } = {}] = graph.waiting;
    expect(resumesIn).toBeGreaterThan(0);
    expect(resumesIn).toBeLessThan(11_000);
    await clock.pass(11_000);
    await all;
  });
});

describe('F24: throttled', () => {
  test.each([4, 17, 32, 341, 613, 80006])(
    '%i: one Page waits, all is delivered, others notice nothing',
    async (code) => {
      const { clock, graph, arrivals, said } = paced((arrival) =>
        arrival.token === 'page-a' && arrival.at >= 1_000 && arrival.at < 6_000 ? refusal(code) : undefined,
      );
      const ours = many(2_000, (n) => graph.call(send(`${n}`)));
      void many(3_600, (n) => graph.call(send(`${n}`, 'page-b')));
      await clock.pass(10_000);
      const other = arrivals.filter(({ token }) => token === 'page-b');
      expect(other.length / 10).toBeGreaterThan(0.95 * 300);
      await clock.pass(20_000);
      await ours;
      const refused = arrivals.filter(({ at, token }) => token === 'page-a' && at >= 1_000 && at < 6_000);
      expect(refused.length).toBeLessThanOrEqual(100 + 5);
      const delivered = arrivals.filter(({ token }) => token === 'page-a').length - refused.length;
      expect(delivered).toBe(2_000);
      expect(said.filter((line) => /throttled \(/.test(line))).toHaveLength(1);
      expect(said.filter((line) => /not throttled any more/.test(line))).toHaveLength(1);
    },
  );

  test('afterwards the rate climbs again, and does not jump', async () => {
    const { clock, graph, arrivals } = paced((arrival) => (arrival.at < 500 ? refusal(613) : undefined));
    void many(5_000, (n) => graph.call(send(`${n}`)));
    await clock.pass(9_000);
    const within = (from: number, to: number) => arrivals.filter(({ at }) => at >= from && at < to).length;
    expect(within(1_100, 2_000)).toBeLessThan(100);
    expect(within(7_500, 8_500)).toBeGreaterThan(280);
  });

  test('of the profile: messages go on', async () => {
    const { clock, graph, arrivals } = paced(({ path }) =>
      path.includes('profile') ? refusal(613) : undefined,
    );
    void many(1, () => graph.call({ method: 'GET', path: 'me/messenger_profile' }));
    void many(100, (n) => graph.call(send(`${n}`)));
    await clock.pass(500);
    expect(arrivals).toHaveLength(101);
  });
});

describe('F25: a token that dies', () => {
  test('no more calls with it than were under way, one notice, and all goes on with another', async () => {
    const troubles: unknown[] = [];
    const { clock, graph, arrivals } = paced(
      ({ text, token }) => (token === 'page-a' && Number(text) >= 1_000 ? refusal(190, 460) : undefined),
      undefined,
      { onTrouble: (trouble) => troubles.push(trouble), maxInFlight: 20 },
    );
    const refused: string[] = [];
    const sending = many(5_000, (n) =>
      graph.call(send(`${n}`)).catch((error: unknown) => {
        expect(error).toMatchObject({ code: 190, subcode: 460, outcome: 'refused' });
        refused.push(`${n}`);
      }),
    );
    await clock.pass(10_000);
    await sending;
    expect(arrivals.length).toBeLessThanOrEqual(1_000 + 20);
    expect(refused).toHaveLength(4_000);
    expect(troubles).toMatchObject([{ kind: 'tokenInvalid', page: 'A' }]);
    graph.bind('renewed', 'A');
    const rest = Promise.all(refused.map((text) => graph.call(send(text, 'renewed'))));
    await clock.pass(20_000);
    await rest;
    const delivered = arrivals.filter(({ text, token }) => token === 'renewed' || Number(text) < 1_000);
    expect(new Set(delivered.map(({ text }) => text)).size).toBe(5_000);
    expect(delivered).toHaveLength(5_000);
    expect(worst(delivered)).toBeLessThanOrEqual(300);
  });

  test('one that comes to life again is noticed', async () => {
    const { clock, graph } = paced((arrival) => (arrival.at < 1_000 ? refusal(190, 459) : undefined));
    const first = failure(graph.call(send('1')));
    await clock.pass(1_000);
    expect(await first).toMatchObject({ code: 190 });
    expect(await failure(graph.call(send('2')))).toMatchObject({ code: 190 });
    await clock.pass(30_000);
    const probe = graph.call(send('3'));
    await clock.pass(10);
    await probe;
    const next = graph.call(send('4'));
    await clock.pass(10);
    await next;
  });
});

describe('a Page that must not send', () => {
  test.each([
    [368, undefined],
    [10, 1893063],
  ])('%i/%s: everything that sends is refused at once, and tried again later', async (code, subcode) => {
    let isBlocked = true;
    const { clock, graph, arrivals, said } = paced(({ path, token }) =>
      isBlocked && token === 'page-a' && path.endsWith('/messages') ? refusal(code, subcode) : undefined,
    );
    const first = failure(graph.call(send('1')));
    await clock.pass(10);
    const error = await first;
    expect(error).toBeInstanceOf(PageBlockedError);
    expect(error).toMatchObject({ page: 'A', outcome: 'refused', cause: { code }, until: expect.any(Date) });
    expect(await failure(graph.call(send('2')))).toMatchObject({ code: 'pageBlocked', outcome: 'notSent' });
    const other = Promise.all([graph.call(send('3', 'page-b')), graph.call({ method: 'GET', path: 'me' })]);
    await clock.pass(10);
    await other;
    expect(arrivals).toHaveLength(3);
    expect(said.filter((line) => line.includes('must not send'))).toHaveLength(1);
    await clock.pass(3_600_000);
    const probe = failure(graph.call(send('4')));
    expect(await failure(graph.call(send('5')))).toMatchObject({ outcome: 'notSent' });
    await clock.pass(10);
    expect(await probe).toMatchObject({ outcome: 'refused' });
    isBlocked = false;
    await clock.pass(3_600_000);
    const again = graph.call(send('6'));
    await clock.pass(10);
    await again;
    const last = graph.call(send('7'));
    await clock.pass(10);
    await last;
  });

  test('what waits for its turn is refused as well', async () => {
    const { clock, graph, arrivals } = paced(() => refusal(368), { messages: 10 });
    const all = Promise.all(Array.from({ length: 30 }, (_, n) => failure(graph.call(send(`${n}`)))));
    await clock.pass(50);
    for (const error of await all) expect(error).toBeInstanceOf(PageBlockedError);
    expect(arrivals).toHaveLength(10);
  });
});
