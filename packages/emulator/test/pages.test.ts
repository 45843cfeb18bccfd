import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect, type Emulator, type PageHandle, type RemotePage, startEmulator } from '../src/index.js';
import { TestBot } from './bot.js';
import { graphOf } from './graph-client.js';

let emulator: Emulator;
let bot: TestBot;

beforeEach(async () => {
  bot = new TestBot();
  emulator = await startEmulator();
  const fields = ['messages', 'messaging_policy_enforcement', 'message_template_status_update', 'mention'];
  await emulator.subscribe({ callbackUrl: await bot.listen(), fields });
});

afterEach(async () => {
  await emulator.close();
  await bot.close();
});

const told = (field: string) =>
  emulator
    .webhooks()
    .filter((webhook) => webhook.field === field)
    .map(({ raw }) => raw);

describe.each<[string, () => Promise<PageHandle | RemotePage>]>([
  ['in this process', async () => emulator.page],
  ['in another process', async () => (await connect(emulator.origin)).page],
])('a Page of an emulator %s', (_, pageOf) => {
  it('has a catalogue and lead forms', async () => {
    const page = await pageOf();
    const product = await page.addProduct({ id: '77', title: 'Teapot' });
    expect(product).toMatchObject({ id: '77', title: 'Teapot', retailer_id: '77' });
    expect((await page.addProduct()).id).toMatch(/^\d+$/);
    expect(await page.addInstantForm({ id: '901' })).toEqual({ id: '901' });
    await expect(page.addProduct({ id: 'pot' })).rejects.toThrow('id must be digits.');
  });

  it('is held to policies, and sends again when it may', async () => {
    const page = await pageOf();
    const ana = await emulator.person();
    const send = async () => (await graphOf(emulator).send(ana.psid, { text: 'hi' })).status;
    await page.enforcePolicy('block', 'spam');
    expect(await send()).toBe(400);
    await page.enforcePolicy('unblock');
    expect(await send()).toBe(200);
    await emulator.idle();
    expect(told('messaging_policy_enforcement')).toHaveLength(2);
  });

  it('has templates whose status changes', async () => {
    const page = await pageOf();
    const { body } = await graphOf(emulator).post('/me/message_templates', {
      name: 'ready',
      language: 'en',
      category: 'UTILITY',
      components: [{ type: 'BODY', text: 'It is ready.' }],
    });
    await page.setTemplateStatus(String(body.id), 'PAUSED', 'TAG_SHOULD_BE_MARKETING');
    await emulator.idle();
    expect(told('message_template_status_update').at(-1)).toContain('PAUSED');
    await expect(page.setTemplateStatus('1', 'PAUSED')).rejects.toThrow('no such message template');
  });

  it('sends whatever event, and has a default app', async () => {
    const page = await pageOf();
    expect(await page.sendEvent('mention', { value: { post_id: '1_2' } })).toEqual({ ok: true });
    expect(told('mention').at(-1)).toContain('1_2');
    await page.setDefaultApp(emulator.app.id);
    await page.setDefaultApp(null);
    await expect(page.setDefaultApp('1')).rejects.toThrow('app_id must be the id of an app');
  });
});

it('lets the rate limits hold, and no longer, from either side', async () => {
  const profile = async () => (await graphOf(emulator).get('/me/messenger_profile?fields=greeting')).status;
  const statuses = async () => {
    const all = [];
    for (let call = 0; call < 11; call++) all.push(await profile());
    return all.at(-1);
  };
  emulator.enforceRateLimits(true);
  expect(await statuses()).toBe(400);
  await (await connect(emulator.origin)).enforceRateLimits(false);
  expect(await statuses()).toBe(200);
});
