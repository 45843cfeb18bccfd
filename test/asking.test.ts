import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  type Action,
  AskCancelledError,
  AskRetriesError,
  AskTimeoutError,
  askAgain,
  type ChinwagConfig,
  LeaseLostError,
  MemoryStorage,
  type Storage,
} from 'chinwag';
import { buttonTemplate, type MessengerContext } from 'chinwag/messenger';
import { messenger, payload, route, router } from 'chinwag/router';
import { SqliteStorage } from 'chinwag/sqlite';
import { afterEach, describe, expect, test } from 'vitest';
import { listeningBot, PAGE, PERSON, post, stubGraph, textEvent, webhook } from './bot.js';

const open: { close(): unknown }[] = [];

afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

type State = Record<string, unknown>;
type Graph = Awaited<ReturnType<typeof stubGraph>>;
type App = Action<MessengerContext<State>>;

/** A conversation with a bot that may be replaced by another process with the same storage. */
async function talk(
  app: App,
  {
    storage: shared = new MemoryStorage() as Storage,
    ...config
  }: ChinwagConfig<State> & { storage?: Storage } = {},
) {
  const graph = await stubGraph();
  open.push(graph);
  const logged: string[] = [];
  const errors: unknown[] = [];
  const log = (...words: unknown[]) => logged.push(words.map(String).join(' '));
  const start = async (action: App, storage: Storage) => {
    const started = await listeningBot(graph.origin, action as never, {
      storage,
      logger: { debug: log, info: log, warn: log, error: log },
      onError: (_, { error }) => {
        errors.push(error);
      },
      ...(config as object),
    });
    open.push(started.bot);
    return started;
  };
  let storage = shared;
  let running = await start(app, storage);
  const event = async (what: object) => {
    const before = graph.requests.length;
    await post(running.url, webhook(what));
    await running.bot.drained();
    return said(graph, before);
  };
  return {
    graph,
    get storage() {
      return storage;
    },
    logged,
    errors,
    get bot() {
      return running.bot;
    },
    /** Hands in an event; answers what the person is told. */
    event,
    says: (text: string) => event(textEvent(text)),
    taps: (title: string, payload: string) =>
      event({ message: { mid: `m_${Math.random()}`, text: title, quick_reply: { payload } } }),
    presses: (payload: string) =>
      event({ postback: { mid: `m_${Math.random()}`, title: 'A button', payload } }),
    /** Another process with other code, which finds what the first has kept. */
    async deploy(action: App, found: Storage = storage) {
      await running.bot.close();
      storage = found;
      running = await start(action, storage);
    },
    async state() {
      return (await storage.read(`messenger:${PERSON}`))?.state;
    },
    /** Lets time pass for what is scheduled; answers what the person is told then. */
    async after(milliseconds: number, count: number) {
      const before = graph.requests.length;
      await storage.promote(Date.now() + milliseconds);
      await graph.received(before + count);
      await running.bot.drained();
      return said(graph, before);
    },
  };
}

function said(graph: Graph, from: number) {
  return graph.requests.slice(from).map(({ json }) => {
    const message = json.message as { text?: string; attachment?: object } | undefined;
    return message?.text ?? (message ? 'a template' : String(json.sender_action));
  });
}

test('a question reads like straight code', async () => {
  const bot = await talk(async (context) => {
    const name = await context.ask('Your name?');
    const size = await context.ask('Which size?', { quickReplies: ['S', 'M', 'L'] });
    await context.sendText(`${name} takes ${size}.`);
  });
  expect(await bot.says('hi')).toEqual(['Your name?']);
  expect(await bot.says('Ana')).toEqual(['Which size?']);
  expect(bot.graph.requests.at(-1)?.json.message).toEqual({
    text: 'Which size?',
    quick_replies: ['S', 'M', 'L'].map((title) => ({ content_type: 'text', title, payload: title })),
  });
  expect(await bot.taps('M', 'M')).toEqual(['Ana takes M.']);
  expect(await bot.says('hi again')).toEqual(['Your name?']);
});

describe('what was done before a question', () => {
  test('is done once: sends, typing, profile, once, state', async () => {
    const charged: number[] = [];
    const bot = await talk(
      async (context) => {
        context.setState({ count: Number(context.state.count ?? 0) + 1 });
        const first = await context.sendText('Welcome.');
        await context.typing(1);
        const order = await context.once('order', () => {
          charged.push(1);
          return { id: charged.length, at: new Date(0) };
        });
        const answer = await context.ask('Sure?');
        const again = await context.ask('Really?');
        await context.sendText(`${order.id} ${order.at} ${first.messageId !== undefined} ${answer} ${again}`);
      },
      { initialState: { count: 10 } },
    );
    expect(await bot.says('hi')).toEqual(['Welcome.', 'typing_on', 'typing_off', 'Sure?']);
    expect(await bot.state()).toEqual({ count: 11 });
    expect(await bot.says('yes')).toEqual(['Really?']);
    expect(await bot.says('really')).toEqual(['1 1970-01-01T00:00:00.000Z true yes really']);
    expect(charged).toEqual([1]);
    expect(await bot.state()).toEqual({ count: 11 });
    await bot.says('hi');
    expect(await bot.state()).toEqual({ count: 12 });
  });

  test('that failed fails alike again', async () => {
    const caught: string[] = [];
    const bot = await talk(async (context) => {
      await context.sendText('').catch((error) => caught.push(error.name));
      await context.sendText(`Hello ${await context.ask('Name?')}`);
    });
    expect(await bot.says('hi')).toEqual(['Name?']);
    expect(await bot.says('Ana')).toEqual(['Hello Ana']);
    expect(caught).toEqual(['MessageError', 'MessageError']);
  });

  test('state of before is seen before, and what others changed meanwhile is kept', async () => {
    const seen: unknown[] = [];
    const bot = await talk(async (context) => {
      if (context.event.isPostback)
        return context.setState({ visits: Number(context.state.visits ?? 0) + 1 });
      seen.push(context.state.visits ?? 0);
      await context.ask('One?');
      seen.push(context.state.visits ?? 0);
      await context.ask('Two?');
      seen.push(context.state.visits ?? 0);
    });
    await bot.says('hi');
    await bot.presses('VISIT');
    await bot.says('1');
    await bot.presses('VISIT');
    await bot.says('2');
    expect(seen).toEqual([0, 0, 1, 0, 1, 2]);
    expect(await bot.state()).toEqual({ visits: 2 });
  });

  test('neither catch nor finally of the code see a question that waits', async () => {
    const seen: string[] = [];
    const bot = await talk(async (context) => {
      try {
        await context.sendText(`Hello ${await context.ask('Name?')}`);
      } catch {
        seen.push('caught');
      } finally {
        seen.push('finally');
      }
    });
    await bot.says('hi');
    expect(seen).toEqual([]);
    expect(await bot.says('Ana')).toEqual(['Hello Ana']);
    expect(seen).toEqual(['finally']);
  });
});

describe('across processes and deploys', () => {
  const order: App = async (context) => {
    await context.sendText('Welcome.');
    const size = await context.ask('Which size?', { id: 'size' });
    await context.sendText(`${size}, then.`);
  };

  test('an answer that comes to another process goes on there', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'chinwag-')), 'chinwag.db');
    const bot = await talk(order, { storage: new SqliteStorage({ path }) });
    expect(await bot.says('hi')).toEqual(['Welcome.', 'Which size?']);
    await bot.deploy(order, new SqliteStorage({ path }));
    expect(await bot.says('M')).toEqual(['M, then.']);
  });

  test('what is in a turn that is taken again is not done again', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'chinwag-')), 'chinwag.db');
    const storage = new SqliteStorage({ path });
    const charged: string[] = [];
    const app: App = async (context) => {
      const size = await context.ask('Which size?', { timeout: '1h' });
      await context.once('charge', () => charged.push(size));
      await context.sendText('Paid.');
      await context.ask('Anything else?');
    };
    const bot = await talk(app, { storage });
    await bot.says('hi');
    // The first process is cut off before the turn with the answer is written.
    const finish = storage.finish.bind(storage);
    storage.finish = async (turn) => {
      storage.finish = finish;
      await storage.giveBack(turn, 0);
      throw new LeaseLostError('cut off');
    };
    expect(await bot.says('M')).toEqual(['Paid.', 'Anything else?']);
    const before = bot.graph.requests.length;
    await bot.deploy(app, new SqliteStorage({ path }));
    await bot.bot.drained();
    expect(await bot.storage.size()).toBe(0);
    expect(charged).toEqual(['M']);
    expect(said(bot.graph, before)).toEqual([]);
    expect(await bot.says('no')).toEqual([]);
    expect(bot.logged).toEqual([]);
  });

  test('other words and a line less do no harm', async () => {
    const bot = await talk(order);
    await bot.says('hi');
    await bot.deploy(async (context) => {
      const size = await context.ask('What size shall it be?', { id: 'size' });
      await context.sendText(`${size}! Good.`);
    });
    expect(await bot.says('M')).toEqual(['M! Good.']);
  });

  test.each<[string, App, string[], RegExp]>([
    [
      'another question',
      async (context) => {
        if (context.lostDialogue) await context.sendText(`Sorry about “${context.lostDialogue.question}”.`);
        await context.ask('Your name?');
      },
      ['Sorry about “Which size?”.', 'Your name?'],
      /the action asked “Your name\?”, where it had asked something else/,
    ],
    [
      'one send more',
      async (context) => {
        await context.sendText('Hello.');
        await context.sendText('Welcome.');
        await context.ask('Which size?', { id: 'size' });
      },
      ['Hello.', 'Welcome.', 'Which size?'],
      /the action came to “send”, which it had not done before/,
    ],
    [
      'a side effect more',
      async (context) => {
        await context.once('charge', () => 1);
        await context.ask('Which size?', { id: 'size' });
      },
      ['Which size?'],
      /the action came to “once charge”/,
    ],
    [
      'no question',
      async (context) => {
        await context.sendText('Closed.');
      },
      ['Closed.'],
      /the action ended before it came to the question/,
    ],
  ])(
    '%s: the dialogue is given up, nothing is sent twice, and the event is handled anew',
    async (_, other, told, reason) => {
      const bot = await talk(order);
      await bot.says('hi');
      await bot.deploy(other);
      const before = bot.graph.requests.length;
      expect(await bot.says('M')).toEqual(told);
      expect(bot.graph.requests.length).toBe(before + told.length);
      expect(bot.logged.join('\n')).toMatch(reason);
      expect(bot.errors).toEqual([]);
    },
  );

  test('a dialogue of an unknown version is given up', async () => {
    const bot = await talk(order);
    await bot.says('hi');
    const session = await bot.storage.read(`messenger:${PERSON}`);
    if (session) await bot.storage.write(session.id, { ...session, dialogue: { version: 0 } as never });
    expect(await bot.says('M')).toEqual(['Welcome.', 'Which size?']);
    expect(await bot.says('M')).toEqual(['M, then.']);
  });

  test('what fails behind a question leaves it open', async () => {
    let fails = true;
    const bot = await talk(async (context) => {
      const size = await context.ask('Which size?');
      if (fails) throw new Error('no stock');
      await context.sendText(`${size}, then.`);
    });
    await bot.says('hi');
    expect(await bot.says('M')).toEqual([]);
    expect(bot.errors.map(String)).toEqual(['Error: no stock']);
    fails = false;
    expect(await bot.says('L')).toEqual(['L, then.']);
  });
});

test('a plugin is there for every run; onIncoming hears of what came, once', async () => {
  const heard: unknown[] = [];
  const bot = await talk(
    async (context) => {
      await context.sendText(`Hello ${await context.ask('Name?')}`);
    },
    {
      plugins: [(context: MessengerContext<State>) => context.usePersona('7')],
      onIncoming: ({ event }) => {
        heard.push(event.text);
      },
    },
  );
  await bot.says('hi');
  expect(await bot.says('Ana')).toEqual(['Hello Ana']);
  expect(heard).toEqual(['hi', 'Ana']);
  expect(bot.graph.requests.map(({ json }) => json.persona_id)).toEqual(['7', '7']);
});

test('a hook that fails is answered by the error action, and the question waits', async () => {
  const bot = await talk(
    async (context) => {
      await context.sendText(`Hello ${await context.ask('Name?')}`);
    },
    {
      onIncoming: () => {
        throw new Error('no log');
      },
      onError: async (context) => {
        await (context as MessengerContext).sendText('Never mind.');
      },
    },
  );
  expect(await bot.says('hi')).toEqual(['Name?', 'Never mind.']);
  expect(await bot.says('Ana')).toEqual(['Hello Ana', 'Never mind.']);
});

test('an action that waits for an answer takes no memory', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const contexts: WeakRef<object>[] = [];
  const bot = await talk(async (context) => {
    contexts.push(new WeakRef(context));
    await context.sendText(`Hello ${await context.ask('Name?')}`);
  });
  for (let count = 0; count < 20; count++) {
    await bot.event(textEvent('hi', { sender: { id: `${count}` } }));
  }
  collect();
  expect(contexts.filter((each) => each.deref()).length).toBeLessThan(5);
});

describe('what is an answer', () => {
  test.each<[string, object, object, unknown]>([
    ['words', {}, textEvent('hello'), 'hello'],
    ['a word that is offered, written small', { quickReplies: ['M'] }, textEvent(' m '), 'M'],
    [
      'a tap that stands for something',
      { quickReplies: [{ title: 'Medium', payload: 38 }] },
      { message: { mid: 'm1', text: 'Medium', quick_reply: { payload: '38' } } },
      '38',
    ],
    ['its words', { quickReplies: [{ title: 'Medium', payload: '38' }] }, textEvent('medium'), '38'],
    [
      'an image',
      { as: 'image' },
      { message: { mid: 'm2', attachments: [{ type: 'image', payload: { url: 'https://x.test/1' } }] } },
      { url: 'https://x.test/1' },
    ],
    [
      'a place',
      { as: 'location' },
      {
        message: {
          mid: 'm3',
          attachments: [{ type: 'location', payload: { coordinates: { lat: 1, long: 2 } } }],
        },
      },
      { coordinates: { lat: 1, long: 2 } },
    ],
    [
      'all of it',
      { as: 'answer' },
      { message: { mid: 'm4', text: 'hello' } },
      { text: 'hello', payload: null, isPostback: false, attachments: [], messageId: 'm4' },
    ],
    [
      'what validate makes of it',
      { validate: (text: string) => ({ pieces: Number(text) }) },
      textEvent('3'),
      { pieces: 3 },
    ],
  ])('%s', async (_, options, event, expected) => {
    const answers: unknown[] = [];
    const bot = await talk(async (context) => {
      answers.push(await context.ask('Well?', options));
    });
    await bot.says('hi');
    await bot.event(event);
    expect(answers).toEqual([expected]);
  });

  test('a button of the question is one, of a template too', async () => {
    const bot = await talk(async (context) => {
      const buttons = [{ type: 'postback' as const, title: 'Yes', payload: 'YES' }];
      await context.sendText(`You said ${await context.ask(buttonTemplate('Sure?', buttons))}.`);
    });
    expect(await bot.says('hi')).toEqual(['a template']);
    expect(await bot.presses('YES')).toEqual(['You said YES.']);
  });

  test('events that say nothing leave the question open, and do not ask it anew', async () => {
    const bot = await talk(async (context) => {
      await context.sendText(`Hello ${await context.ask('Name?')}`);
    });
    await bot.says('hi');
    const quiet = [
      { delivery: { watermark: 1 } },
      { read: { watermark: 2 } },
      { reaction: { mid: 'm_1', action: 'react', emoji: '👍', reaction: 'like' } },
      {
        sender: { id: PAGE },
        recipient: { id: PERSON },
        message: { mid: 'm_e', is_echo: true, text: 'Name?' },
      },
    ];
    for (const event of quiet) expect(await bot.event(event)).toEqual([]);
    expect(await bot.says('Ana')).toEqual(['Hello Ana']);
  });

  test('a button elsewhere interrupts, and so does what is said to; the question stays open', async () => {
    const bot = await talk(
      router<MessengerContext<State>>([
        payload('MENU', async (context) => {
          await context.sendText('The menu.');
        }),
        route(
          ({ event }) => event.text === 'help',
          async (context) => {
            await context.sendText('Help is near.');
          },
        ),
        messenger.message(async (context) => {
          await context.sendText(`Hello ${await context.ask('Name?', { interrupts: ['help'] })}`);
        }),
      ]) as App,
    );
    await bot.says('hi');
    expect(await bot.presses('MENU')).toEqual(['The menu.']);
    expect(await bot.says('help')).toEqual(['Help is near.']);
    expect(await bot.says('Ana')).toEqual(['Hello Ana']);
  });
});

describe('an answer that will not do', () => {
  test('is asked for again: with the question, with the words in retry, with those of validate', async () => {
    const bot = await talk(async (context) => {
      const pieces = await context.ask('How many?', {
        quickReplies: ['1', '2'],
        retry: 'A number, please.',
        retries: 2,
        validate: (text) => {
          const number = Number(text);
          if (Number.isNaN(number)) return false;
          return number > 9 ? askAgain('Nine at most.') : number;
        },
      });
      await context.sendText(`${pieces + 1}`);
    });
    expect(await bot.says('hi')).toEqual(['How many?']);
    expect(await bot.says('many')).toEqual(['A number, please.']);
    expect(bot.graph.requests.at(-1)?.json.message).toMatchObject({ quick_replies: [{}, {}] });
    expect(await bot.says('12')).toEqual(['Nine at most.']);
    expect(await bot.says('3')).toEqual(['4']);
  });

  test('of another kind, or not offered', async () => {
    const bot = await talk(async (context) => {
      await context.ask('A picture?', { as: 'image' });
      await context.ask('Size?', { quickReplies: ['S'], onlyOffered: true });
      await context.sendText('Thanks.');
    });
    await bot.says('hi');
    expect(await bot.says('a picture')).toEqual(['A picture?']);
    const picture = {
      message: { mid: 'm9', attachments: [{ type: 'image', payload: { url: 'https://x.test' } }] },
    };
    expect(await bot.event(picture)).toEqual(['Size?']);
    expect(await bot.says('XL')).toEqual(['Size?']);
    expect(await bot.says('s')).toEqual(['Thanks.']);
  });

  test('what validate says is said for each answer', async () => {
    const bot = await talk(async (context) => {
      await context.ask('Code?', {
        validate: async (code) => {
          await context.sendText(`Looking for ${code} …`);
          return code === 'b';
        },
      });
      await context.sendText('Found.');
    });
    await bot.says('hi');
    expect(await bot.says('a')).toEqual(['Looking for a …', 'Code?']);
    expect(await bot.says('b')).toEqual(['Looking for b …', 'Found.']);
  });
});

describe('a question ends without an answer', () => {
  const app =
    (options: Parameters<MessengerContext['ask']>[1]): App =>
    async (context) => {
      if (context.event.isPostback) {
        context.cancelAsk();
        await context.sendText('All right.');
        return;
      }
      try {
        await context.sendText(`Hello ${await context.ask('Name?', options)}`);
      } catch (error) {
        const ended = [AskCancelledError, AskTimeoutError, AskRetriesError].find(
          (each) => error instanceof each,
        );
        await context.sendText(ended?.name ?? 'what?');
        await context.ask('Else?');
        await context.sendText('Bye.');
      }
    };

  test('cancelled by a word, by a tap and by the bot', async () => {
    const bot = await talk(app({ cancel: ['stop', 'STOP_IT'] }));
    await bot.says('hi');
    expect(await bot.says('Stop')).toEqual(['AskCancelledError', 'Else?']);
    expect(await bot.says('no')).toEqual(['Bye.']);
    await bot.says('hi');
    expect(await bot.taps('No more', 'STOP_IT')).toEqual(['AskCancelledError', 'Else?']);
    expect(await bot.says('no')).toEqual(['Bye.']);
    await bot.says('hi');
    expect(await bot.presses('RESTART')).toEqual(['All right.', 'AskCancelledError', 'Else?']);
    expect(await bot.says('no')).toEqual(['Bye.']);
  });

  test('cancelled from outside', async () => {
    const bot = await talk(app({}));
    await bot.says('hi');
    const before = bot.graph.requests.length;
    const had = await bot.bot.withConversation(`messenger:${PERSON}`, (context) => context.cancelAsk());
    expect(had).toBe(true);
    expect(said(bot.graph, before)).toEqual(['AskCancelledError', 'Else?']);
    await bot.says('no');
    expect(await bot.bot.withConversation(`messenger:${PERSON}`, (context) => context.cancelAsk())).toBe(
      false,
    );
  });

  test('after too many retries', async () => {
    const bot = await talk(app({ retries: 1, validate: () => false }));
    await bot.says('hi');
    expect(await bot.says('x')).toEqual(['Name?']);
    expect(await bot.says('y')).toEqual(['AskRetriesError', 'Else?']);
  });

  test('when the time has come, and not when the answer came first', async () => {
    const bot = await talk(app({ timeout: '1h' }));
    await bot.says('hi');
    await bot.deploy(app({ timeout: '1h' }));
    expect(await bot.after(3_700_000, 2)).toEqual(['AskTimeoutError', 'Else?']);
    expect(await bot.says('no')).toEqual(['Bye.']);
    await bot.says('hi');
    expect(await bot.says('Ana')).toEqual(['Hello Ana']);
    expect(await bot.storage.promote(Date.now() + 3_700_000)).toEqual([]);
  });

  test('and goes on with what is given otherwise', async () => {
    const bot = await talk(app({ timeout: '1h', cancel: ['stop'], otherwise: 'you' }));
    await bot.says('hi');
    expect(await bot.says('stop')).toEqual(['Hello you']);
    await bot.says('hi');
    expect(await bot.after(3_700_000, 1)).toEqual(['Hello you']);
  });

  test('nobody has to catch it: the action ends, and no error is made of it', async () => {
    const bot = await talk(async (context) => {
      context.setState({ asked: true });
      await context.ask('Name?', { cancel: ['stop'] });
    });
    await bot.says('hi');
    expect(await bot.says('stop')).toEqual([]);
    expect(bot.errors).toEqual([]);
    expect(await bot.storage.parked()).toEqual([]);
    expect(await bot.state()).toEqual({ asked: true });
    expect(await bot.says('hi')).toEqual(['Name?']);
  });
});

describe('more questions', () => {
  test('a form', async () => {
    const bot = await talk(async (context) => {
      const { name, pieces, photo } = await context.form(
        {
          name: 'Your name?',
          pieces: { question: 'How many?', validate: (text) => Number(text) || false },
          photo: { question: 'A photo?', as: 'image', otherwise: null },
        },
        { cancel: ['stop'] },
      );
      await context.sendText(`${name.toUpperCase()} ${pieces.toFixed(1)} ${photo?.url ?? 'no photo'}`);
    });
    expect(await bot.says('hi')).toEqual(['Your name?']);
    expect(await bot.says('Ana')).toEqual(['How many?']);
    expect(await bot.says('some')).toEqual(['How many?']);
    expect(await bot.says('2')).toEqual(['A photo?']);
    expect(await bot.says('stop')).toEqual(['ANA 2.0 no photo']);
  });

  test('in a loop, each answer in its place', async () => {
    const bot = await talk(async (context) => {
      const items: string[] = [];
      for (;;) {
        const item = await context.ask('What else?');
        if (item === 'nothing') break;
        items.push(item);
        await context.sendText(`${items.length} so far.`);
      }
      await context.sendText(items.join(', '));
    });
    await bot.says('hi');
    for (let count = 1; count <= 30; count++) {
      expect(await bot.says(`item ${count}`)).toEqual([`${count} so far.`, 'What else?']);
    }
    expect((await bot.says('nothing'))[0]).toMatch(/^item 1, .*item 30$/);
  });

  test('in actions that are handed over to', async () => {
    const Size: App = async (context) => {
      context.setState({ size: await context.ask('Size?') });
      return Done;
    };
    const Done: App = async (context) => {
      const sure = await context.ask(`${context.state.size}, sure?`);
      await context.sendText(`${context.state.size}: ${sure}`);
    };
    const bot = await talk(router<MessengerContext<State>>([route('*', Size)]) as App);
    expect(await bot.says('hi')).toEqual(['Size?']);
    expect(await bot.says('M')).toEqual(['M, sure?']);
    expect(await bot.says('yes')).toEqual(['M: yes']);
  });

  test.each<[string, App, RegExp]>([
    [
      'two at once',
      async (context) => {
        await Promise.all([context.ask('One?'), context.ask('Two?')]);
      },
      /“Two\?” was asked while another question waits/,
    ],
    [
      'a question too long for Messenger',
      async (context) => {
        await context.ask('x'.repeat(2001));
      },
      /2,?000/,
    ],
    [
      'a wrong timeout',
      async (context) => {
        await context.ask('Well?', { timeout: 'soon' as never });
      },
      /"soon" is not a duration/,
    ],
  ])('%s is an error', async (_, app, message) => {
    const bot = await talk(app);
    await bot.says('hi');
    expect(bot.errors.map(String).join()).toMatch(message);
  });

  test('none in the error action or from outside', async () => {
    const bot = await talk(
      async () => {
        throw new Error('first');
      },
      { onError: (context) => (context as MessengerContext).ask('Well?') as never },
    );
    expect(await bot.says('hi')).toEqual([]);
    expect(bot.logged.join('\n')).toMatch(/AskError: “Well\?” cannot be asked here/);
    const asked = bot.bot.withConversation(`messenger:${PERSON}`, (context) => context.ask('Well?'));
    await expect(asked).rejects.toThrow('cannot be asked here');
  });
});

describe('what is scheduled', () => {
  test('is said at its time, once, by whichever process there is then', async () => {
    const app: App = async (context) => {
      await context.schedule('1h', 'Still there?');
      await context.ask('Name?');
      await context.sendText('Thanks.');
    };
    const bot = await talk(app);
    expect(await bot.says('hi')).toEqual(['Name?']);
    await bot.deploy(app);
    expect(await bot.says('Ana')).toEqual(['Thanks.']);
    expect(await bot.storage.promote(Date.now() + 3_500_000)).toEqual([]);
    expect(await bot.after(3_700_000, 1)).toEqual(['Still there?']);
    expect(await bot.storage.promote(Date.now() + 3_700_000)).toEqual([]);
  });

  test('can be taken back', async () => {
    const bot = await talk(async (context) => {
      if (context.state.reminder) await context.unschedule(String(context.state.reminder));
      else context.setState({ reminder: await context.schedule(new Date(Date.now() + 60_000), 'Hello?') });
    });
    await bot.says('hi');
    await bot.says('stop');
    expect(await bot.storage.promote(Date.now() + 70_000)).toEqual([]);
  });

  test.each<[string, (context: MessengerContext<State>) => Promise<string>, RegExp]>([
    ['a message that is wrong', (context) => context.schedule('1h', ''), /text/],
    ['no date', (context) => context.schedule(new Date('soon'), 'x'), /not a date/],
    ['no duration', (context) => context.schedule('1x' as never, 'x'), /"1x" is not a duration/],
    [
      'a file',
      (context) =>
        context.schedule('1h', { attachment: { type: 'image', payload: { source: Buffer.from('x') } } }),
      /a file cannot be kept/,
    ],
  ])('is refused at once: %s', async (_, schedule, message) => {
    const bot = await talk(async (context) => {
      await schedule(context);
    });
    await bot.says('hi');
    expect(bot.errors.map(String).join()).toMatch(message);
  });
});
