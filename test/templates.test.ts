/// <reference lib="dom" />
import { once } from 'node:events';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RemotePerson } from '@chinwag/emulator';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ChatPage, inSight, launchChromium } from './chat-page.js';
import { type EmulatorProcess, startEmulatorProcess } from './emulator-process.js';
import { FORM, GALLERY, type Shelf, type Specimen, UTILITY_TEMPLATE } from './gallery.js';

// Each kind of message in a real browser. A machine that is busy with the other tests may take its time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const MEDIA = path('../examples/showcase/media/');
const IMAGES = path('../docs/images/templates/');
const DOCS = path('../docs/emulator-templates.md');
const LARGEST = 120_000;
const WINDOW = { width: 390, height: 844 };
/** The width of the sender's picture. */
const FACE = 28;
const SCHEMES = ['light', 'dark'] as const;
/** Below what a picture shows, in pixels: above it a message has room of its own, which begins where another ends. */
const MARGIN = 12;
/** So much of that room the neighbour's edge may touch. */
const SEAM = 2;

let browser: Browser;
let shop: Server;
let media: string;

beforeAll(async () => {
  browser = await launchChromium();
  shop = createServer(({ url = '' }, response) => {
    createReadStream(MEDIA + basename(url)).pipe(response.setHeader('content-type', 'image/png'));
  }).listen(0, '127.0.0.1');
  await once(shop, 'listening');
  media = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await browser?.close();
  shop?.closeAllConnections();
  shop?.close();
});

describe.each(SCHEMES)('in a %s page', (colorScheme) => {
  let running: EmulatorProcess;
  let ana: RemotePerson;
  let chat: ChatPage;
  let shelf: Shelf;

  async function post<Answer>(to: string, body: object): Promise<Answer> {
    const { origin, page } = running.emulator;
    const answer = await fetch(`${origin}/${to}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${page.accessToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${to} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Answer;
  }

  beforeAll(async () => {
    running = await startEmulatorProcess();
    const { origin, page } = running.emulator;
    ana = await running.emulator.person({ name: 'Ana Lopez' });
    await post(`_emulator/pages/${page.id}/instant-forms`, FORM);
    await post('me/message_templates', UTILITY_TEMPLATE);
    const payload = { url: `${media}/storefront.jpg`, is_reusable: true };
    const kept = { message: { attachment: { type: 'image', payload } } };
    const { attachment_id } = await post<{ attachment_id: string }>('me/message_attachments', kept);
    shelf = { media, attachment: attachment_id };
    chat = await ChatPage.open(browser, origin, {
      viewport: WINDOW,
      deviceScaleFactor: 1.5,
      reducedMotion: 'reduce',
      colorScheme,
    });
    await chat.plays(ana.name);
    const [red = 0, green = 0, blue = 0] = await chat.colour(chat.page.locator('body'), 'background-color');
    expect(red + green + blue > 3 * 128).toBe(colorScheme === 'light');
  });

  afterAll(async () => {
    await chat?.page.context().close();
    const code = await running?.stop();
    expect([code, chat?.complaints]).toEqual([0, []]);
  });

  /** Takes a picture for the documentation, when it is asked to. */
  async function picture(name: string, ...parts: Locator[]): Promise<void> {
    await chat.picturesDrawn();
    if (process.env.UPDATE_SCREENSHOTS !== '1') return;
    await chat.rest();
    const boxes = await Promise.all(parts.map((part) => part.boundingBox()));
    const clip = around(boxes.filter((box) => box !== null));
    await chat.page.screenshot({ path: fileOf(name, colorScheme), clip });
  }

  test.each(GALLERY)('$title', async (specimen) => {
    const { title, file, message, request, name, pictures = 0, quickReplies = [], opened } = specimen;
    // Cards of their own: messages that follow each other at once are drawn as one run.
    await ana.says(title);
    const { message_id } = await post<{ message_id: string }>('me/messages', {
      recipient: { id: ana.psid },
      messaging_type: 'RESPONSE',
      ...request,
      message: message(shelf),
    });
    const card = chat.log.locator(`[data-mid="${message_id}"]`);
    await inSight(card);
    if (name) expect(await card.getAttribute('aria-label')).toBe(`My Page: ${name}`);
    await holds(card, specimen);
    await chat.isOffered(...quickReplies);
    await expect.poll(() => drawn(card), { timeout: 30_000 }).toBe(pictures);
    await chat.isFit();
    await picture(file, card, ...(quickReplies.length > 0 ? [chat.quickReplies] : []));

    if (!opened) return;
    await card.getByRole('button', { name: opened.by }).click();
    const shown = opened.dialog ? chat.page.getByRole('dialog', { name: opened.dialog }) : card;
    await holds(shown, opened);
    await chat.isFit();
    await picture(opened.file, shown);
    if (!opened.dialog) return;
    await chat.page.keyboard.press('Escape');
    await shown.waitFor({ state: 'detached' });
  });
});

/** Words, buttons and links are there to be seen. */
async function holds(
  place: Locator,
  { words = [], buttons = [], links = [] }: Pick<Specimen, 'words' | 'buttons' | 'links'>,
) {
  for (const word of words) await place.getByText(word, { exact: true }).first().waitFor();
  for (const name of buttons) await place.getByRole('button', { name }).first().waitFor();
  for (const name of links) await place.getByRole('link', { name }).first().waitFor();
}

/** How many pictures are drawn there that are larger than a face. */
const drawn = (place: Locator) =>
  place
    .locator('img')
    .evaluateAll(
      (images, face) =>
        images.filter(
          (image) => image instanceof HTMLImageElement && image.naturalWidth > 0 && image.width > face,
        ).length,
      FACE,
    );

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What has all of them in it, as wide as the page. */
function around(boxes: Box[]): Box {
  const top = Math.ceil(Math.min(...boxes.map(({ y }) => y))) + SEAM;
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + MARGIN;
  return { x: 0, y: top, width: WINDOW.width, height: bottom - top };
}

const fileOf = (name: string, scheme: (typeof SCHEMES)[number]) =>
  `${IMAGES}${name}${scheme === 'dark' ? '-dark' : ''}.png`;

test.each(GALLERY)('the documentation shows: $title', ({ file, opened }) => {
  const shown = readFileSync(DOCS, 'utf8');
  for (const name of [file, ...(opened ? [opened.file] : [])]) {
    for (const scheme of SCHEMES) {
      const image = fileOf(name, scheme);
      expect(shown).toContain(`(images/templates/${basename(image)})`);
      expect(statSync(image).size).toBeLessThan(LARGEST);
    }
  }
});
