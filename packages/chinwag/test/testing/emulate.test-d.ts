import type { ChinwagBot } from 'chinwag';
import type { MessengerContext } from 'chinwag/messenger';
import { emulate, type Look, type Messenger, type SeenMessage } from 'chinwag/testing';
import { expectTypeOf, test } from 'vitest';

interface Cups {
  cups: number;
}
declare const bot: ChinwagBot<Cups>;

test('an action written in place knows its context', () => {
  void emulate((context) => {
    expectTypeOf(context).toEqualTypeOf<MessengerContext>();
    return context.sendText('Hi!');
  });
});

test('the state is known outside the bot too', () => {
  const started = emulate({
    config: { initialState: { cups: 0 } },
    action: (_: MessengerContext<Cups>) => {},
  });
  expectTypeOf(started).resolves.toEqualTypeOf<Messenger<Cups>>();
  expectTypeOf(emulate(bot)).resolves.toEqualTypeOf<Messenger<Cups>>();
  expectTypeOf(emulate('.')).resolves.toEqualTypeOf<Messenger>();
});

test('looks have no other keys, and kinds are the platform’s', async () => {
  const customer = await (await emulate('.')).person();
  expectTypeOf(customer.sees('Hi!')).resolves.toEqualTypeOf<SeenMessage>();
  expectTypeOf({ kind: 'generic' } as const).toExtend<Look>();
  expectTypeOf({ kind: 'carousel' } as const).not.toExtend<Look>();
  // @ts-expect-error there is no such key
  void customer.sees({ button: 'One' });
  // @ts-expect-error a number is nothing to look for
  void customer.sees(42);
});
