/// <reference lib="dom" />
import type { RemotePerson } from '@chinwag/emulator';
import type { Browser, BrowserContext, Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { ChatPage, launchChromium } from './chat-page.js';
import { type EmulatorProcess, startEmulatorProcess } from './emulator-process.js';
import { hold } from './hold.js';

// Answers that overtake each other, come when nobody waits for them any more, or are a no; and who asks twice.

let browser: Browser;
let running: EmulatorProcess;
let context: BrowserContext;
let ana: RemotePerson;

beforeAll(async () => {
  browser = await launchChromium();
  running = await startEmulatorProcess();
});

beforeEach(async () => {
  await running.emulator.reset();
  ana = await running.emulator.person({ name: 'Ana Lopez' });
  context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
});

afterEach(() => context.close());

afterAll(async () => {
  await browser?.close();
  if (running) expect(await running.stop()).toBe(0);
});

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

const send = ({ psid }: RemotePerson, message: object) =>
  graph('messages', { recipient: { id: psid }, messaging_type: 'RESPONSE', message });

/** Waits until the page has drawn what an answer before this moment changed. */
const settled = ({ page }: ChatPage) =>
  page.evaluate(async () => {
    await (await fetch('./_emulator/clock')).json();
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });

/** Faster than any answer comes. */
const doubleClick = (button: Locator) =>
  button.evaluate((element: HTMLElement) => {
    element.click();
    element.click();
  });

test('what is refused shows again what holds, and is told', async () => {
  const chat = await open();
  const situation = chat.button('Controls', true);
  await situation.click();
  const limits = chat.page.getByRole('switch', { name: /^Enforce the platform’s limits/ });
  const duplicates = chat.page.getByLabel('Sent twice');
  const refuse = (address: string) =>
    context.route(address, (route) =>
      route.fulfill({ status: 500, json: { error: { message: 'Not now.' } } }),
    );
  await refuse('**/rate-limits');
  await limits.click();
  await expect.poll(() => limits.isChecked()).toBe(false);
  await chat.page.getByText('The limits could not be switched on. Not now.').waitFor();
  await refuse('**/delivery');
  await duplicates.fill('10');
  await chat.page.keyboard.press('Tab');
  await expect.poll(() => duplicates.inputValue()).toBe('0');

  await context.unrouteAll();
  await limits.click();
  await situation.getByText('rate limits').waitFor();
  expect(await limits.isChecked()).toBe(true);
});

test('faults that were read earlier and told later do not count', async () => {
  const chat = await open();
  const reading = hold(context, /\/faults$/);
  const situation = chat.button('Controls', true);
  await situation.click();
  await reading.answered;
  await chat.button('Add a fault').click();
  await chat.button('Add fault', true).click();
  await situation.getByText('1 fault').waitFor();
  await reading.release();
  await settled(chat);
  expect(await situation.getByText('1 fault').isVisible()).toBe(true);
});

test('settings that were taken earlier and told later do not count', async () => {
  const chat = await open();
  await chat.button('Controls', true).click();
  const disorder = chat.page.getByLabel('Out of order');
  const changing = hold(context, /\/delivery$/, 'POST');
  await chat.page.getByLabel('Sent twice').fill('10');
  await disorder.focus();
  await changing.answered;
  await disorder.fill('25');
  const told = chat.page.waitForResponse((response) => response.url().endsWith('/delivery'));
  await chat.page.keyboard.press('Tab');
  await told;
  await settled(chat);
  await changing.release();
  await settled(chat);
  expect(await disorder.inputValue()).toBe('25');
  expect(await chat.page.getByLabel('Sent twice').inputValue()).toBe('10');
});

test('who clicks twice taps once, and may tap again later', async () => {
  await graph('messenger_profile', { get_started: { payload: 'START' } });
  const chat = await open();
  const taps: string[] = [];
  chat.page.on('request', (request) => {
    if (!request.url().endsWith('/actions')) return;
    const { type } = request.postDataJSON() as { type: string };
    if (type !== 'read') taps.push(type);
  });
  await doubleClick(chat.button('Get Started'));
  await chat.sees('Get Started', 'You');

  const buttons = [{ type: 'postback', title: 'Oolong', payload: 'OOLONG' }];
  const payload = { template_type: 'button', text: 'Which tea?', buttons };
  await send(ana, { attachment: { type: 'template', payload } });
  const oolong = chat.button('Oolong', true);
  const answer = chat.page.waitForResponse(/\/actions$/);
  await doubleClick(oolong);
  await (await answer).finished();
  await chat.sees('Oolong', 'You');

  await send(ana, {
    text: 'Milk?',
    quick_replies: [{ content_type: 'text', title: 'Yes', payload: 'MILK' }],
  });
  await doubleClick(chat.quickReplies.getByRole('button', { name: 'Yes' }));
  await chat.sees('Yes', 'You');
  expect(taps).toEqual(['get_started', 'button', 'quick_reply']);

  await settled(chat);
  await oolong.click();
  await expect.poll(() => taps).toEqual(['get_started', 'button', 'quick_reply', 'button']);
});

test('a message that is found when its reader has gone elsewhere pulls nobody back', async () => {
  const ben = await running.emulator.person({ name: 'Ben Okafor' });
  await running.emulator.person({ name: 'Chidi Eze' });
  const chat = await open();
  await chat.plays('Ana Lopez');
  await send(ben, { text: 'Good morning' });
  const finding = hold(context, /\/messages\//);
  await chat.entry(/^Graph messages, POST/).click();
  await chat.button('Show in chat').click();
  await finding.answered;
  await chat.page
    .getByRole('navigation', { name: 'People' })
    .getByRole('button', { name: 'Chidi Eze' })
    .click();
  await chat.plays('Chidi Eze');
  await finding.release();
  await settled(chat);
  expect(await chat.page.getByText('Chatting as Chidi Eze').isVisible()).toBe(true);
  await chat.button('Show in chat').click();
  await chat.plays('Ben Okafor');
});
