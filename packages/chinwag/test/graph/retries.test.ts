import { describe, expect, test } from 'vitest';
import type { RetryNote } from '../../src/graph/options.js';
import { many, paced, refusal, send } from './pace.js';
import { failure } from './stub.js';

describe('F26: passing faults', () => {
  test.each([2, 1200, -1])(
    '%i, for a tenth of the calls: all are delivered, spread in time',
    async (code) => {
      const retries: (RetryNote & { at: number })[] = [];
      let count = 0;
      const { clock, graph, arrivals } = paced(
        () => (++count % 10 === 0 ? refusal(code) : undefined),
        undefined,
        {
          onRetry: (retry) => retries.push({ ...retry, at: clock.monotonic() + retry.pause }),
        },
      );
      const all = many(2_000, (n) => graph.call(send(`${n}`)));
      await clock.pass(60_000);
      await all;
      expect(arrivals.length).toBe(2_000 + retries.length);
      expect(retries.length).toBeGreaterThan(200);
      const bins = new Map<number, number>();
      for (const { pause } of retries) {
        const bin = Math.floor(pause / 100);
        bins.set(bin, (bins.get(bin) ?? 0) + 1);
      }
      expect(Math.max(...bins.values())).toBeLessThan(retries.length * 0.2);
    },
  );

  test('five attempts at most, with longer and longer pauses, each told, and a line in the log', async () => {
    const retries: RetryNote[] = [];
    const attempts: number[] = [];
    const lines: unknown[][] = [];
    const { clock, graph, arrivals } = paced(() => refusal(1200), undefined, {
      logger: { ...console, debug: (...line) => lines.push(line) },
      onRetry: (retry) => retries.push(retry),
      onRequest: ({ attempt }) => attempts.push(attempt),
    });
    const failed = failure(graph.call(send('1')));
    await clock.pass(60_000);
    expect(await failed).toMatchObject({ code: 1200 });
    expect(arrivals).toHaveLength(5);
    expect(attempts).toEqual([1, 2, 3, 4, 5]);
    expect(retries.map(({ attempt, path }) => [attempt, path])).toEqual(
      [1, 2, 3, 4].map((attempt) => [attempt, 'me/messages']),
    );
    retries.forEach(({ pause }, index) => void expect(pause).toBeLessThanOrEqual(1_000 * 2 ** index));
    const reason = `(${(retries[0]?.error as Error | undefined)?.message})`;
    expect(lines).toEqual([
      ...retries.map(({ attempt, pause }) => [
        `POST me/messages: attempt ${attempt} failed, tried again in ${Math.round(pause)} ms ${reason}`,
      ]),
      ['POST me/messages: attempt 5 failed (1200), not tried again'],
    ]);
  });

  test('who aborts in a pause waits no longer', async () => {
    const { clock, graph, arrivals } = paced(() => refusal(1200));
    const stop = new AbortController();
    const aborted = failure(graph.call(send('1'), { signal: stop.signal }));
    await clock.pass(6);
    stop.abort();
    expect(await aborted).toMatchObject({ name: 'AbortError', outcome: 'notSent' });
    expect(arrivals).toHaveLength(1);
  });
});

test.each([
  [1, 1357046],
  [1, undefined],
  [10, undefined],
  [10, 2018278],
  [100, undefined],
  [100, 2018001],
  [190, undefined],
  [551, undefined],
  [4, 2018354],
  [613, 2018338],
])('%i/%s is never tried again, even where the platform calls it passing', async (code, subcode) => {
  const body = JSON.stringify({
    error: { code, error_subcode: subcode, message: 'no', is_transient: code !== 1 },
  });
  const { clock, graph, arrivals } = paced(() => ({ status: 500, body }));
  const failed = failure(graph.call(send('1')));
  await clock.pass(60_000);
  expect(await failed).toMatchObject({ code });
  expect(arrivals).toHaveLength(1);
});

test('an error that no list has is tried again where the platform calls it passing', async () => {
  const body = JSON.stringify({ error: { code: 98765, message: 'later', is_transient: true } });
  const { clock, graph, arrivals } = paced(() => (arrivals.length === 1 ? { status: 500, body } : undefined));
  const sent = graph.call(send('1'));
  await clock.pass(60_000);
  await sent;
  expect(arrivals).toHaveLength(2);
});

test('a stream is sent once: it cannot be read again', async () => {
  const { clock, graph, arrivals } = paced(() => refusal(1200));
  const content = (async function* () {
    yield new Uint8Array(3);
  })();
  const file = { filename: 'a.png', contentType: 'image/png', size: 3, content };
  const failed = failure(graph.call({ method: 'POST', path: 'me/message_attachments', body: {}, file }));
  await clock.pass(60_000);
  expect(await failed).toMatchObject({ code: 1200 });
  expect(arrivals).toHaveLength(1);
});

test('close() does not wait for a pause to be over: what would go again does not', async () => {
  const { clock, graph, arrivals } = paced(() => refusal(1200));
  const failed = failure(graph.call(send('1')));
  await clock.pass(6);
  await graph.close();
  await clock.pass(2_000);
  expect(await failed).toMatchObject({ code: 'call', outcome: 'notSent' });
  expect(arrivals).toHaveLength(1);
});

describe('F27: a connection does not open', () => {
  test('its call goes again at once, and no other waits', async () => {
    let broken = 0;
    const { clock, graph, arrivals, said } = paced(({ text }) =>
      text === 'broken' && ++broken === 1 ? 'nobody there' : undefined,
    );
    const calls = [graph.call(send('broken'))];
    await clock.pass(5);
    calls.push(graph.call(send('other', 'page-b')));
    await clock.pass(5);
    expect(arrivals.map(({ at, text }) => [at, text])).toEqual([
      [0, 'broken'],
      [5, 'broken'],
      [5, 'other'],
    ]);
    await Promise.all(calls);
    expect(said).toEqual([]);
  });

  test('though others do: its call goes again less and less often, the others as ever', async () => {
    const { clock, graph, arrivals, said } = paced(
      ({ text }) => (text === 'broken' ? 'nobody there' : undefined),
      undefined,
      { patience: 10_000 },
    );
    const failed = failure(graph.call(send('broken')));
    const others: Promise<unknown>[] = [];
    for (let n = 0; n < 1_500; n++) {
      others.push(graph.call(send(`${n}`, 'page-b')));
      await clock.pass(10);
    }
    expect(await failed).toMatchObject({ code: 'connection', outcome: 'notSent' });
    await Promise.all(others);
    const at = (text: string) => arrivals.filter((arrival) => arrival.text === text).map((each) => each.at);
    others.forEach((_, n) => void expect(at(`${n}`)).toEqual([n * 10]));
    expect(at('broken').length).toBeGreaterThan(5);
    expect(at('broken').length).toBeLessThan(15);
    expect(said).toEqual([]);
  });
});

describe('F34: nobody can be reached', () => {
  const DOWN = [2_000, 32_000] as const;
  const during = ({ at }: { at: number }) => at >= DOWN[0] && at < DOWN[1];

  test('for 30 s: ten attempts a second at most, then all goes on, and nothing is missing', async () => {
    const { clock, graph, arrivals, said } = paced((arrival) =>
      during(arrival) ? 'nobody there' : undefined,
    );
    const all = many(3_000, (n) => graph.call(send(`${n}`)));
    await clock.pass(31_999);
    const attempts = arrivals.filter(during);
    expect(attempts.length).toBeGreaterThan(10);
    expect(attempts.filter(({ at }) => at > DOWN[0] + 100).length).toBeLessThanOrEqual(30 * 10);
    expect(graph.waiting).toMatchObject([{ reason: 'unreachable' }]);
    await clock.pass(5_000);
    expect(arrivals.filter(({ at }) => at >= DOWN[1]).length).toBeGreaterThan(100);
    await clock.pass(20_000);
    await all;
    const delivered = arrivals.filter((arrival) => !during(arrival)).map(({ text }) => text);
    expect(delivered).toHaveLength(3_000);
    expect(new Set(delivered).size).toBe(3_000);
    expect(said.filter((line) => /Sends wait/.test(line))).toHaveLength(1);
    expect(said.filter((line) => /can be reached again/.test(line))).toHaveLength(1);
  });

  test('for longer than its patience an answer fails; a campaign goes on waiting', async () => {
    let isThere = false;
    const { clock, graph } = paced(() => (isThere ? undefined : 'nobody there'), undefined, {
      patience: 10_000,
    });
    const reply = failure(graph.call(send('1')));
    const campaign = graph.call(send('2'), { priority: 'campaign' });
    await clock.pass(15_000);
    expect(await reply).toMatchObject({ code: 'connection', outcome: 'notSent' });
    isThere = true;
    await clock.pass(5_000);
    await campaign;
  });

  test('close() does not wait for it', async () => {
    const { clock, graph } = paced(() => 'nobody there');
    const waiting = failure(graph.call(send('1')));
    await clock.pass(100);
    await graph.close();
    expect(await waiting).toMatchObject({ code: 'call', outcome: 'notSent' });
  });
});
