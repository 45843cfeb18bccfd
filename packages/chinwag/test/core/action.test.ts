import { describe, expect, test } from 'vitest';
import { type Action, ActionError, run, withProps } from '../../src/core/action.js';

interface Log {
  lines: string[];
}

const say =
  (line: string, next?: Action<Log>): Action<Log> =>
  ({ lines }) => {
    lines.push(line);
    return next;
  };

async function linesOf<Props extends object>(action: Action<Log, Props>, props?: Props): Promise<string[]> {
  const log: Log = { lines: [] };
  await run(action, log, props);
  return log.lines;
}

describe('run', () => {
  test('runs what an action returns, now or later, until nothing comes', async () => {
    const later: Action<Log> = async ({ lines }) => {
      lines.push('b');
      return say('c');
    };
    expect(await linesOf(say('a', later))).toEqual(['a', 'b', 'c']);
  });

  test('gives the first action its props and the next one none', async () => {
    const next = (_: Log, props: object) => expect(props).toEqual({});
    const first: Action<Log, { name: string }> = ({ lines }, { name }) => {
      lines.push(name);
      return next;
    };
    expect(await linesOf(first, { name: 'Ana' })).toEqual(['Ana']);
  });

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['what the platform answered to a send', { recipientId: '1', messageId: 'm' }],
  ])('ends at %s', async (_, result) => {
    await expect(linesOf((() => result) as Action<Log>)).resolves.toEqual([]);
  });

  test.each([
    ['a text', 'Hi!', 'a string'],
    ['true', true, 'a boolean'],
    ['0', 0, 'a number'],
    ['an array of actions', [say('a')], 'an array'],
  ])('names the action that returns %s', async (_, result, what) => {
    const Greet = (async () => result) as unknown as Action<Log>;
    await expect(linesOf(say('a', Greet))).rejects.toThrow(
      expect.objectContaining({
        name: 'ActionError',
        code: 'action',
        message: `the action Greet returned ${what}, which cannot run next`,
        hint: expect.stringContaining('chain'),
      }),
    );
  });

  test('names the action even through withProps', async () => {
    const Greet = (() => 'Hi!') as unknown as Action<Log, { name: string }>;
    await expect(linesOf(withProps(Greet, { name: 'Ana' }))).rejects.toThrow(
      'the action Greet returned a string',
    );
  });

  test('stops actions that go round in circles', async () => {
    const Ping: Action<Log> = () => Pong;
    const Pong: Action<Log> = () => Ping;
    await expect(linesOf(Ping)).rejects.toBeInstanceOf(ActionError);
  });

  test('lets errors through', async () => {
    const failure = new Error('no');
    await expect(linesOf(() => Promise.reject(failure))).rejects.toBe(failure);
  });
});

describe('withProps', () => {
  interface Person {
    name: string;
    age: number;
  }
  const Greet: Action<Log, Person> = ({ lines }, { name, age }) => void lines.push(`${name} ${age}`);

  test('brings props along, and lets the rest be given', async () => {
    expect(await linesOf(withProps(Greet, { name: 'Ana', age: 7 }))).toEqual(['Ana 7']);
    expect(await linesOf(withProps(Greet, { name: 'Ana' }), { age: 8 })).toEqual(['Ana 8']);
  });

  test('what it brings along stays, whoever changes the object or the props later', async () => {
    const props = { name: 'Ana', age: 7 };
    const Forget: Action<Log, Person> = (context, given) => {
      Greet(context, given);
      given.name = 'nobody';
    };
    const greetAna = withProps(Forget, props);
    props.name = 'Bob';
    expect([...(await linesOf(greetAna)), ...(await linesOf(greetAna))]).toEqual(['Ana 7', 'Ana 7']);
  });
});
