import { type ChinwagBot, createBot } from 'chinwag';
import { type MessengerContext, messenger } from 'chinwag/messenger';
import { router } from 'chinwag/router';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ChatPage, inSight, launchChromium } from './chat-page.js';
import { type EmulatorProcess, startEmulatorProcess } from './emulator-process.js';

// A whole story on the chat page. A machine that is busy with the other tests may take its time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const OFFER = 'Scones are half price today.';

let browser: Browser;
let running: EmulatorProcess;
let bot: ChinwagBot;
/** Everybody who has ever written to the bot, in the order in which they came. */
const customers = new Set<string>();
/** What people said while the bot was on standby. */
const overheard: (string | null)[] = [];

const App = router<MessengerContext>([
  messenger.standby(({ event }) => {
    if (event.isMessage && !event.isEcho) overheard.push(event.text);
  }),
  messenger.message(async (context) => {
    if (context.event.psid) customers.add(context.event.psid);
    await context.sendText(`The bot heard: ${context.event.text}`);
  }),
]);

beforeAll(async () => {
  browser = await launchChromium();
  running = await startEmulatorProcess();
  const { origin, page, app } = running.emulator;
  const access = { pageId: page.id, accessToken: page.accessToken };
  const secrets = { appSecret: app.secret, verifyToken: app.verifyToken };
  bot = createBot({ channels: { messenger: { origin, ...access, ...secrets } } }, App);
  const { url } = await bot.listen(0, '127.0.0.1');
  await running.emulator.subscribe({ callbackUrl: url.replace('localhost', '127.0.0.1') });
});

afterAll(async () => {
  await browser?.close();
  await bot?.close();
  if (running) expect(await running.stop()).toBe(0);
});

/** Tells everybody at once, as a campaign does; answers how it went for each. */
const campaign = () => Promise.allSettled([...customers].map((psid) => bot.to(psid).sendText(OFFER)));

/** Picks somebody in the list at the side: a person to play, or, in the Page inbox, one to answer. */
const pick = (chat: ChatPage, person: string) =>
  chat.page
    .getByRole('navigation', { name: 'People' })
    .getByRole('button', { name: new RegExp(`^${person}`) })
    .click();

/** Takes the seat of a person, or of the human agent. */
const sit = (chat: ChatPage, seat: 'People' | 'Page inbox') =>
  chat.page.getByRole('group', { name: 'Play' }).getByRole('button', { name: seat }).click();

test('a campaign meets the shut window, and a human agent takes over and hands back', async () => {
  const chat = await ChatPage.open(browser, running.emulator.origin, {
    viewport: { width: 1280, height: 800 },
  });

  await chat.play('Ana Lopez');
  await chat.say('Do you have scones?');
  await chat.sees('The bot heard: Do you have scones?');
  await chat.play('Ben Okafor');
  await chat.say('Is the shop open?');
  await chat.sees('The bot heard: Is the shop open?');

  await chat.button('Controls', true).click();
  const clock = chat.page
    .getByRole('complementary', { name: 'Controls' })
    .getByRole('region', { name: 'Clock' });
  await clock.getByText('Ben’s 24-hour window is open').waitFor();
  await clock.getByRole('button', { name: '+25 hours' }).click();
  await clock.getByText('+25 h from real time').waitFor();
  await clock.getByText('Ben’s 24-hour window is shut').waitFor();
  await chat.page.getByText('Chatting as Ben Okafor · the 24-hour window is shut').waitFor();
  await chat.say('Good morning again');
  await chat.sees('The bot heard: Good morning again');
  await clock.getByText('Ben’s 24-hour window is open').waitFor();

  expect(await campaign()).toMatchObject([
    { status: 'rejected', reason: { code: 10, subcode: 2018278 } },
    { status: 'fulfilled' },
  ]);
  await chat.sees(OFFER);
  await chat.button('Inspector', true).click();
  const refused = chat.entry(/^Graph messages, POST .*, 10\/2018278$/);
  const outcome = refused.getByText('10/2018278', { exact: true });
  await outcome.waitFor();
  const [red = 0, green = 0, blue = 0] = await chat.colour(outcome);
  expect(red).toBeGreaterThan(2 * Math.max(green, blue));
  await refused.click();
  const details = chat.inspector.getByRole('region', { name: 'Request details' });
  await details
    .getByText(/This message is sent outside of allowed window/)
    .first()
    .waitFor();
  await details.getByText(JSON.stringify(OFFER)).waitFor();
  await pick(chat, 'Ana Lopez');
  await chat.page.getByText('Chatting as Ana Lopez · the 24-hour window is shut').waitFor();
  await chat.sees('The bot heard: Do you have scones?');
  expect(await chat.messageFrom(OFFER).count()).toBe(0);

  await sit(chat, 'Page inbox');
  await pick(chat, 'Ben Okafor');
  const thread = chat.page.getByRole('region', { name: 'Thread control' });
  await thread.getByRole('button', { name: 'Take the thread' }).click();
  await thread.getByText('You have this thread.').waitFor();
  await chat.say('This is Mei, at the counter.');
  await chat.sees('This is Mei, at the counter.', 'You');

  await sit(chat, 'People');
  await chat.page.getByText('Chatting as Ben Okafor · a human agent answers').waitFor();
  await chat.sees('This is Mei, at the counter.');
  await chat.say('Please keep two scones');
  await expect.poll(() => overheard, { timeout: 30_000 }).toEqual(['Please keep two scones']);
  await bot.drained();
  await running.emulator.idle();
  await inSight(chat.log.getByRole('article', { name: 'You: Please keep two scones', exact: true }));
  expect(await chat.messageFrom('The bot heard: Please keep two scones').count()).toBe(0);

  await sit(chat, 'Page inbox');
  await thread.getByRole('button', { name: 'Hand back' }).click();
  await thread.getByRole('button', { name: 'Take the thread' }).waitFor();
  await sit(chat, 'People');
  await chat.page.getByText('Chatting as Ben Okafor', { exact: true }).waitFor();
  await chat.say('Who is it now?');
  await chat.sees('The bot heard: Who is it now?');
  expect(overheard).toEqual(['Please keep two scones']);
  expect(chat.complaints).toEqual([]);
});
