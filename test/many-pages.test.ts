import { Readable } from 'node:stream';
import type { ChinwagConfig } from 'chinwag';
import type { MessengerContext } from 'chinwag/messenger';
import { afterEach, describe, expect, test } from 'vitest';
import { type Answer, accept, listeningBot, PERSON, post, stubGraph, type Wire } from './bot.js';

const TEA = '1110001';
const CAKE = '1110002';
const closing: (() => Promise<void> | void)[] = [];
let mids = 0;

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const tokenOf = ({ headers }: Wire) => headers.authorization?.replace('Bearer ', '');

const refused: Answer = { status: 400, body: { error: { code: 190, message: 'Session has expired' } } };

/** A bot for two Pages. The platform takes the tokens in `valid`, the map hands out those in `mapped`. */
async function twoPages(
  action: (context: MessengerContext) => unknown,
  tokens: { valid: string[]; mapped: Record<string, string> },
  config: ChinwagConfig = {},
) {
  const asked: string[] = [];
  const errors: unknown[] = [];
  const graph = await stubGraph((request) =>
    tokens.valid.includes(tokenOf(request) ?? '') ? accept(request) : refused,
  );
  closing.push(graph.close);
  const started = await listeningBot(
    graph.origin,
    async (context) => {
      await action(context);
    },
    {
      onError: (_, { error }) => void errors.push(error),
      logger: { ...console, error: (...words: unknown[]) => errors.push(words.at(-1)) },
      ...config,
      messenger: {
        pageId: undefined,
        accessToken: undefined,
        mapPageToAccessToken: async (pageId: string) => {
          asked.push(pageId);
          return tokens.mapped[pageId] ?? '';
        },
      },
    },
  );
  closing.push(() => started.bot.close());
  const says = async (pageId: string, ...texts: string[]) => {
    const messaging = texts.map((text) => ({
      sender: { id: `${PERSON}${pageId}` },
      recipient: { id: pageId },
      timestamp: Date.now(),
      message: { mid: `m_p${++mids}`, text },
    }));
    await post(started.url, { object: 'page', entry: [{ id: pageId, time: Date.now(), messaging }] });
    await started.bot.drained();
  };
  const sent = () => graph.requests.map((request) => [tokenOf(request), textOf(request)]);
  return { ...started, graph, asked, errors, says, sent };
}

const textOf = ({ json }: Wire) => (json.message as { text?: string } | undefined)?.text;
const echo = (context: MessengerContext) => context.sendText(`${context.event.text}!`);

describe('each Page', () => {
  test('speaks with its own token, which is asked for once', async () => {
    const { says, sent, asked } = await twoPages(echo, {
      valid: ['tea', 'cake'],
      mapped: { [TEA]: 'tea', [CAKE]: 'cake' },
    });
    await says(TEA, 'one');
    await says(CAKE, 'two');
    await says(TEA, 'three');
    expect(sent()).toEqual([
      ['tea', 'one!'],
      ['cake', 'two!'],
      ['tea', 'three!'],
    ]);
    expect(asked).toEqual([TEA, CAKE]);
  });

  test('that the map does not know is an error that names it, and is asked for again', async () => {
    const { says, sent, asked, errors } = await twoPages(echo, { valid: ['tea'], mapped: { [TEA]: 'tea' } });
    await says(CAKE, 'one');
    await says(CAKE, 'two');
    expect(errors).toHaveLength(2);
    expect(errors[0]).toMatchObject({ code: 'config', message: expect.stringContaining(CAKE) });
    expect(asked).toEqual([CAKE, CAKE]);
    expect(sent()).toEqual([]);
  });
});

describe('a token that the platform refuses (190)', () => {
  test('is asked for once more, and what was refused goes out with the new one, in order', async () => {
    const tokens = { valid: ['tea-1', 'cake'], mapped: { [TEA]: 'tea-1', [CAKE]: 'cake' } };
    const { says, sent, asked, errors } = await twoPages(async (context) => {
      void context.typingOn();
      void context.sendText('first');
      await context.sendText('second');
    }, tokens);
    await says(TEA, 'hi');
    tokens.valid = ['tea-2', 'cake'];
    tokens.mapped[TEA] = 'tea-2';
    await says(TEA, 'hi again');
    await says(CAKE, 'hi');
    expect(sent()).toEqual([
      ['tea-1', undefined],
      ['tea-1', 'first'],
      ['tea-1', 'second'],
      ['tea-1', undefined],
      ['tea-2', undefined],
      ['tea-2', 'first'],
      ['tea-2', 'second'],
      ['cake', undefined],
      ['cake', 'first'],
      ['cake', 'second'],
    ]);
    expect(asked).toEqual([TEA, TEA, CAKE]);
    expect(errors).toEqual([]);
  });

  test('is the error it is when the map gives the same, without trying again', async () => {
    const { says, sent, asked, errors } = await twoPages(echo, { valid: [], mapped: { [TEA]: 'tea' } });
    await says(TEA, 'hi');
    expect(errors).toMatchObject([{ code: 190 }]);
    expect(sent()).toEqual([['tea', 'hi!']]);
    expect(asked).toEqual([TEA, TEA]);
  });

  test('is the error it is when the new one is refused too, after one more try', async () => {
    const tokens = { valid: [] as string[], mapped: { [TEA]: 'tea-1' } };
    const { says, sent, errors } = await twoPages((context) => {
      tokens.mapped[TEA] = 'tea-2';
      return echo(context);
    }, tokens);
    await says(TEA, 'hi');
    expect(errors).toMatchObject([{ code: 190 }]);
    expect(sent()).toEqual([
      ['tea-1', 'hi!'],
      ['tea-2', 'hi!'],
    ]);
  });

  test('is renewed for calls and for the context’s client as well', async () => {
    const tokens = { valid: ['tea-2'], mapped: { [TEA]: 'tea-1' } };
    const { says, graph, errors } = await twoPages(async (context) => {
      tokens.mapped[TEA] = 'tea-2';
      await context.getUserProfile();
      expect(context.accessToken).toBe('tea-2');
      await context.client.sendText('24810009', 'hello');
    }, tokens);
    await says(TEA, 'hi');
    expect(errors).toEqual([]);
    expect(graph.requests.map((request) => [request.method, tokenOf(request)])).toEqual([
      ['GET', 'tea-1'],
      ['GET', 'tea-2'],
      ['POST', 'tea-2'],
    ]);
  });

  test('is renewed for files too, but a stream that was read is not sent again', async () => {
    const tokens = { valid: ['tea-2'], mapped: { [TEA]: 'tea-1' } };
    const { says, graph, errors } = await twoPages(async (context) => {
      tokens.mapped[TEA] = tokens.valid[0] ?? '';
      const file = { filename: 'menu.txt', contentType: 'text/plain' };
      if (context.event.text === 'stream') await context.sendFile(Readable.from([Buffer.from('tea')]), file);
      else await context.sendFile(Buffer.from('tea'), file);
    }, tokens);
    await says(TEA, 'bytes');
    expect(graph.requests.map(tokenOf)).toEqual(['tea-1', 'tea-2']);
    expect(graph.requests.every(({ body }) => body.includes('filename="menu.txt"'))).toBe(true);
    expect(errors).toEqual([]);
    tokens.valid = ['tea-3'];
    await says(TEA, 'stream');
    expect(graph.requests).toHaveLength(3);
    expect(errors).toMatchObject([{ code: 190 }]);
  });

  test('that somebody chose for themselves stays theirs', async () => {
    const { says, sent, asked, errors } = await twoPages(
      (context) => context.sendText('hi', { accessToken: 'mine' }),
      { valid: ['tea'], mapped: { [TEA]: 'tea' } },
    );
    await says(TEA, 'hi');
    expect(errors).toMatchObject([{ code: 190 }]);
    expect(sent()).toEqual([['mine', 'hi']]);
    expect(asked).toEqual([TEA]);
  });
});
