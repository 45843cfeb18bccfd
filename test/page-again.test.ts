/// <reference lib="dom" />
import type { RemotePerson } from '@chinwag/emulator';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { ChatPage, launchChromium } from './chat-page.js';
import { type EmulatorProcess, startEmulatorProcess } from './emulator-process.js';

// The page when what it knew no longer holds: the emulator was away, or its world is another one.

let browser: Browser;
let running: EmulatorProcess;
let ben: RemotePerson;
let chat: ChatPage;
let people: Locator;

beforeAll(async () => {
  browser = await launchChromium();
});

beforeEach(async () => {
  running = await startEmulatorProcess();
  await running.emulator.person({ name: 'Ana Lopez' });
  ben = await running.emulator.person({ name: 'Ben Okafor' });
  await ben.says('Is anybody there?');
  await send(ben.psid, 'Good morning');
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  chat = await ChatPage.openIn(context, running.emulator.origin);
  people = chat.page.getByRole('navigation', { name: 'People' });
  await people.getByText('Good morning').waitFor();
});

afterEach(async () => {
  await chat.page.context().close();
  expect(await running.stop()).toBe(0);
});

afterAll(() => browser?.close());

async function send(psid: string, text: string): Promise<void> {
  const { origin, page } = running.emulator;
  const answer = await fetch(`${origin}/v26.0/me/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${page.accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ recipient: { id: psid }, messaging_type: 'RESPONSE', message: { text } }),
  });
  expect(answer.status).toBe(200);
}

const title = () => expect.poll(() => chat.page.title());

test('an emulator that comes back with nothing said has nothing unread', async () => {
  await title().toMatch(/^\(1\)/);
  const { port } = new URL(running.emulator.origin);
  expect(await running.stop()).toBe(0);
  await chat.page.getByText('Emulator not reachable, trying again…').waitFor();

  running = await startEmulatorProcess('--port', port);
  // The same people by their ids, which repeat from run to run.
  for (const name of ['Chidi Eze', 'Dana Levi']) await running.emulator.person({ name });
  await chat.page.getByText('Chatting as Chidi Eze').waitFor();
  await people.getByText('Good morning').waitFor({ state: 'detached' });
  await title().not.toMatch(/^\(/);
});

test('a world that is loaded brings its chats, to the lists of both seats', async () => {
  await running.emulator.load(await running.emulator.save());
  await people.getByRole('button', { name: 'Ben Okafor, 1 unread' }).getByText('Good morning').waitFor();
  await title().toMatch(/^\(1\)/);
  await chat.button('Page inbox').click();
  await people.getByText('Bot: Good morning').waitFor();
});

test('the inbox of another Page has the chats of that Page', async () => {
  const { id } = await running.emulator.addPage({ name: 'Second Page' });
  await chat.button('Page inbox').click();
  const chidi = await running.emulator.person({ name: 'Chidi Eze', pageId: id });
  await running.emulator.person({ name: 'Dana Levi', pageId: id });
  await chidi.says('Is this the second?');
  await chat.page.reload();
  await people.getByText('Bot: Good morning').waitFor();
  await people.getByRole('combobox', { name: 'Page' }).selectOption(id);
  await people.getByText('Is this the second?').waitFor();
});

test('a world that could not be read is read again', async () => {
  const context = chat.page.context();
  const world = '**/_emulator/world';
  await context.route(world, (route) => route.abort());
  await chat.page.reload();
  await chat.page.getByText('The emulator does not answer. Trying again…').waitFor();
  await context.unroute(world);
  await chat.plays('Ana Lopez');
});

test('a tab that is hidden before the next frame tells in its title what has come', async () => {
  const { page } = chat;
  await title().toMatch(/^\(1\)/);
  await page.evaluate(() => {
    window.requestAnimationFrame = () => {
      Object.assign(window, { isWaiting: true });
      return 0;
    };
  });
  await send(ben.psid, 'One more');
  await expect.poll(() => page.evaluate(() => 'isWaiting' in window)).toBe(true);
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await title().toMatch(/^\(2\)/);
});
