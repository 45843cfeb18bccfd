import { fileURLToPath } from 'node:url';
import type { TrafficEntry, WorldView } from '@chinwag/emulator';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { ChatPage, inSight, launchChromium, shareInSight } from './chat-page.js';
import { type Showcase, startShowcase } from './showcase.js';

// What `npm start` gives, in a real browser. A machine that is busy with the other tests may take its time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };
const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true };
/** Nothing moves, so that pictures and colours are taken at rest. */
const STILL: BrowserContextOptions = { reducedMotion: 'reduce' };

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const SCONE = path('../examples/showcase/media/scone.png');
const IMAGES = path('../docs/images');

let showcase: Showcase;
let browser: Browser;
const opened: ChatPage[] = [];

beforeAll(async () => {
  browser = await launchChromium();
  showcase = await startShowcase();
});

afterEach(async () => {
  for (const chat of opened.splice(0)) {
    await chat.page.context().close();
    expect(chat.complaints).toEqual([]);
    expect(await strangers(chat)).toEqual([]);
  }
});

afterAll(async () => {
  await browser?.close();
  if (showcase) expect(await showcase.stop()).toBe(0);
});

async function open(window: BrowserContextOptions, person: string): Promise<ChatPage> {
  const chat = await ChatPage.open(browser, showcase.address, window);
  opened.push(chat);
  await chat.play(person);
  return chat;
}

/** Opens the page as somebody who has got started. */
async function begin(window: BrowserContextOptions, person: string): Promise<ChatPage> {
  const chat = await open(window, person);
  await chat.getStarted();
  return chat;
}

/** Who was asked for something beside the emulator and the server of the bot's pictures. */
async function strangers({ origins }: ChatPage): Promise<string[]> {
  const { port } = new URL(showcase.address);
  const cards = JSON.stringify(await showcase.ask<TrafficEntry[]>('traffic?limit=10000'));
  const media = /"image_url":"(http:\/\/127\.0\.0\.1:\d+)\/sencha\.png"/.exec(cards)?.[1];
  const known = [`http://localhost:${port}`, `http://127.0.0.1:${port}`, media];
  return [...origins].filter((origin) => !known.includes(origin));
}

/** The way to a person's chat in the control API. */
async function chatOf(name: string) {
  const { pages, people } = await showcase.ask<WorldView>('world');
  const pageId = pages[0]?.id ?? '';
  const psid = people.find((person) => person.name === name)?.psids[pageId] ?? '';
  return { psid, actions: `conversations/${pageId}/${psid}/actions` };
}

/** Takes a picture for the documentation, when it is asked to. */
async function picture(chat: ChatPage, name: string): Promise<void> {
  await chat.picturesDrawn();
  if (process.env.UPDATE_SCREENSHOTS !== '1') return;
  await chat.rest();
  await chat.page.screenshot({ path: `${IMAGES}/${name}.png` });
}

test('a person gets started, talks, taps, scrolls, and sends a picture', async () => {
  const chat = await open(DESKTOP, 'Ben Okafor');
  await inSight(chat.page.getByText('Hello Ben! Tea, cake and a good chat.'));
  await chat.getStarted();
  await chat.sees(
    'Hello Ben, welcome to the Chinwag Tea House! All that a bot can send is on the shelf here.',
  );

  await chat.say('Do you have oolong?');
  await chat.sees('You said: Do you have oolong?');
  await chat.isOffered('Menu');

  await chat.tap('Menu', 'Cards');
  await chat.sees('Templates put pictures, words and buttons on a card:');
  await chat.isOffered('Carousel', 'Square carousel', 'Buttons', 'Media card', 'Picture grid', 'Menu');

  await chat.tap('Carousel');
  const cards = chat.page.getByRole('region', { name: '4 cards' });
  const third = cards.getByRole('listitem', { name: '3 of 4' });
  const last = cards.getByRole('listitem', { name: '4 of 4' });
  await inSight(cards.getByRole('listitem', { name: '1 of 4' }));
  expect(await shareInSight(last)).toBe(0);
  const before = await shareInSight(third);
  await cards.getByRole('button', { name: 'Next card' }).click();
  await expect.poll(() => shareInSight(third), { timeout: 30_000 }).toBeGreaterThan(before);
  await cards.hover();
  const scrolled = async () => {
    await chat.page.mouse.wheel(400, 0);
    return shareInSight(last);
  };
  await expect.poll(scrolled, { timeout: 30_000 }).toBeGreaterThan(0.98);
  await chat.picturesDrawn();

  await last.getByRole('button', { name: 'Order' }).click();
  await chat.sees('Chamomile, with pleasure. That makes 1 in your basket.');
  await chat.isOffered('Receipt', 'Carousel', 'Square carousel', 'Menu');

  const chooser = chat.page.waitForEvent('filechooser');
  await chat.button('Attach files').click();
  await (await chooser).setFiles(SCONE);
  await chat.page.getByRole('list', { name: 'Files to send' }).getByText('scone.png').waitFor();
  await chat.button('Send', true).click();
  await chat.sees('You sent a picture. Thank you!');
  await inSight(chat.log.getByRole('button', { name: 'Open picture scone.png' }));
  await chat.picturesDrawn();
});

test('what is sent as an asset everybody sees, and was uploaded once', async () => {
  for (const person of ['Amara Diallo', 'Jonas Weber']) {
    const chat = await begin(DESKTOP, person);
    await chat.tap('Media', 'By asset');
    await chat.isOffered('By URL', 'By asset', 'By stream', 'By buffer', 'Album', 'GIF', 'Menu');
    await chat.log.getByRole('link', { name: 'menu.pdf' }).waitFor();
    await chat.log
      .getByRole('button', { name: 'Open picture storefront.jpg' })
      .last()
      .scrollIntoViewIfNeeded();
    await chat.picturesDrawn();
  }
  const traffic = JSON.stringify(await showcase.ask<TrafficEntry[]>('traffic?limit=10000'));
  expect(traffic.match(/message_attachments"/g)).toHaveLength(4);
});

test('the inspector shows each webhook and Graph request, and what was refused in red', async () => {
  const chat = await begin(DESKTOP, 'Noor Haddad');
  await chat.say('Is anybody there?');
  await chat.sees('You said: Is anybody there?');

  const details = chat.inspector.getByRole('region', { name: 'Request details' });
  await chat.entry(/^Webhook message, .*, 200$/, 'Is anybody there?').click();
  await details.getByText('"Is anybody there?"').waitFor();
  await details.getByText('x-hub-signature-256').waitFor({ state: 'attached' });
  const accepted = chat.entry(/^Graph messages, POST .*, 200$/, 'You said: Is anybody there?');
  await accepted.click();
  await details.getByText('"You said: Is anybody there?"').waitFor();
  await details.getByRole('region', { name: 'Answer' }).getByText(/"m_/).waitFor();

  const { psid } = await chatOf('Noor Haddad');
  const effect = { type: 'error', code: 551, message: 'This person is not available right now.' };
  const fault = await showcase.ask<{ id: string }>('faults', { topic: 'messages', psid, times: 1, effect });
  await chat.tap('Menu');
  await inSight(chat.log.getByText(/^Oh dear, I spilled something: .*551/));
  const refused = chat.entry(/^Graph messages, POST .*, 551$/);
  await refused.click();
  await details.getByText('This person is not available right now.').first().waitFor();
  const [red = 0, green = 0, blue = 0] = await chat.colour(refused.getByText('551', { exact: true }));
  expect(red).toBeGreaterThan(2 * Math.max(green, blue));
  await chat.button('Errors').click();
  await accepted.waitFor({ state: 'detached' });
  await refused.waitFor();
  await fetch(`${showcase.address}/_emulator/faults/${fault.id}`, { method: 'DELETE' });
});

test('several people are played at once, each in a chat of their own', async () => {
  const chat = await begin(DESKTOP, 'Yuki Tanaka');
  const { actions } = await chatOf('Yuki Tanaka');
  await chat.play('Priya Nair');
  await chat.getStarted();
  await chat.sees(
    'Hello Priya, welcome to the Chinwag Tea House! All that a bot can send is on the shelf here.',
  );
  await showcase.ask(actions, { type: 'say', text: 'Do not forget me' });
  const people = chat.page.getByRole('navigation', { name: 'People' });
  const other = people.getByRole('button', { name: 'Yuki Tanaka, 1 unread' });
  await other.getByText('You said: Do not forget me').waitFor();
  expect(await chat.messageFrom('You said: Do not forget me').count()).toBe(0);

  await other.click();
  await chat.plays('Yuki Tanaka');
  await chat.sees('You said: Do not forget me');
  await chat.page.getByRole('button', { name: 'Yuki Tanaka', exact: true }).waitFor();
});

test('the keyboard is enough', async () => {
  const chat = await open(DESKTOP, 'Kim Ji-woo');
  await chat.tabTo(chat.button('Get Started'));
  await chat.page.keyboard.press('Enter');
  await chat.sees('What would you like to see?');

  await chat.tabTo(chat.button('Go to the message box'));
  await chat.page.keyboard.press('Enter');
  expect(await chat.isFocused(chat.message)).toBe(true);
  await chat.page.keyboard.type('No mouse here');
  await chat.page.keyboard.press('Enter');
  await chat.sees('You said: No mouse here');

  for (const title of ['Menu', 'Cards', 'Carousel']) {
    const reply = chat.quickReplies.getByRole('button', { name: title, exact: true });
    await reply.waitFor();
    await chat.tabTo(reply);
    await chat.page.keyboard.press('Enter');
  }
  const cards = chat.page.getByRole('region', { name: '4 cards' });
  await cards.waitFor();
  await chat.tabTo(cards.getByRole('button', { name: 'Order' }).nth(1));
  await chat.page.keyboard.press('Enter');
  await chat.sees('Oolong, with pleasure. That makes 1 in your basket.');
});

test('the chat stays at its end, whatever a picture that comes late does to its height', async () => {
  const chat = await begin(DESKTOP, 'Omar Aziz');
  await chat.say('Is there more?');
  await chat.sees('You said: Is there more?');
  await chat.log.evaluate(async (list) => {
    const content = list.firstElementChild;
    const drawn = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const picture = document.createElement('div');
    content?.prepend(picture);
    for (const height of [400, 100, 700]) {
      picture.style.height = `${height}px`;
      // Laid out before the frame is over, as a field that measures itself does.
      list.getBoundingClientRect();
      if (height === 400) await drawn();
    }
    for (let frames = 0; frames < 3; frames++) await drawn();
  });
  await chat.sees('You said: Is there more?');
});

describe('in every window and colour scheme', () => {
  const looks = [
    ['a desktop by day', DESKTOP, 'light', 'Sofia Rossi', 'chat-page'],
    ['a desktop by night', DESKTOP, 'dark', 'Leon Weber', 'chat-page-dark'],
    ['a phone by day', PHONE, 'light', 'Amara Diallo', 'chat-page-phone'],
    ['a phone by night', PHONE, 'dark', 'Mateo Silva', 'chat-page-phone-dark'],
  ] as const;

  test.each(looks)(
    'the page fits %s, and can be read and named',
    async (_, window, colorScheme, person, name) => {
      const chat = await begin({ ...window, ...STILL, colorScheme }, person);
      await chat.tap('Personas', 'Meet Mei');
      await chat.sees('Hello, I am Mei. I pour the tea.', 'Mei');
      await chat.pick('Our teas');
      const cards = chat.page.getByRole('region', { name: '4 cards' });
      await cards.getByRole('button', { name: 'Order' }).nth(1).click();
      await chat.sees('Oolong, with pleasure. That makes 1 in your basket.');
      const [red = 0, green = 0, blue = 0] = await chat.colour(chat.page.locator('body'), 'background-color');
      expect(red + green + blue > 3 * 128).toBe(colorScheme === 'light');
      await chat.isFit();

      if (window === PHONE) {
        await picture(chat, name);
        await chat.showPeople();
        await chat.isFit();
        await chat.page.keyboard.press('Escape');
        await chat.button('Inspector').click();
      }
      await chat.entry(/^Graph messages, POST/).click();
      await chat.inspector.getByRole('region', { name: 'Request details' }).waitFor();
      await chat.isFit();
      if (window === DESKTOP) await picture(chat, name);
    },
  );
});

test('the theme button overrides what the system asks for', async () => {
  const chat = await open({ ...DESKTOP, ...STILL, colorScheme: 'light' }, 'Oskar Lund');
  const body = chat.page.locator('body');
  const [day = 0] = await chat.colour(body, 'background-color');
  await chat.button('Theme: system').click();
  await chat.button('Theme: light').click();
  await chat.button('Theme: dark').waitFor();
  const [night = 0] = await chat.colour(body, 'background-color');
  expect(day).toBeGreaterThan(200);
  expect(night).toBeLessThan(60);
});

describe('what the bot sends is drawn', () => {
  const CARD: BrowserContextOptions = {
    viewport: { width: 560, height: 640 },
    deviceScaleFactor: 1.5,
    colorScheme: 'light',
    ...STILL,
  };

  test('a carousel of square cards', async () => {
    const chat = await begin(CARD, 'Ines Costa');
    await chat.tap('Cards', 'Square carousel');
    await inSight(chat.page.getByRole('listitem', { name: '1 of 3' }));
    await chat.isFit();
    await picture(chat, 'carousel');
  });

  test('a receipt, which opens', async () => {
    const chat = await begin({ ...CARD, viewport: { width: 560, height: 700 } }, 'Tom Baker');
    await chat.tap('Till', 'Receipt');
    await chat.button('Open receipt').click();
    const receipt = chat.page.getByRole('dialog', { name: 'Receipt' });
    await receipt.getByText('Scone', { exact: true }).waitFor();
    await receipt.getByText('Tom Baker').waitFor();
    await chat.isFit();
    await picture(chat, 'receipt');
    await chat.button('Close', true).click();
    await receipt.waitFor({ state: 'detached' });
  });

  test('a coupon, which tells its code', async () => {
    const chat = await begin(CARD, 'Grace Kim');
    await chat.tap('Till', 'Coupon');
    await chat.button('Reveal code').click();
    await inSight(chat.button('Copy code CHINWAG'));
    await chat.sees('Say it at the till, and the tea is on us.');
    await chat.isFit();
    await picture(chat, 'coupon');
  });

  test('a persona, who types, sends a picture and speaks', async () => {
    const chat = await begin(CARD, 'Elif Demir');
    await chat.tap('Personas', 'Mei brings tea');
    await chat.sees('Photo', 'Mei');
    await chat.sees('Careful, it is hot.', 'Mei');
    await chat.page.getByRole('status', { name: 'Mei is typing' }).waitFor({ state: 'detached' });
    const { psid } = await chatOf('Elif Demir');
    const requestBody = expect.objectContaining({
      sender_action: 'typing_on',
      persona_id: expect.any(String),
    });
    const traffic = await showcase.ask<TrafficEntry[]>('traffic?limit=10000');
    expect(traffic).toContainEqual(expect.objectContaining({ psid, requestBody }));
    await chat.isFit();
    await picture(chat, 'persona');
  });
});
