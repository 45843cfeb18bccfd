import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { MessengerContext } from 'chinwag/messenger';
import { route, router } from 'chinwag/router';
import { describe, expect, test } from 'vitest';
import { PERSON, textEvent } from '../bot.js';
import { type App, type State, talk } from './talk.js';

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
