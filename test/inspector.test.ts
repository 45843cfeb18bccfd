import type { RemotePerson } from '@chinwag/emulator';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ChatPage, launchChromium } from './chat-page.js';
import { type EmulatorProcess, startEmulatorProcess } from './emulator-process.js';

// The inspector in a real browser. A machine that is busy with the other tests may take its time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let browser: Browser;
let running: EmulatorProcess;
let ana: RemotePerson;
let chat: ChatPage;
let details: Locator;

beforeAll(async () => {
  browser = await launchChromium();
  running = await startEmulatorProcess();
  ana = await running.emulator.person({ name: 'Ana Lopez' });
  chat = await ChatPage.open(browser, running.emulator.origin, { viewport: { width: 1280, height: 800 } });
  details = chat.inspector.getByRole('region', { name: 'Request details' });
});

afterAll(async () => {
  await browser?.close();
  const code = await running?.stop();
  expect([code, chat?.complaints]).toEqual([0, []]);
});

const item = (psid: string, text: string) => ({
  method: 'POST',
  relative_url: 'me/messages',
  body: new URLSearchParams({
    recipient: JSON.stringify({ id: psid }),
    message: JSON.stringify({ text }),
  }).toString(),
});

/** Sends several messages in one request, as the bot would; answers the status of the whole. */
async function batch(...items: object[]): Promise<number> {
  const { origin, page } = running.emulator;
  const headers = { authorization: `Bearer ${page.accessToken}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ batch: items });
  return (await fetch(`${origin}/v26.0/`, { method: 'POST', headers, body })).status;
}

async function isRed(outcome: Locator): Promise<void> {
  const [red = 0, green = 0, blue = 0] = await chat.colour(outcome);
  expect(red).toBeGreaterThan(2 * Math.max(green, blue));
}

test('a refusal inside a batch is as red as any, and told item by item', async () => {
  expect(await batch(item(ana.psid, 'Tea is ready'))).toBe(200);
  const taken = chat.entry(/^Graph batch, POST .*, 200$/);
  await taken.waitFor();

  expect(await batch(item(ana.psid, 'One'), item('1', 'Two'), item(ana.psid, 'x'.repeat(2_001)))).toBe(200);
  await chat.entry(/^Graph batch, POST .*, 2 codes · 2 of 3$/).waitFor();
  expect(await batch(item('1', 'Three'), item(ana.psid, 'Four'))).toBe(200);
  const refused = chat.entry(/^Graph batch, POST .*, 100\/2018001 · 1 of 2$/);
  await isRed(refused.getByText('100/2018001 · 1 of 2', { exact: true }));

  await chat.button('Errors').click();
  await taken.waitFor({ state: 'detached' });
  await expect.poll(() => chat.inspector.getByRole('option').count()).toBe(2);

  await chat.entry(/2 codes/).click();
  const items = details.getByRole('list', { name: 'Refused items' }).getByRole('listitem');
  await expect.poll(() => items.count()).toBe(2);
  await items.first().getByText('Item 2 POST /me/messages').waitFor();
  await items
    .first()
    .getByText(/No matching user found/)
    .waitFor();
  await items.last().getByText('Item 3 POST /me/messages').waitFor();
  await items.last().getByText('at most 2,000 characters').waitFor();
  await chat.isFit();
});
