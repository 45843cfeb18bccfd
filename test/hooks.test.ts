import { type ChinwagConfig, HookError, withTyping } from 'chinwag';
import type { MessengerContext, OutgoingResult } from 'chinwag/messenger';
import { afterEach, describe, expect, test } from 'vitest';
import { accept, listeningBot, PERSON, post, stubGraph, textEvent, type Wire, webhook } from './bot.js';

const closing: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function hooked(
  config: ChinwagConfig,
  action: (context: MessengerContext) => unknown = (context) => context.sendText('Hi!'),
  answer = accept,
) {
  const graph = await stubGraph(answer);
  closing.push(graph.close);
  const logged: unknown[] = [];
  const log = (...words: unknown[]) => logged.push(words);
  const logger = { debug: log, info: log, warn: log, error: log };
  const started = await listeningBot(
    graph.origin,
    async (context) => {
      await action(context);
    },
    { logger, ...config },
  );
  closing.push(() => started.bot.close());
  const receives = async (event: object) => {
    expect((await post(started.url, webhook(event))).status).toBe(200);
    await started.bot.drained();
  };
  return { ...started, graph, logged, receives };
}

const said = ({ json }: Wire) =>
  (json.message as { text?: string } | undefined)?.text ?? (json.sender_action as string | undefined);

describe('a log of everything', () => {
  test('has what comes in and what goes out, with their ids', async () => {
    const log: unknown[] = [];
    const { graph, receives } = await hooked(
      {
        onIncoming: ({ event }) => {
          log.push(['in', event.kind, event.message?.mid]);
        },
        onOutgoing: ({ kind, context }) => {
          log.push(['going', kind, context.event.psid]);
        },
        onResult: async ({ kind, result }) => {
          log.push(['out', kind, result?.messageId]);
        },
      },
      async (context) => {
        if (!context.event.isText) return;
        await context.typingOn();
        await context.sendText('Hi!');
      },
      ({ json }) => ({
        body: { recipient_id: PERSON, ...(json.message ? { message_id: 'm_out' } : {}) },
      }),
    );
    await receives({ message: { mid: 'm_hello', text: 'hello' } });
    await receives({ delivery: { watermark: 1, mids: ['m_out'] } });
    expect(log).toEqual([
      ['in', 'message', 'm_hello'],
      ['going', 'action', PERSON],
      ['out', 'action', undefined],
      ['going', 'message', PERSON],
      ['out', 'message', 'm_out'],
      ['in', 'delivery', undefined],
    ]);
    expect(graph.requests.map(said)).toEqual(['typing_on', 'Hi!']);
  });

  test('has what failed, with its error', async () => {
    const results: OutgoingResult[] = [];
    const { receives } = await hooked(
      { onResult: (result) => void results.push(result) },
      (context) => context.sendText('Hi!').catch(() => undefined),
      () => ({ status: 400, body: { error: { code: 551, message: 'Gone' } } }),
    );
    await receives(textEvent('hello'));
    expect(results).toMatchObject([{ kind: 'message', message: { text: 'Hi!' }, error: { code: 551 } }]);
  });

  test('hears nothing of what is never sent: echoes are not answered, mistakes not sent', async () => {
    const results: unknown[] = [];
    const { receives } = await hooked({ onOutgoing: (outgoing) => void results.push(outgoing) }, (context) =>
      context.sendText(context.event.isEcho ? 'echo' : '').catch(() => undefined),
    );
    await receives(textEvent('hello'));
    await receives({
      sender: { id: '1110001' },
      recipient: { id: PERSON },
      message: { mid: 'm_e', text: 'x', is_echo: true },
    });
    expect(results).toEqual([]);
  });
});

describe('a hook that throws', () => {
  const broken = () => {
    throw new Error('the log is full');
  };

  test.each(['onIncoming', 'onOutgoing', 'onResult'])(
    'in %s holds nothing up and reaches the error action',
    async (hook) => {
      const errors: unknown[] = [];
      const { bot, graph, receives } = await hooked(
        {
          [hook]: broken,
          initialState: { count: 0 },
          onError: (_, { error }) => void errors.push(error),
        },
        async (context) => {
          context.setState({ count: (context.state.count as number) + 1 });
          await context.sendText('Hi!');
        },
      );
      await receives(textEvent('one'));
      await receives(textEvent('two'));
      expect(graph.requests.map(said)).toEqual(['Hi!', 'Hi!']);
      expect(errors).toHaveLength(2);
      for (const error of errors) {
        expect(error).toBeInstanceOf(HookError);
        expect(error).toMatchObject({ hook, message: `${hook} failed: the log is full` });
      }
      expect(await bot.storage.read(`messenger:${PERSON}`)).toMatchObject({ state: { count: 2 } });
      expect(await bot.storage.parked()).toEqual([]);
    },
  );

  test('again while its error is answered is only logged', async () => {
    const { graph, logged, receives } = await hooked({
      onOutgoing: broken,
      onError: async (context) => {
        await (context as MessengerContext).sendText('Sorry');
      },
    });
    await receives(textEvent('one'));
    expect(graph.requests.map(said)).toEqual(['Hi!', 'Sorry']);
    expect(logged).toEqual([['A hook failed', expect.any(HookError)]]);
  });
});

describe('plugins', () => {
  test('run before the action, one after the other, in other people’s time too', async () => {
    const order: string[] = [];
    const { bot, receives } = await hooked(
      {
        plugins: [
          async ({ event }) => {
            await Promise.resolve();
            order.push(`one ${event.kind}`);
          },
          () => void order.push('two'),
        ],
      },
      () => order.push('action'),
    );
    await receives(textEvent('hi'));
    await bot.withConversation(`messenger:${PERSON}`, () => order.push('task'));
    expect(order).toEqual(['one message', 'two', 'action', 'one unknown', 'two', 'task']);
  });

  test('that throw fail the turn like an action', async () => {
    const errors: unknown[] = [];
    const { graph, receives } = await hooked({
      plugins: [() => Promise.reject(new Error('no such shop'))],
      onError: (_, { error }) => void errors.push(error),
    });
    await receives(textEvent('hi'));
    expect(errors).toEqual([new Error('no such shop')]);
    expect(graph.requests).toEqual([]);
  });

  test('withTyping shows the dots before each message, for as long as it says', async () => {
    const { graph, receives } = await hooked(
      {
        plugins: [
          withTyping({
            delay: ({ message }) => (message.text === 'quick' ? 0 : 60),
          }),
        ],
      },
      async (context) => {
        context.usePersona('77');
        // Nobody awaits them: the order is theirs all the same.
        void context.sendText('one');
        void context.sendText('two');
        void context.markSeen();
        await context.sendText('quick');
      },
    );
    const began = performance.now();
    await receives(textEvent('hi'));
    expect(performance.now() - began).toBeGreaterThan(110);
    expect(graph.requests.map(said)).toEqual(['typing_on', 'one', 'typing_on', 'two', 'mark_seen', 'quick']);
    expect(graph.requests[0]?.json.persona_id).toBe('77');
  });

  test.each<[string, object, string]>([
    ['a plugin that is none', { plugins: ['withTyping'] }, 'plugins must be an array of functions'],
    ['a hook that is none', { onResult: true }, 'onResult must be a function'],
  ])('%s is refused', async (_, config, message) => {
    await expect(hooked(config)).rejects.toThrow(message);
  });
});
