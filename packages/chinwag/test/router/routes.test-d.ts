import { describe, expectTypeOf, test } from 'vitest';
import { type Action, withProps } from '../../src/core/action.js';
import type { MessengerContext } from '../../src/messenger/context.js';
import { messenger } from '../../src/messenger/routes.js';
import { chain, payload, route, router, text } from '../../src/router/index.js';

type Counting = MessengerContext<{ count: number }>;

describe('actions written where they are routed', () => {
  test('get the context of the channel, its event narrowed', () => {
    const action = router([
      text('hi', (context) => {
        expectTypeOf(context.event.text).toEqualTypeOf<string>();
        return context.sendText('Hi!');
      }),
      payload('BUY', (context) => {
        expectTypeOf(context.event.payload).toEqualTypeOf<string>();
        expectTypeOf(context.event.kind).toEqualTypeOf<'message' | 'postback'>();
      }),
      messenger.postback((context) => {
        expectTypeOf(context.event.postback.title).toEqualTypeOf<string | undefined>();
        expectTypeOf(context.event.text).toEqualTypeOf<null>();
      }),
      messenger.message((context) => {
        expectTypeOf(context.event.kind).toEqualTypeOf<'message'>();
      }),
      messenger.reaction.react((context) => {
        expectTypeOf(context.event.reaction.mid).toEqualTypeOf<string>();
      }),
      messenger.referral((context) => {
        expectTypeOf(context.event.referral.ref).toEqualTypeOf<string | undefined>();
        expectTypeOf(context.event.kind).toEqualTypeOf<'postback' | 'referral'>();
      }),
      messenger.standby((context) => {
        expectTypeOf(context.event.isStandby).toEqualTypeOf<true>();
      }),
      route('*', (context) => {
        expectTypeOf(context).toEqualTypeOf<MessengerContext>();
      }),
    ]);
    expectTypeOf(action).toExtend<Action<MessengerContext>>();
    expectTypeOf(action).toExtend<Action<Counting>>();
  });

  test('get what their pattern or predicate found', () => {
    text(/(\d+)/, (_context, { match }) => expectTypeOf(match).toEqualTypeOf<RegExpExecArray>() as never);
    route(
      async ({ event }) => event.isText && { words: event.text.split(' ') },
      (_context, { words, next }) => {
        expectTypeOf(words).toEqualTypeOf<string[]>();
        return next;
      },
    );
    payload('ADD:{item}:{size:S|M|L}', (_context, { params }) => {
      expectTypeOf(params.item).toEqualTypeOf<string>();
      expectTypeOf(params.size).toEqualTypeOf<'S' | 'M' | 'L'>();
      // @ts-expect-error -- there is no such parameter
      params.colour;
    });
    text('{size:S|M|L}', (_context, { params, next }) => {
      expectTypeOf(params.size).toEqualTypeOf<'S' | 'M' | 'L'>();
      return next;
    });
    // @ts-expect-error -- JSON has no parameters
    payload('{"action":"buy"}', (_context, { params }) => params);
    // @ts-expect-error -- a word finds nothing
    text('hi', (_context, { match }) => match);
  });

  test('know the state when the router does', () => {
    router<Counting>([
      text('hi', (context) => {
        expectTypeOf(context.state.count).toEqualTypeOf<number>();
        expectTypeOf(context.event.text).toEqualTypeOf<string>();
      }),
      messenger.postback((context) => {
        expectTypeOf(context.state.count).toEqualTypeOf<number>();
        expectTypeOf(context.event.postback.mid).toEqualTypeOf<string | undefined>();
      }),
    ]);
  });

  test('in a chain get next', () => {
    chain([
      (_context, { next }) => {
        expectTypeOf(next).toEqualTypeOf<Action<MessengerContext> | undefined>();
        return next;
      },
      router([]),
    ]);
  });
});

describe('actions written elsewhere', () => {
  const Hi = async (context: MessengerContext) => void (await context.sendText('Hi!'));
  const Count = (context: Counting) => context.setState({ count: context.state.count + 1 });
  const Greet = (_context: MessengerContext, props: { name: string }) => void props.name;

  test('fit every route', () => {
    router([text('hi', Hi), messenger.postback(Hi), messenger(Hi), route('*', Hi)]);
    expectTypeOf(router([text('hi', Count), messenger.postback(Count)])).toExtend<Action<Counting>>();
  });

  test('need what they ask for', () => {
    route('*', withProps(Greet, { name: 'Ana' }));
    // @ts-expect-error -- nobody gives it a name
    route('*', Greet);
    // @ts-expect-error -- the name is no text
    withProps(Greet, { name: 7 });
  });

  test('return an action, the answer to a send, or nothing', () => {
    // @ts-expect-error -- a text cannot run next
    route('*', () => 'Hi!');
    // @ts-expect-error -- an array cannot either
    route('*', () => [Hi]);
  });
});
