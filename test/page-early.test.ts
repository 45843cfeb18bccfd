import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { RemotePerson } from '@chinwag/emulator';
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ChatPage, inSight, launchChromium } from './chat-page.js';
import { type EmulatorProcess, startEmulatorProcess } from './emulator-process.js';
import { hold } from './hold.js';
import { steadyPort } from './steady-port.js';

// Somebody who is faster than the answers the page waits for, and a stream that is.

const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };
const HOUR = 3_600_000;

let browser: Browser;
let running: EmulatorProcess;
let context: BrowserContext;

beforeAll(async () => {
  browser = await launchChromium();
  running = await startEmulatorProcess();
});

afterEach(() => context?.close());

afterAll(async () => {
  await browser?.close();
  if (running) expect(await running.stop()).toBe(0);
});

/** A window onto a new world, in which is whoever will be played. */
async function prepare(): Promise<RemotePerson> {
  await running.emulator.reset();
  context = await browser.newContext(DESKTOP);
  return running.emulator.person({ name: 'Ana Lopez' });
}

const open = () => ChatPage.openIn(context, running.emulator.origin);

/** A request of the bot's. */
async function graph(path: string, body: object): Promise<void> {
  const { origin, page } = running.emulator;
  const answer = await fetch(`${origin}/v26.0/me/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${page.accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
}

describe('before the page has read everything', () => {
  test('a chat that is opened is read', async () => {
    await prepare();
    await graph('messenger_profile', { get_started: { payload: 'START' } });
    const traffic = hold(context, /_emulator\/traffic/);
    const chat = await open();
    await traffic.answered;
    await chat.play('Ben Okafor');
    await traffic.release();
    await inSight(chat.button('Get Started'));
  });

  test('what is told of the world meanwhile counts', async () => {
    await prepare();
    const world = hold(context, /_emulator\/world/);
    const page = await context.newPage();
    await page.goto(running.emulator.origin);
    await world.answered;
    await running.emulator.moveClock({ hours: 25 });
    await world.release();
    await page.getByRole('button', { name: 'Controls' }).getByText('Clock +25 h').waitFor();
  });

  test('a request that is answered meanwhile is shown as answered', async () => {
    const ana = await prepare();
    // Webhooks go on coming when it is closed.
    const port = await steadyPort();
    const bot = createServer((request, response) => {
      const challenge = new URL(request.url ?? '', 'http://bot').searchParams.get('hub.challenge');
      if (challenge) response.end(challenge);
    }).listen(port, '127.0.0.1');
    await once(bot, 'listening');
    await running.emulator.subscribe({ callbackUrl: `http://127.0.0.1:${port}/` });
    const webhook = once(bot, 'request');
    const said = ana.says('Good morning');
    const [, response] = (await webhook) as [unknown, ServerResponse];

    const traffic = hold(context, /_emulator\/traffic/);
    const chat = await open();
    await traffic.answered;
    response.end();
    await said;
    const answered = chat.entry(/^Webhook message, .*, 200$/);
    await answered.waitFor();
    await traffic.release();
    await chat.entry(/^Webhook verification/).waitFor();
    await answered.waitFor();
    bot.close();
  });
});

describe('before an answer has come', () => {
  test('another message is begun, and stays', async () => {
    await prepare();
    const chat = await open();
    await chat.say('An oolong, please');
    await chat.sees('An oolong, please', 'You');
    const sending = hold(context, /\/actions$/, 'POST');
    await chat.say('And a scone');
    await sending.answered;
    const first = chat.log.getByRole('article', { name: 'You: An oolong, please' });
    await first.hover();
    await first.getByRole('button', { name: 'Edit' }).click();
    await sending.release();
    await expect.poll(() => chat.button('Send', true).isEnabled()).toBe(true);
    await chat.page.getByText('Editing your message').waitFor();
    expect(await chat.message.inputValue()).toBe('An oolong, please');
  });

  test('what is written and attached while files are on their way is for another message', async () => {
    await prepare();
    const chat = await open();
    const file = (name: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(name) });
    const chosen = chat.page.locator('input[type=file]').first();
    const staged = chat.page.getByRole('list', { name: 'Files to send' }).getByRole('listitem');
    const upload = hold(context, /\/uploads$/, 'POST');
    await chosen.setInputFiles(file('first.txt'));
    await chat.say('Here it is');
    await upload.answered;
    await chosen.setInputFiles(file('second.txt'));
    await chat.message.fill('And here');
    await upload.release();
    await chat.sees('Here it is', 'You');
    await expect.poll(() => staged.allTextContents()).toEqual([expect.stringContaining('second.txt')]);
    expect(await chat.message.inputValue()).toBe('And here');
  });

  test('the focus goes where it is wanted, and stays there', async () => {
    await prepare();
    const chat = await open();
    const sending = hold(context, /\/actions$/, 'POST');
    await chat.say('Good morning');
    await sending.answered;
    expect(await chat.isFocused(chat.message)).toBe(true);
    const search = chat.inspector.getByRole('searchbox');
    await search.focus();
    await sending.release();
    await chat.button('Send a like').waitFor();
    expect(await chat.isFocused(search)).toBe(true);
  });

  test('who is added twice comes once, and the clock goes on', async () => {
    await prepare();
    const now = Date.now();
    const page = await context.newPage();
    await page.clock.setFixedTime(now);
    await page.goto(running.emulator.origin);
    await page.getByRole('button', { name: 'Controls', exact: true }).click();
    const controls = page.getByRole('complementary', { name: 'Controls' });
    const clock = controls.getByRole('region', { name: 'Clock' }).getByRole('paragraph').first();
    const before = await clock.textContent();
    await page.clock.setFixedTime(now + 3 * HOUR);
    await expect.poll(() => clock.textContent()).not.toBe(before);
    const later = await clock.textContent();

    const adding = hold(context, /\/people$/, 'POST');
    await page.getByRole('button', { name: 'Add a person' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Ben Okafor');
    await page.keyboard.press('Enter');
    await adding.answered;
    await page.keyboard.press('Enter');
    await adding.release();
    await page.getByText('Chatting as Ben Okafor').waitFor();
    expect(await clock.textContent()).toBe(later);
    await page.getByRole('button', { name: 'Ben Okafor', exact: true }).waitFor();
  });

  test('another setting is typed in, and stays', async () => {
    await prepare();
    const chat = await open();
    await chat.button('Controls', true).click();
    const changing = hold(context, /\/delivery$/, 'POST');
    await chat.page.getByLabel('Sent twice').fill('10');
    await chat.page.keyboard.press('Tab');
    await changing.answered;
    await chat.page.keyboard.type('25');
    await changing.release();
    await chat.button('Controls', true).getByText('unruly webhooks').waitFor();
    expect(await chat.page.getByLabel('Out of order').inputValue()).toBe('25');
  });

  test('a chat that is left as its Page changes is read again when it is opened', async () => {
    await prepare();
    await running.emulator.person({ name: 'Ben Okafor' });
    const chat = await open();
    const people = chat.page.getByRole('navigation', { name: 'People' });
    await people.getByRole('button', { name: 'Ben Okafor' }).evaluate((ben: HTMLElement) => {
      const stream = new EventSource('./_emulator/stream');
      const leave = () => requestAnimationFrame(() => setTimeout(() => ben.click()));
      return new Promise<void>((resolve) => {
        const opened = () => {
          stream.addEventListener('world', leave, { once: true });
          resolve();
        };
        stream.addEventListener('world', opened, { once: true });
      });
    });
    await graph('messenger_profile', { get_started: { payload: 'START' } });
    await chat.plays('Ben Okafor');
    await people.getByRole('button', { name: 'Ana Lopez' }).click();
    await inSight(chat.button('Get Started'));
  });

  test('somebody goes elsewhere, and has read what was there', async () => {
    const { psid } = await prepare();
    await running.emulator.person({ name: 'Ben Okafor' });
    const chat = await open();
    for (const text of ['Good morning', 'Our scones are fresh']) {
      await graph('messages', { recipient: { id: psid }, messaging_type: 'RESPONSE', message: { text } });
    }
    await chat.messageFrom('Our scones are fresh').waitFor();
    const people = chat.page.getByRole('navigation', { name: 'People' });
    await people.getByRole('button', { name: 'Ben Okafor' }).click();
    await chat.plays('Ben Okafor');
    await people.getByRole('button', { name: 'Ana Lopez', exact: true }).waitFor();
  });
});
