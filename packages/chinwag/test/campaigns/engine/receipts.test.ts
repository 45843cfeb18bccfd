import { createBot } from 'chinwag';
import { expect, onTestFinished, test } from 'vitest';
import { accessTo, addsUp, stage } from './stage.js';

async function stageWithBot() {
  const staged = await stage();
  const { emulator, ledger } = staged;
  const bot = createBot(
    { channels: { messenger: accessTo(emulator) }, campaigns: { ledger } },
    async () => {},
  );
  const { url } = await bot.listen(0, '127.0.0.1');
  onTestFinished(() => bot.close());
  await emulator.subscribe({
    callbackUrl: url,
    fields: ['messages', 'message_echoes', 'message_deliveries', 'message_reads', 'messaging_postbacks'],
  });
  return staged;
}

test('what is delivered, read and answered is told by the webhooks', async () => {
  const { define, people, handles, emulator } = await stageWithBot();
  const audience = await people(10);
  const campaign = define({ audience });
  await campaign.start();
  await emulator.idle();
  expect((await campaign.report()).funnel).toEqual({ sent: 10, delivered: 10, read: 0, answered: 0 });
  for (const person of handles.slice(0, 4)) await person.does({ type: 'read' } as never);
  await handles[4]?.says('Which colours are there?');
  await handles[4]?.says('Hello?');
  await emulator.idle();
  const report = await campaign.report();
  expect(report.funnel).toEqual({ sent: 10, delivered: 10, read: 5, answered: 1 });
  expect(report.timeline.at(-1)).toMatchObject(report.funnel);
  expect(addsUp(report)).toBe(true);
});

test('an echo settles what nobody knew of', async () => {
  const { define, people, emulator, received } = await stageWithBot();
  const audience = await people(20);
  emulator.fault({ topic: 'messages', after: 5, times: 3, effect: { type: 'drop', taken: true } });
  emulator.fault({ topic: 'messages', after: 8, times: 2, effect: { type: 'drop', taken: false } });
  const campaign = define({ audience });
  await campaign.start();
  await emulator.idle();
  const report = await campaign.report();
  expect(received().size).toBe(18);
  expect(report.progress).toMatchObject({ sent: 18, doubtful: 2 });
  expect(report.doubtful.map(({ psid }) => psid).sort()).toEqual(
    audience.filter((psid) => !received().has(psid)).sort(),
  );
  expect(addsUp(report)).toBe(true);
});
