import { AskTimeoutError } from 'chinwag';
import type { MessengerContext } from 'chinwag/messenger';
import { emulate } from 'chinwag/testing';
import { expect, onTestFinished, test } from 'vitest';

async function Clerk(context: MessengerContext): Promise<void> {
  if (!context.event.isText) return;
  if (context.event.text === 'remind me') {
    await context.schedule('2h', 'Here I am.');
    await context.sendText('I will.');
    return;
  }
  try {
    await context.sendText(`So ${await context.ask('Which one?', { timeout: '1h' })}.`);
  } catch (error) {
    if (!(error instanceof AskTimeoutError)) throw error;
    await context.sendText(`Another time, then. ${context.window.isOpen ? 'Open' : 'Shut'}.`);
  }
}

async function customerOf(action: (context: MessengerContext) => Promise<void>) {
  const messenger = await emulate(action);
  onTestFinished(() => messenger.close());
  return { messenger, customer: await messenger.person() };
}

test('a question ends when the clock has moved past its time', async () => {
  const { messenger, customer } = await customerOf(Clerk);
  await customer.says('hi');
  await customer.sees('Which one?');
  await messenger.idle();
  messenger.clock.move({ minutes: 59 });
  await customer.seesNothing();
  messenger.clock.move({ minutes: 1 });
  await customer.sees('Another time, then. Open.');
});

test('what was scheduled goes out when the clock has moved to its time, once', async () => {
  const { messenger, customer } = await customerOf(Clerk);
  await customer.says('remind me');
  await customer.sees('I will.');
  await messenger.idle();
  messenger.clock.move({ hours: 1 });
  await customer.seesNothing();
  messenger.clock.move({ hours: -1 });
  messenger.clock.move({ hours: 2 });
  await customer.sees('Here I am.');
  messenger.clock.move({ hours: -1 });
  messenger.clock.move({ hours: 2 });
  await customer.seesNothing();
});

test('what is due in a moment happens then, and not at some later look', async () => {
  const late: number[] = [];
  const { customer } = await customerOf(async (context) => {
    if (!context.event.isText) return;
    const due = Date.now() + 300;
    await context.schedule(300, 'Now.');
    late.push(due);
  });
  for (let round = 0; round < 5; round++) {
    await customer.says('hi');
    await customer.sees('Now.');
    late[round] = Date.now() - (late[round] ?? 0);
  }
  // A look every two seconds would be late by a second on average.
  expect(late.sort((one, other) => one - other)[2]).toBeLessThan(500);
});
