import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Emulator, type PersonHandle, startEmulator } from '../../src/index.js';
import { graphOf } from '../graph-client.js';

let emulator: Emulator;
let graph: ReturnType<typeof graphOf>;
let ana: PersonHandle;

beforeAll(async () => {
  emulator = await startEmulator();
  graph = graphOf(emulator);
  ana = await emulator.person({ name: 'Ana' });
});

afterAll(() => emulator.close());

interface Part {
  code: number;
  headers?: { name: string; value: string }[];
  body: string;
}

const run = async (batch: unknown, more: object = {}): Promise<(Part | null)[]> =>
  (await graph.post('/v26.0/', { batch, ...more })).body as unknown as (Part | null)[];
const text = (words: string) =>
  new URLSearchParams({
    recipient: JSON.stringify({ id: ana.psid }),
    message: JSON.stringify({ text: words }),
  }).toString();
const send = (words: string, more: object = {}) => ({
  method: 'POST',
  relative_url: 'me/messages',
  body: text(words),
  ...more,
});

describe('a batch', () => {
  it('is answered in its order, and sends in its order', async () => {
    const answers = await run([send('one'), send('two'), send('three')]);
    expect(answers.map((part) => part?.code)).toEqual([200, 200, 200]);
    expect(answers[0]?.headers).toEqual([{ name: 'Content-Type', value: 'text/javascript; charset=UTF-8' }]);
    expect(ana.screen().messages.map((message) => message.text)).toEqual(['one', 'two', 'three']);
    const mids = answers.map((part) => JSON.parse(part?.body ?? '').message_id);
    expect(ana.screen().messages.map(({ mid }) => mid)).toEqual(mids);
  });

  it('keeps what is wrong with an item to that item', async () => {
    const answers = await run(
      [
        null,
        send('a&access_token=x{result=nope:$.id}'),
        { method: 'GET' },
        { method: 'GET', relative_url: '999999999999999' },
        7,
      ],
      { include_headers: false },
    );
    expect(answers.map((part) => part?.code)).toEqual([400, 200, 400, 400, 400]);
    expect(answers[1]).not.toHaveProperty('headers');
    expect(ana.screen().messages.at(-1)?.text).toBe('a&access_token=x{result=nope:$.id}');
  });

  it('fills in results and leaves out what was only needed for them', async () => {
    const answers = await run([
      { method: 'GET', name: 'people', relative_url: `me/conversations?user_id=${ana.psid}&fields=id` },
      { method: 'GET', relative_url: '{result=people:$.data.0.id}?fields=snippet' },
      send('after', { depends_on: 'people' }),
      { method: 'GET', name: 'broken', relative_url: '1' },
      send('never', { depends_on: 'broken' }),
      { method: 'GET', name: 'kept', relative_url: 'me', omit_response_on_success: false },
      { method: 'GET', relative_url: '{result=kept:$.id}' },
    ]);
    expect(answers.map((part) => part?.code ?? null)).toEqual([null, 200, 200, 400, null, 200, 200]);
    expect(ana.screen().messages.at(-1)?.text).toBe('after');
  });

  it('carries files', async () => {
    const form = new FormData();
    form.append(
      'batch',
      JSON.stringify([
        {
          method: 'POST',
          relative_url: 'me/message_attachments',
          attached_files: 'f1',
          body: `message=${encodeURIComponent('{"attachment":{"type":"file","payload":{"is_reusable":true}}}')}`,
        },
      ]),
    );
    form.append('f1', new Blob(['a,b'], { type: 'text/csv' }), 'a.csv');
    const { body } = await graph.post('/', form);
    const [part] = body as unknown as Part[];
    expect(JSON.parse(part?.body ?? '')).toEqual({ attachment_id: expect.any(String) });
  });

  it('holds fifty items and no more', async () => {
    const items = (count: number) =>
      Array.from({ length: count }, () => ({ method: 'GET', relative_url: 'me' }));
    expect(await run(JSON.stringify(items(50)))).toHaveLength(50);
    const { body } = await graph.post('/me', { batch: items(51) });
    expect(body.error).toMatchObject({
      code: 100,
      message: '(#100) Too many requests in batch message. Maximum batch size is 50',
    });
  });
});

describe('what was refused inside a batch', () => {
  it('is on the record, though the whole was answered with 200', async () => {
    const before = emulator.requests().length;
    await run([send('fine'), { method: 'GET', relative_url: '999999999999999' }, 7]);
    const [record] = emulator.requests().slice(before);
    expect(record).toMatchObject({ status: 200, error: null, topic: 'batch' });
    expect(record?.refusals).toMatchObject([
      { item: 1, code: 100, subcode: 33 },
      { item: 2, code: 100 },
    ]);
    await run([send('fine')]);
    expect(emulator.requests().at(-1)).not.toHaveProperty('refusals');
  });
});

describe('a fault', () => {
  it('strikes the items of a batch as it strikes requests', async () => {
    const throttle = emulator.fault({
      topic: 'messages',
      after: 1,
      times: 1,
      effect: { type: 'error', code: 613 },
    });
    const broken = emulator.fault({ topic: 'messages', after: 2, effect: { type: 'drop', taken: true } });
    const before = ana.screen().messages.length;
    const answers = await run([send('first'), send('second'), send('third')]);
    throttle.remove();
    broken.remove();
    expect(answers.map((part) => part?.code ?? null)).toEqual([200, 400, null]);
    expect(emulator.requests().at(-1)?.refusals).toMatchObject([{ item: 1, code: 613 }]);
    expect(
      ana
        .screen()
        .messages.slice(before)
        .map((message) => message.text),
    ).toEqual(['first', 'third']);
  });
});
