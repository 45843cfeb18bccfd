/// <reference lib="dom" />
import { existsSync } from 'node:fs';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
} from 'playwright-core';
import { expect } from 'vitest';
import { faintTexts } from './legible.js';

/** For so long an answer may take on a machine that is busy with something else. */
const PATIENCE = 30_000;
/** After so many steps of the focus it has been everywhere. */
const MOST_STOPS = 200;
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const CONTROLS = new Set(
  'button checkbox combobox link menuitem option radio searchbox slider switch tab textbox'.split(' '),
);

export async function launchChromium(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) {
    throw new Error(
      `There is no Chromium at ${executablePath}: install one (on Debian \`apt-get install chromium\`), or say in CHROMIUM where it is.`,
    );
  }
  return chromium.launch({ executablePath, args: FLAGS });
}

/** The chat page in a window, and what somebody does there. */
export class ChatPage {
  readonly page: Page;
  /** Where the page asked for something. */
  readonly origins = new Set<string>();
  /** What the browser's console holds against it. */
  readonly complaints: string[] = [];
  readonly log: Locator;
  readonly quickReplies: Locator;
  readonly inspector: Locator;
  readonly message: Locator;

  private constructor(page: Page) {
    this.page = page;
    this.log = page.getByRole('log');
    this.quickReplies = page.getByRole('group', { name: 'Quick replies' });
    this.inspector = page.getByRole('complementary', { name: 'Inspector' });
    this.message = page.getByRole('textbox', { name: 'Message' });
    page.setDefaultTimeout(PATIENCE);
    page.on('request', (request) => this.origins.add(new URL(request.url()).origin));
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (said) => {
      if (['error', 'warning'].includes(said.type())) this.complaints.push(said.text());
    });
  }

  static async open(browser: Browser, address: string, window: BrowserContextOptions): Promise<ChatPage> {
    return ChatPage.openIn(await browser.newContext(window), address);
  }

  static async openIn(context: BrowserContext, address: string): Promise<ChatPage> {
    const chat = new ChatPage(await context.newPage());
    await chat.page.goto(address);
    await chat.page.getByRole('main', { name: 'Chat' }).waitFor();
    return chat;
  }

  /** Adds a person and plays them. In a narrow window the people are in a drawer. */
  async play(name: string): Promise<void> {
    await this.showPeople();
    await this.button('Add a person').click();
    await this.page.getByRole('textbox', { name: 'Name' }).fill(name);
    await this.button('Add', true).click();
    await this.plays(name);
  }

  async showPeople(): Promise<void> {
    const drawer = this.button('Show people');
    if (await drawer.isVisible()) await drawer.click();
  }

  async plays(name: string): Promise<void> {
    await this.page.getByText(`Chatting as ${name}`).waitFor();
  }

  async getStarted(): Promise<void> {
    await this.button('Get Started').click();
    await this.sees('What would you like to see?');
  }

  async say(text: string): Promise<void> {
    await this.message.fill(text);
    await this.button('Send', true).click();
  }

  /** Taps quick replies, one after the other. */
  async tap(...titles: string[]): Promise<void> {
    for (const name of titles) await this.quickReplies.getByRole('button', { name, exact: true }).click();
  }

  /** Waits until these, and no others, are the quick replies on offer. */
  async isOffered(...titles: string[]): Promise<void> {
    const offered = () => this.quickReplies.getByRole('button').allTextContents();
    await expect.poll(offered, { timeout: PATIENCE }).toEqual(titles);
  }

  /** Takes an item of the Page's menu. */
  async pick(title: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Menu', expanded: false }).click();
    await this.page.getByRole('menuitem', { name: title }).click();
  }

  button(name: string, exact = false): Locator {
    return this.page.getByRole('button', { name, exact });
  }

  /** A message of the Page's, or of the persona's who speaks for it. */
  messageFrom(text: string, sender = 'My Page'): Locator {
    return this.log.getByRole('article', { name: `${sender}: ${text}`, exact: true }).last();
  }

  /** Waits until a message of the Page's is on the screen. */
  async sees(text: string, sender?: string): Promise<void> {
    await inSight(this.messageFrom(text, sender));
  }

  /** A webhook or a Graph request in the inspector, by its name and by the words it carries; the newest. */
  entry(name: RegExp, words = ''): Locator {
    return this.inspector.getByRole('option', { name }).filter({ hasText: words }).first();
  }

  /** Waits until every picture in the window is drawn: those further off are loaded when they come near. */
  async picturesDrawn(): Promise<void> {
    const missing = () =>
      this.page.evaluate(
        () =>
          new Promise<string[]>((resolve) => {
            const observer = new IntersectionObserver((entries) => {
              observer.disconnect();
              const shown = entries.filter(({ isIntersecting }) => isIntersecting);
              resolve(
                shown.flatMap(({ target }) => {
                  const { complete, naturalWidth, src } = target as HTMLImageElement;
                  return complete && naturalWidth > 0 ? [] : [src];
                }),
              );
            });
            for (const image of document.images) observer.observe(image);
          }),
      );
    await expect.poll(missing, { timeout: PATIENCE }).toEqual([]);
  }

  /** Takes mouse and focus away from everything that shows it. */
  async rest(): Promise<void> {
    const dialog = this.page.getByRole('dialog');
    const window = (await dialog.isVisible()) ? dialog : this.page.getByRole('main');
    await window.getByRole('heading').first().click();
  }

  /** Presses Tab until the focus is where it shall be. */
  async tabTo(target: Locator): Promise<void> {
    for (let presses = 0; presses < MOST_STOPS; presses++) {
      if (await this.isFocused(target)) return;
      await this.page.keyboard.press('Tab');
    }
    throw new Error(`${MOST_STOPS} times Tab, and the focus has not come to ${target}`);
  }

  isFocused(target: Locator): Promise<boolean> {
    return target.evaluate((element) => element === document.activeElement);
  }

  /** Everything fits the window, can be read, and has a name for a screen reader. */
  async isFit(): Promise<void> {
    expect(await this.overhang()).toBeLessThanOrEqual(0);
    expect(await this.page.evaluate(faintTexts)).toEqual([]);
    expect(await this.namelessControls()).toEqual([]);
  }

  /** How much wider the page and the chat are than their windows, in pixels. */
  private overhang(): Promise<number> {
    return this.page.evaluate(() =>
      Math.max(
        ...[document.documentElement, ...document.querySelectorAll('[role=log]')].map(
          (element) => element.scrollWidth - element.clientWidth,
        ),
      ),
    );
  }

  /** Red, green and blue of a text, or of what is behind it, from 0 to 255. */
  async colour(target: Locator, property: 'color' | 'background-color' = 'color'): Promise<number[]> {
    const style = await target.evaluate(
      (element, name) => getComputedStyle(element).getPropertyValue(name),
      property,
    );
    return style.match(/\d+/g)?.map(Number) ?? [];
  }

  /** The controls for which a screen reader has no name. */
  private async namelessControls(): Promise<string[]> {
    const browser = await this.page.context().newCDPSession(this.page);
    const { nodes } = await browser.send('Accessibility.getFullAXTree');
    const controls = nodes.filter(({ ignored, role }) => !ignored && CONTROLS.has(role?.value));
    expect(controls.length).toBeGreaterThan(0);
    const nameless = controls.filter(({ name }) => !name?.value?.trim());
    const sources = nameless.map(async ({ backendDOMNodeId: backendNodeId }) => {
      const { outerHTML } = await browser.send('DOM.getOuterHTML', { backendNodeId });
      return outerHTML;
    });
    return Promise.all(sources);
  }
}

/** How much of an element is within everything that it scrolls in: from 0 to 1. */
export function shareInSight(locator: Locator): Promise<number> {
  return locator.evaluate(
    (element) =>
      new Promise<number>((resolve) => {
        const observer = new IntersectionObserver(([entry]) => {
          observer.disconnect();
          resolve(entry?.intersectionRatio ?? 0);
        });
        observer.observe(element);
      }),
  );
}

export async function inSight(locator: Locator): Promise<void> {
  await locator.waitFor();
  await expect.poll(() => shareInSight(locator), { timeout: PATIENCE }).toBeGreaterThan(0.98);
}
