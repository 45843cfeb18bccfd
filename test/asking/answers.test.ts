import { AskCancelledError, AskRetriesError, AskTimeoutError, askAgain } from 'chinwag';
import { buttonTemplate, type MessengerContext } from 'chinwag/messenger';
import { messenger, payload, route, router } from 'chinwag/router';
import { describe, expect, test } from 'vitest';
import { PAGE, PERSON, textEvent } from '../bot.js';
import { type App, type State, said, talk } from './talk.js';

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
