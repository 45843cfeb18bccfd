import { describe, expect, test } from 'vitest';
import { run } from '../../src/core/action.js';
import type { MessengerEvent } from '../../src/messenger/event.js';
import { messenger } from '../../src/messenger/routes.js';
import { type Route, router } from '../../src/router/index.js';
import { samples } from '../events/samples/index.js';
import { entry, eventsOf, fromPage, fromPerson, webhook } from '../events/webhook.js';

interface Visit {
  platform: string;
  event: MessengerEvent;
  went: string[];
}

type Make = (action: (context: Visit) => void) => Route<Visit>;

/** Every route by the name it is written with. */
const routes: Record<string, Make> = {
  messenger: (action) => messenger<Visit>(action),
  ...Object.fromEntries(
    Object.entries(messenger).flatMap(([name, make]) => [
      [name, make as unknown as Make],
      ...Object.entries(make).map(([finer, finerMake]) => [`${name}.${finer}`, finerMake as unknown as Make]),
    ]),
  ),
};

/** The names of the routes that an item of `messaging[]` or `standby[]` would take. */
async function taken(item: object, { list = 'messaging', platform = 'messenger' } = {}): Promise<string[]> {
  const [event] = eventsOf(webhook(entry({ [list]: [item] })));
  if (!event) throw new Error('no event came of it');
  const context: Visit = { platform, event, went: [] };
  for (const [name, make] of Object.entries(routes)) {
    await run(router<Visit>([make(({ went }) => void went.push(name))]), context);
  }
  return context.went.filter((name) => name !== 'messenger' && name !== 'any');
}

const referral = { ref: 'x', source: 'SHORTLINK' };

describe('the routes of Messenger', () => {
  test.each(samples)('$name', async ({ item, kind, value }) => {
    const word =
      (value as { action?: string; status?: string }).action ?? (value as { status?: string }).status;
    const expected = [
      kind,
      ...(kind === 'reaction' || kind === 'accountLinking' ? [`${kind}.${word}`] : []),
      ...(kind === 'postback' && 'referral' in (value as object) ? ['referral'] : []),
    ];
    expect((await taken(item)).toSorted()).toEqual(expected.toSorted());
  });

  test('a change', async () => {
    expect(await taken({ field: 'feed', value: {} }, { list: 'changes' })).toEqual(['change']);
  });

  test('any takes everything, from Messenger only', async () => {
    const [event] = eventsOf(webhook(entry({ messaging: [fromPerson({ message: { text: 'hi' } })] }))) as [
      MessengerEvent,
    ];
    for (const make of [messenger, messenger.any]) {
      expect(make(() => {}).predicate({ platform: 'messenger', event } as never)).toBe(true);
      expect(make(() => {}).predicate({ platform: 'line', event } as never)).toBe(false);
    }
  });

  test('none takes what comes from elsewhere', async () => {
    expect(await taken(fromPerson({ message: { text: 'hi' } }), { platform: 'line' })).toEqual([]);
  });

  test.each([
    ['a message', fromPerson({ message: { mid: 'm', text: 'hi' } }), []],
    ['a tap', fromPerson({ postback: { mid: 'm', referral } }), []],
    ['a reaction', fromPerson({ reaction: { mid: 'm', action: 'react' } }), []],
    ['an echo', fromPage({ message: { mid: 'm', is_echo: true } }), ['echo']],
    ['a delivery', fromPerson({ delivery: { watermark: 1 } }), ['delivery']],
    ['a read', fromPerson({ read: { watermark: 1 } }), ['read']],
  ])('of what is overheard on standby, beside standby itself: %s', async (_, item, others) => {
    expect((await taken(item, { list: 'standby' })).toSorted()).toEqual([...others, 'standby'].toSorted());
  });

  test('a mistake names the route', () => {
    expect(() => messenger.reaction.react(undefined as never)).toThrow(
      'messenger.reaction.react() got undefined',
    );
  });
});
