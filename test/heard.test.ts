import type { RemotePerson } from '@chinwag/emulator';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ChatPage, launchChromium } from './chat-page.js';
import { type EmulatorProcess, startEmulatorProcess } from './emulator-process.js';

// What a screen reader is given to say, and where the focus is. A busy machine may take its time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let browser: Browser;
let running: EmulatorProcess;
let ana: RemotePerson;
let chat: ChatPage;

beforeAll(async () => {
  browser = await launchChromium();
  running = await startEmulatorProcess();
  ana = await running.emulator.person({ name: 'Ana Lopez' });
  await ana.says('Good morning');
  await send({ text: 'Said before the page was opened' });
  chat = await ChatPage.open(browser, running.emulator.origin, { viewport: { width: 1280, height: 800 } });
  await chat.messageFrom('Said before the page was opened').waitFor();
});

afterAll(async () => {
  await browser?.close();
  const code = await running?.stop();
  expect([code, chat?.complaints]).toEqual([0, []]);
});

/** A request of the bot's. */
async function graph<Answer>(path: string, body: object): Promise<Answer> {
  const { origin, page } = running.emulator;
  const answer = await fetch(`${origin}/v26.0/me/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${page.accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Answer;
}

const send = (message: object, persona: object = {}) =>
  graph('messages', { recipient: { id: ana.psid }, messaging_type: 'RESPONSE', message, ...persona });

/** What has been put into the live region of the chat, a line for each time it spoke. */
const lines = () => chat.page.locator('[data-announcer][aria-live="polite"] p').allTextContents();
const heard = (...expected: string[]) => expect.poll(lines, { timeout: 30_000 }).toEqual(expected);

const button = (title: string) => ({ type: 'postback', title, payload: title });
const card = (title: string) => ({ title, subtitle: 'A tea', buttons: [button('Order')] });
const generic = (...elements: object[]) => ({
  attachment: { type: 'template', payload: { template_type: 'generic', elements } },
});
const replies = [
  { content_type: 'text', title: 'Yes', payload: 'Y' },
  { content_type: 'text', title: 'No', payload: 'N' },
];

test('what the bot sends is told in its order, with all that can be pressed, and nothing twice', async () => {
  await heard();
  await send({ text: 'One' });
  await heard('My Page: One');
  await send(generic(card('Oolong')));
  await heard('My Page: One', 'My Page: Oolong. Button: Order');
  await send(generic(card('Sencha'), card('Earl Grey')));
  await heard('My Page: One', 'My Page: Oolong. Button: Order', 'My Page: 2 cards: Sencha, Earl Grey');
  await Promise.all([1, 2, 3, 4, 5, 6].map((number) => send({ text: `Word ${number}` })));
  await send({ text: 'More?', quick_replies: replies });
  await expect
    .poll(async () => (await lines()).at(-1), { timeout: 30_000 })
    .toMatch(/My Page: More\? Quick replies: Yes, No$/);
  await ana.says('Enough');
  await chat.log.getByRole('article', { name: 'You: Enough' }).waitFor();
  expect((await lines()).join()).not.toContain('Enough');
});

test('who types is told, until they have spoken', async () => {
  const profile_picture_url = `${running.emulator.origin}/icon.svg`;
  const { id } = await graph<{ id: string }>('personas', { name: 'Mei', profile_picture_url });
  const persona = { persona_id: id };
  const typing = chat.page.getByRole('status', { name: 'Mei is typing' });
  await graph('messages', { recipient: { id: ana.psid }, sender_action: 'typing_on', ...persona });
  await typing.waitFor();
  await send({ text: 'Careful, it is hot.' }, persona);
  await chat.messageFrom('Careful, it is hot.', 'Mei').waitFor();
  await typing.waitFor({ state: 'detached' });
});

test('a button of a card is known by its card', async () => {
  await send(generic(card('Darjeeling'), card('Assam')));
  const assam = chat.log.getByRole('group', { name: 'Assam' });
  await assam.getByRole('button', { name: 'Order' }).waitFor();
});

test('the focus goes on where one goes on, when what was pressed is gone', async () => {
  await send({ text: 'Again?', quick_replies: replies });
  await chat.quickReplies.getByRole('button', { name: 'Yes' }).focus();
  await chat.page.keyboard.press('Enter');
  await chat.quickReplies.waitFor({ state: 'detached' });
  expect(await chat.isFocused(chat.message)).toBe(true);

  await chat.button('Page inbox').click();
  const thread = chat.page.getByRole('region', { name: 'Thread control' });
  await thread.getByRole('button', { name: 'Take the thread' }).focus();
  await chat.page.keyboard.press('Enter');
  const back = thread.getByRole('button', { name: 'Hand back' });
  await back.waitFor();
  expect(await chat.isFocused(back)).toBe(true);
  await chat.page.keyboard.press('Enter');
  const take = thread.getByRole('button', { name: 'Take the thread' });
  await take.waitFor();
  expect(await chat.isFocused(take)).toBe(true);
});
