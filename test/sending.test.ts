import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { inspect } from 'node:util';
import { type Action, ChinwagError } from 'chinwag';
import { GraphError, type MessengerContext } from 'chinwag/messenger';
import { afterEach, describe, expect, test } from 'vitest';
import {
  type Answer,
  accept,
  listeningBot,
  PERSON,
  post,
  stubGraph,
  TOKEN,
  textEvent,
  type Wire,
  webhook,
} from './bot.js';

const open: { close(): unknown }[] = [];

afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

/** A bot whose action is run by `say`, which gives what came over the wire and what went wrong. */
async function botWith(answer: (request: Wire, count: number) => Answer = accept, messenger: object = {}) {
  const graph = await stubGraph(answer);
  const errors: unknown[] = [];
  const logged: string[] = [];
  const log = (...words: unknown[]) => logged.push(words.map((word) => inspect(word)).join(' '));
  let action: Action<MessengerContext> = () => {};
  const { bot, url } = await listeningBot(graph.origin, (context) => action(context, {}), {
    messenger,
    logger: { debug: log, info: log, warn: log, error: log },
    onError: (_, { error }) => {
      errors.push(error);
    },
  });
  open.push(graph, bot);
  const say = async (what: Action<MessengerContext>) => {
    action = what;
    const before = graph.requests.length;
    expect((await post(url, webhook(textEvent('go')))).status).toBe(200);
    await bot.drained();
    return { requests: graph.requests.slice(before), errors: errors.splice(0), logged };
  };
  return { bot, graph, say };
}

/** What came over the wire in a form: its fields, and the file's own headers. */
function formOf({ headers, body }: Wire) {
  const boundary = /boundary=(?:"([^"]+)"|([^;]+))/.exec(headers['content-type'] ?? '');
  const parts = body.split(`--${boundary?.[1] ?? boundary?.[2]}`).slice(1, -1);
  return Object.fromEntries(
    parts.map((part) => {
      const [head = '', ...rest] = part.slice(2, -2).split('\r\n\r\n');
      return [/ name="([^"]*)"/.exec(head)?.[1] ?? '', { head, value: rest.join('\r\n\r\n') }];
    }),
  );
}

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

describe('the envelope', () => {
  const everything = {
    messagingType: 'MESSAGE_TAG',
    tag: 'HUMAN_AGENT',
    notificationType: 'SILENT_PUSH',
    personaId: '5550001',
    replyTo: 'm_quoted',
    metadata: 'order:77',
    quickReplies: [{ contentType: 'text', title: 'Yes', payload: 'YES' }],
  } as const;
  const quickReplies = [{ content_type: 'text', title: 'Yes', payload: 'YES' }];

  test('holds for a text and for a file alike', async () => {
    const { say } = await botWith();
    const { requests, errors } = await say(async (context) => {
      await context.sendText('Hi!', { ...everything, quickReplies: [...everything.quickReplies] });
      await context.sendImage(PNG, { ...everything, quickReplies: [...everything.quickReplies] });
    });
    expect(errors).toEqual([]);
    const [text, file] = requests as [Wire, Wire];
    expect(text.json).toEqual({
      recipient: { id: PERSON },
      messaging_type: 'MESSAGE_TAG',
      tag: 'HUMAN_AGENT',
      notification_type: 'SILENT_PUSH',
      persona_id: '5550001',
      reply_to: { mid: 'm_quoted' },
      message: { text: 'Hi!', metadata: 'order:77', quick_replies: quickReplies },
    });
    const form = formOf(file);
    const fields = Object.fromEntries(
      Object.entries(form)
        .filter(([name]) => name !== 'filedata')
        .map(([name, { value }]) => [name, /^[{[]/.test(value) ? JSON.parse(value) : value]),
    );
    expect(fields).toEqual({
      ...text.json,
      message: {
        attachment: { type: 'image', payload: {} },
        metadata: 'order:77',
        quick_replies: quickReplies,
      },
    });
    // A Buffer without a name still arrives with one that fits its bytes.
    expect(form.filedata?.head).toMatch(/filename="[^"]+\.png"/);
    expect(form.filedata?.head).toMatch(/content-type: image\/png/i);
    expect(Number(file.headers['content-length'])).toBe(file.body.length);
  });
});

describe('order', () => {
  test('of sends nobody awaits is the order of the calls, whatever the platform takes for each', async () => {
    const { say } = await botWith((request, count) => ({
      ...(accept(request) as { body: unknown }),
      delay: [30, 0, 20, 5, 10][count % 5] as number,
    }));
    const { requests } = await say((context) => {
      for (let count = 0; count < 10; count++) void context.sendText(`${count}`);
      void context.typingOn();
      void context.sendImage(Readable.from([PNG]), { filename: 'slow.png' });
      void context.sendText('last');
    });
    expect(
      requests.map(
        ({ json }) => (json.message as { text?: string } | undefined)?.text ?? json.sender_action ?? 'file',
      ),
    ).toEqual([...Array.from({ length: 10 }, (_, index) => `${index}`), 'typing_on', 'file', 'last']);
  });

  test('a split text stays together and its quick replies come last', async () => {
    const { say } = await botWith();
    const { requests } = await say((context) => {
      void context.sendText(`${'One sentence. '.repeat(200)}`, {
        split: true,
        quickReplies: [{ contentType: 'text', title: 'Go on', payload: 'ON' }],
      });
      void context.sendText('after');
    });
    const messages = requests.map(({ json }) => json.message as { text: string; quick_replies?: unknown });
    expect(messages.length).toBe(3);
    expect(messages.map(({ quick_replies: replies }) => replies !== undefined)).toEqual([false, true, false]);
    expect(messages.at(-1)?.text).toBe('after');
    expect(messages.every(({ text }) => text.length <= 2000)).toBe(true);
  });
});

describe('a failure', () => {
  const refusal: Answer = {
    status: 400,
    body: {
      error: {
        message: '(#10) This message is sent outside of allowed window.',
        type: 'OAuthException',
        code: 10,
        error_subcode: 2018278,
        fbtrace_id: 'AbC',
      },
    },
  };

  test('of a send nobody awaited reaches the error action', async () => {
    const { say } = await botWith(() => refusal);
    const { errors } = await say((context) => {
      void context.sendText('Hi!');
    });
    expect(errors).toEqual([expect.any(GraphError)]);
    expect(errors[0]).toMatchObject({ code: 10, subcode: 2018278, fbtraceId: 'AbC', isRateLimit: false });
  });

  test('that was caught does not', async () => {
    const { say } = await botWith(() => refusal);
    const { errors } = await say(async (context) => {
      await context.sendText('Hi!').catch(() => {});
      context.sendText('Hi!').catch(() => {});
    });
    expect(errors).toEqual([]);
  });

  test('of a client’s send that nobody awaited is logged, and the process goes on', async () => {
    const { bot, graph, say } = await botWith(() => refusal);
    void bot.to(PERSON).sendText('Hi!');
    await graph.received(1);
    const { logged } = await say(() => {});
    expect(logged.join('\n')).toContain('2018278');
  });

  test.each<[string, Answer, Record<string, unknown>]>([
    ['HTML', { status: 502, body: '<html>Bad Gateway</html>' }, { code: 'answer' }],
    ['nothing', { status: 200, body: '' }, { code: 'answer' }],
    ['cut JSON', { status: 200, body: '{"recipient_id":"2' }, { code: 'answer' }],
    ['an error inside a 200', { ...(refusal as object), status: 200 } as Answer, { subcode: 2018278 }],
    ['a dropped connection', 'drop', { outcome: 'unknown' }],
    ['silence', { body: {}, delay: 3_000 }, { outcome: 'unknown', name: 'TimeoutError' }],
  ])('names what came: %s', async (_, answer, expected) => {
    const { say } = await botWith(() => answer, { timeout: 300 });
    const { errors, logged } = await say(async (context) => {
      await context.sendText('Hi!');
    });
    expect(errors.length).toBe(1);
    expect(errors[0]).toBeInstanceOf(ChinwagError);
    expect(errors[0]).toMatchObject(expected);
    // Whoever prints it must not print the token.
    for (const text of [inspect(errors[0], { depth: 9 }), JSON.stringify(errors[0]), ...logged]) {
      expect(text).not.toContain(TOKEN);
    }
  });
});

describe('bad input is refused before anything is sent', () => {
  const replies = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      contentType: 'text' as const,
      title: `${index}`,
      payload: `${index}`,
    }));
  const failing = async function* () {
    yield PNG;
    throw new Error('the disk is gone');
  };

  test.each<[string, (context: MessengerContext) => Promise<unknown>, RegExp]>([
    ['an empty text', (context) => context.sendText(''), /text.* is empty/],
    [
      '2,001 characters',
      (context) => context.sendText('x'.repeat(2001)),
      /2,001 characters, at most 2,000.*split: true/,
    ],
    [
      '14 quick replies',
      (context) => context.sendText('x', { quickReplies: replies(14) }),
      /14 quick replies, at most 13/,
    ],
    [
      '11 elements',
      (context) =>
        context.sendGenericTemplate(Array.from({ length: 11 }, () => ({ title: 'x', subtitle: 'y' }))),
      /^generic template: 11 elements, at most 10/,
    ],
    ['a URL that is none', (context) => context.sendImage('image.jpg'), /is no http\(s\) address/],
    ['a script as URL', (context) => context.sendImage('javascript:alert(1)'), /is no http\(s\) address/],
    [
      'a file that is missing',
      (context) => context.sendFile(createReadStream('/nowhere/at.all')),
      /does not exist/,
    ],
    ['a folder', (context) => context.sendFile(createReadStream('/')), /is a folder/],
    ['an empty file', (context) => context.sendFile(Buffer.alloc(0)), /is empty|has no bytes/],
    [
      'a picture over 8 MB',
      (context) => context.sendImage(Buffer.concat([PNG, Buffer.alloc(8 * 1024 * 1024)])),
      /8/,
    ],
    [
      'a stream that fails half way',
      (context) => context.sendImage(Readable.from(failing())),
      /the disk is gone/,
    ],
  ])('%s', async (_, send, told) => {
    const { say } = await botWith();
    const { requests, errors } = await say(async (context) => {
      await send(context);
    });
    expect(requests).toEqual([]);
    expect(errors.length).toBe(1);
    expect(errors[0]).toBeInstanceOf(ChinwagError);
    expect((errors[0] as Error).message).toMatch(told);
  });

  test('and the next message goes out', async () => {
    const { say } = await botWith();
    const { requests } = await say(async (context) => {
      await context.sendText('').catch(() => {});
      await context.sendText('still here');
    });
    expect(requests.map(({ json }) => json.message)).toEqual([{ text: 'still here' }]);
  });
});

test('what people write cannot become another parameter', async () => {
  const { say } = await botWith();
  const nasty = 'x&access_token=ATTACKER&recipient={"id":"1"}\r\n--boundary\r\n{result=a:$.b}';
  const { requests, errors } = await say(async (context) => {
    await context.sendText(nasty);
    await context.sendImage(PNG, { filename: 'a"\r\nX-Evil: 1\r\n\r\n.png', metadata: nasty });
  });
  expect(errors).toEqual([]);
  const [text, file] = requests as [Wire, Wire];
  expect(text.json).toMatchObject({ recipient: { id: PERSON }, message: { text: nasty } });
  expect(Object.keys(formOf(file)).sort()).toEqual(['filedata', 'message', 'messaging_type', 'recipient']);
  expect(JSON.parse(formOf(file).message?.value ?? '')).toMatchObject({ metadata: nasty });
});

test('an answer to an echo, a read or a delivery is not sent, and the log says so once', async () => {
  const { graph, bot } = await botWith();
  const logged: string[] = [];
  const log = (...words: unknown[]) => logged.push(words.map(String).join(' '));
  const second = await listeningBot(
    graph.origin,
    async (context) => {
      expect(await context.sendText('loop')).toEqual({});
    },
    { logger: { debug: log, info: log, warn: log, error: log } },
  );
  open.push(second.bot);
  for (const event of [
    { message: { mid: 'm_echo', is_echo: true, text: 'Hi' } },
    { message: { mid: 'm_echo_2', is_echo: true, text: 'Hi' } },
    { read: { watermark: 1 } },
    { delivery: { watermark: 1 } },
  ]) {
    await post(second.url, webhook(event));
  }
  await second.bot.drained();
  await bot.drained();
  expect(graph.requests).toEqual([]);
  expect(logged.length).toBe(3);
});
