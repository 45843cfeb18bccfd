import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LeaseLostError } from 'chinwag';
import { SqliteStorage } from 'chinwag/sqlite';
import { describe, expect, test } from 'vitest';
import { PERSON } from '../bot.js';
import { type App, said, talk } from './talk.js';

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
