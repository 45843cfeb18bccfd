import type { WorldView } from '@chinwag/emulator';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ChatPage, launchChromium } from './chat-page.js';
import { type EmulatorProcess, startEmulatorProcess } from './emulator-process.js';

// The page with more people than anybody can look through. A busy machine may take its time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const CROWD = 3_000;
/** As many as a window shows, and a few beyond its edges. */
const MOST_DRAWN = 40;

let browser: Browser;
let running: EmulatorProcess;
let chat: ChatPage;
let people: Locator;

beforeAll(async () => {
  browser = await launchChromium();
  running = await startEmulatorProcess();
  const { origin } = running.emulator;
  await running.emulator.person({ name: 'Ana Lopez' });
  chat = await ChatPage.open(browser, origin, { viewport: { width: 1280, height: 800 } });
  await chat.plays('Ana Lopez');
  for (let index = 1; index < CROWD; index += 100) {
    await Promise.all(
      Array.from({ length: 100 }, (_, at) => running.emulator.person({ name: `Guest ${index + at}` })),
    );
  }
  people = chat.page.getByRole('navigation', { name: 'People' });
});

afterAll(async () => {
  await browser?.close();
  const code = await running?.stop();
  expect([code, chat?.complaints]).toEqual([0, []]);
});

async function everybody(): Promise<WorldView['people']> {
  const answer = await fetch(`${running.emulator.origin}/_emulator/world`);
  return ((await answer.json()) as WorldView).people;
}

/** A send of the bot's to whoever has that name. */
async function send(name: string, text: string): Promise<void> {
  const { origin, page } = running.emulator;
  const psids = (await everybody()).find((person) => person.name === name)?.psids ?? {};
  await fetch(`${origin}/v26.0/me/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${page.accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ recipient: { id: psids[page.id] }, message: { text } }),
  });
}

test('thousands of people can be looked through, found and played', async () => {
  const search = people.getByRole('searchbox', { name: 'Find a person' });
  await search.waitFor();
  await people.getByRole('button', { name: 'Ana Lopez' }).waitFor();
  expect(await people.getByRole('listitem').count()).toBeLessThan(MOST_DRAWN);

  await search.fill('guest 2345');
  const guest = people.getByRole('button', { name: 'Guest 2345' });
  await guest.click();
  await chat.plays('Guest 2345');
  await search.fill('nobody at all');
  await people.getByText('Nobody of that name').waitFor();

  await search.fill('');
  await guest.waitFor();
  await send('Guest 1200', 'Something for you');
  await search.fill('Guest 1200');
  const waiting = people.getByRole('button', { name: 'Guest 1200, 1 unread' });
  await waiting.getByText('Something for you').waitFor();
  await expect.poll(() => chat.page.title(), { timeout: 30_000 }).toMatch(/^\(1\)/);
  await waiting.click();
  await chat.sees('Something for you');
  await expect.poll(() => chat.page.title(), { timeout: 30_000 }).not.toMatch(/^\(/);
});

test('the list is walked with the arrow keys, however long it is', async () => {
  const search = people.getByRole('searchbox', { name: 'Find a person' });
  await search.fill('');
  const ana = people.getByRole('button', { name: 'Ana Lopez' });
  await search.fill('Ana');
  await ana.click();
  await search.fill('');
  await ana.focus();
  await chat.page.keyboard.press('End');
  const [last, lastButOne] = (await everybody()).map(({ name }) => name).reverse();
  await expect.poll(() => focusedName()).toBe(last);
  await chat.page.keyboard.press('ArrowUp');
  await expect.poll(() => focusedName()).toBe(lastButOne);
  await chat.page.keyboard.press('Home');
  await expect.poll(() => focusedName()).toBe('Ana Lopez');
  await chat.isFit();
});

const focusedName = () => chat.page.locator(':focus').getAttribute('aria-label');
