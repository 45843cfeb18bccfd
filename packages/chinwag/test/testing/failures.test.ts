import type { Action, ChinwagConfig } from 'chinwag';
import type { MessengerContext } from 'chinwag/messenger';
import { type EmulateOptions, ExpectationError, emulate, type Person } from 'chinwag/testing';
import { expect, test } from 'vitest';
import { Shop } from './shop.js';

/** Talks to a bot, and answers what went wrong. */
async function failureOf(
  action: Action<MessengerContext>,
  talk: (customer: Person) => Promise<unknown>,
  options: EmulateOptions = {},
): Promise<ExpectationError> {
  const messenger = await emulate(action, { timeout: 200, ...options });
  const customer = await messenger.person({ name: 'Ana Lopez' });
  const error = await talk(customer).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  messenger.failures();
  await messenger.close();
  expect(error).toBeInstanceOf(ExpectationError);
  return error as ExpectationError;
}

test('a look that finds nothing shows the whole conversation', async () => {
  const error = await failureOf(Shop, async (customer) => {
    await customer.says('count');
    await customer.sees('three');
    await customer.says('shop');
    await customer.sees('Sencha');
    await customer.says('hi');
    await customer.sees('Hello!');
  });
  expect(error.message).toBe(
    `Ana Lopez expected to see 'Hello!' within 200 ms, and saw "Hi!".

  Ana Lopez  count
  Page       one
  Page       two
  Page       three
  Ana Lopez  shop
  Page       [generic] Sencha
             Oolong
             [ Add Sencha ] [ Read more ] [ Add Oolong ]
             · · · seen up to here · · ·
  Ana Lopez  hi
  Page       Hi!
             ( Milk ) ( Lemon )
`,
  );
});

test('runners know it for a failed assertion, at the line of the test', async () => {
  const error = await failureOf(Shop, async (customer) => {
    await customer.says('hi');
    await customer.sees('Hello!');
  });
  expect(error).toMatchObject({
    name: 'AssertionError',
    code: 'ERR_ASSERTION',
    expected: 'Hello!',
    actual: 'Hi!',
    operator: 'sees',
  });
  const [first] = error.stack?.split('\n').filter((line) => line.trim().startsWith('at ')) ?? [];
  expect(first).toContain('failures.test.ts');
});

test('nothing is expected and something comes', async () => {
  const error = await failureOf(Shop, async (customer) => {
    await customer.says('count');
    await customer.sees('one');
    await customer.seesNothing();
  });
  expect(error.message).toContain('Ana Lopez expected to see nothing more, and saw "two\\nthree"');
});

test('there is nothing to tap', async () => {
  const error = await failureOf(Shop, async (customer) => {
    await customer.says('hi');
    await customer.taps('Sugar');
  });
  expect(error.message).toContain('There is nothing called "Sugar" to tap.');
  expect(error.message).toContain('( Milk ) ( Lemon )');
});

test('an action throws', async () => {
  const oops = new TypeError('no such tea');
  const error = await failureOf(
    async (context) => {
      await context.sendText('One moment …');
      throw oops;
    },
    async (customer) => {
      await customer.says('tea?');
      await customer.sees('One moment …');
      await customer.sees('Here you are.');
    },
  );
  expect(error.message).toContain(
    "Ana Lopez expected to see 'Here you are.', but the bot failed: TypeError: no such tea",
  );
  expect(error.message).toMatch(/failed {5}TypeError: no such tea\n\s+at .*failures\.test\.ts/);
  expect(error.cause).toBe(oops);
});

test('a send that nobody awaits is refused', async () => {
  const error = await failureOf(
    (context) => {
      void context.client.sendRawBody({ recipient: { id: context.event.psid }, message: {} });
    },
    async (customer) => {
      await customer.says('tea?');
      await customer.sees('Here you are.');
    },
  );
  expect(error.message).toContain('GraphError');
  expect(error.message).toMatch(/refused {2,}POST \/v26\.0\/me\/messages 400 .*\(100\/2018034\)/);
});

test.each(['taps', 'seesNothing'] as const)('%s tells of a failure too', async (look) => {
  const error = await failureOf(
    () => Promise.reject(new Error('closed today')),
    async (customer) => {
      await customer.says('tea?');
      await (look === 'taps' ? customer.taps('Milk') : customer.seesNothing());
    },
  );
  expect(error.message).toContain('met a bot that failed: Error: closed today');
});

test('what the error action takes care of is no failure, and is shown', async () => {
  const config: ChinwagConfig = {
    onError: async (context) => {
      await (context as MessengerContext).sendText('Sorry.');
    },
  };
  const error = await failureOf(
    () => Promise.reject(new Error('closed today')),
    async (customer) => {
      await customer.says('tea?');
      await customer.sees('Sorry.');
      await customer.seesNothing();
      await customer.sees('Never mind.');
    },
    { config },
  );
  expect(error.message).toContain('saw nothing new');
  expect(error.message).toContain('handled    Error: closed today');
});

test('an error action that fails is a failure', async () => {
  const error = await failureOf(
    () => Promise.reject(new Error('closed today')),
    async (customer) => {
      await customer.says('tea?');
      await customer.sees('Sorry.');
    },
    { config: { onError: () => Promise.reject(new Error('no words')) } },
  );
  expect(error.message).toContain('the bot failed: Error: closed today');
  expect(error.message).toContain('Error: no words');
});

test('an injected fault fails the send', async () => {
  const messenger = await emulate(Shop, { timeout: 200 });
  const customer = await messenger.person();
  const fault = messenger.fails({ topic: 'messages', effect: { type: 'error', code: 551 } });
  await customer.says('hi');
  await expect(customer.sees('Hi!')).rejects.toThrow(/but the bot failed: GraphError: .*551/);
  expect(fault.struck).toBe(1);
  fault.remove();
  await customer.says('hi');
  await customer.sees('Hi!');
  await messenger.close();
});

test('a failure that no test noticed fails close()', async () => {
  const messenger = await emulate(() => Promise.reject(new Error('closed today')));
  const customer = await messenger.person();
  await customer.says('tea?');
  await expect(messenger.close()).rejects.toThrow('The bot failed and no test noticed: Error: closed today');
});

test('failures() tells, and then close() does not', async () => {
  const messenger = await emulate(() => Promise.reject(new Error('closed today')));
  const customer = await messenger.person();
  await customer.says('tea?');
  await messenger.idle();
  expect(messenger.failures()).toMatchObject([
    { psid: customer.psid, error: { message: 'closed today' }, isHandled: false },
  ]);
  await messenger.close();
});

test('an action that never ends keeps the bot from rest', async () => {
  let release = () => {};
  const messenger = await emulate(() => new Promise<void>((resolve) => (release = resolve)), {
    timeout: 100,
  });
  const customer = await messenger.person();
  await customer.says('tea?');
  await expect(customer.seesNothing()).rejects.toThrow('not come to rest within 100 ms: 1 event is not done');
  release();
  await messenger.close();
});

test('a machine that stands still for longer than somebody waits is no bot that is silent', async () => {
  const messenger = await emulate(Shop, { timeout: 100 });
  const customer = await messenger.person();
  const tapped = customer.taps('Lemon');
  const seen = customer.sees('LEMON, coming up.');
  const said = customer.says('hi');
  for (let times = 0; times < 3; times++) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 150);
    await new Promise((resolve) => setTimeout(resolve));
  }
  await Promise.all([said, tapped, seen]);
  await messenger.close();
});

test('a bot that refuses webhooks was not talked to', async () => {
  const messenger = await emulate(Shop, { config: { channels: { messenger: { bodyLimit: 10 } } } });
  const customer = await messenger.person({ name: 'Ana Lopez' });
  await expect(customer.says('hello')).rejects.toThrow('Ana Lopez was not heard by the bot: ');
  await messenger.close();
});
