import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ChatPage, inSight, launchChromium } from './chat-page.js';
import { type EmulatorProcess, startEmulatorProcess } from './emulator-process.js';

// Somebody who is faster than the answers the page waits for.

let browser: Browser;
let running: EmulatorProcess;

beforeAll(async () => {
  browser = await launchChromium();
  running = await startEmulatorProcess();
});

afterAll(async () => {
  await browser?.close();
  if (running) expect(await running.stop()).toBe(0);
});

/** Says what the Page greets with, as its bot does when it starts. */
async function greet(profile: object): Promise<void> {
  const { origin, page } = running.emulator;
  const answer = await fetch(`${origin}/v26.0/me/messenger_profile`, {
    method: 'POST',
    headers: { authorization: `Bearer ${page.accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(profile),
  });
  expect(answer.status).toBe(200);
}

test('a chat is read that is opened before the page has read its first', async () => {
  await greet({ get_started: { payload: 'START' } });
  await running.emulator.person({ name: 'Ana Lopez' });
  const context = await browser.newContext();
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  const newest = /_emulator\/conversations\/\d+\?limit=/;
  await context.route(newest, (route) => released.then(() => route.continue()));
  const asked = context.waitForEvent('request', (request) => newest.test(request.url()));
  const chat = await ChatPage.openIn(context, running.emulator.origin);
  await asked;

  await chat.play('Ben Okafor');
  release();
  await inSight(chat.button('Get Started'));
});
