/// <reference lib="dom" />
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Campaigns } from 'chinwag/campaigns';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type CampaignPage, serveCampaignPage } from '../packages/chinwag/src/campaigns/page/server.js';
import { exampleReport } from '../packages/chinwag/test/campaigns/page/example-report.js';
import { type CampaignDemo, startCampaignDemo } from './campaign-demo.js';
import { launchChromium } from './chat-page.js';
import { faintTexts } from './legible.js';

// The example in a real browser. A machine that is busy with the other tests may take its time.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

const TAKES_PICTURES = process.env.UPDATE_SCREENSHOTS === '1';
const PEOPLE = TAKES_PICTURES ? 20_000 : 1_500;
const IMAGES = fileURLToPath(new URL('../docs/images', import.meta.url));
const PATIENCE = 60_000;
const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' };
const PHONE: BrowserContextOptions = { ...DESKTOP, viewport: { width: 390, height: 844 }, hasTouch: true };

let browser: Browser;
let demo: CampaignDemo;

beforeAll(async () => {
  browser = await launchChromium();
  demo = await startCampaignDemo(PEOPLE);
  // So slow that it is not over before a busy machine has drawn the page.
  await vi.waitUntil(async () => (await setRate(PEOPLE / 30)) === 204, { timeout: PATIENCE });
});

afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

async function open(options: BrowserContextOptions): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (said) => {
    if (['error', 'warning'].includes(said.type())) complaints.push(said.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(demo.address) && !request.url().startsWith('blob:')) {
      complaints.push(`asked ${request.url()}`);
    }
  });
  await page.goto(`${demo.address}#/black-friday`);
  await page.getByRole('heading', { name: 'black-friday' }).waitFor();
  return { page, complaints };
}

/** Gives an order as the page does; answers its status. */
async function setRate(perSecond: number): Promise<number> {
  const { origin } = new URL(demo.address);
  const answer = await fetch(`${origin}/api/campaigns/black-friday/orders`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ type: 'rate', perSecond }),
  });
  return answer.status;
}

/** Takes the pictures of the documentation, when it is asked to: when most is done, and the funnel has a shape. */
async function takePictures(): Promise<void> {
  if (!TAKES_PICTURES) return;
  for (const [name, options] of Object.entries({
    'campaign-page': { ...DESKTOP, colorScheme: 'light' },
    'campaign-page-dark': { ...DESKTOP, colorScheme: 'dark' },
    'campaign-page-phone': { ...PHONE, colorScheme: 'light' },
    'campaign-page-phone-dark': { ...PHONE, colorScheme: 'dark' },
  } as const)) {
    const { page } = await open(options);
    await expect.poll(() => done(page), { timeout: 180_000 }).toBeGreaterThan(PEOPLE * 0.6);
    await page.screenshot({ path: `${IMAGES}/${name}.png` });
    await page.context().close();
  }
}

/** Waits until nobody more is done with: what was on its way when an order came is noted within moments. */
async function atRest(page: Page): Promise<number> {
  let before = -1;
  const isStill = async () => {
    const last = before;
    before = await done(page);
    return before === last;
  };
  await expect.poll(isStill, { interval: 1_500, timeout: PATIENCE }).toBe(true);
  return before;
}

/** How far the funnel goes. */
async function countOf(page: Page, step: string): Promise<number> {
  const words = await page
    .getByRole('region', { name: 'From sent to answered' })
    .getByRole('img')
    .getAttribute('aria-label');
  return Number(new RegExp(`${step} ([\\d,]+)`).exec(words ?? '')?.[1]?.replaceAll(',', ''));
}

/** The people who are done with, of all. */
async function done(page: Page): Promise<number> {
  return Number(await page.getByRole('progressbar', { name: 'People done' }).getAttribute('aria-valuenow'));
}

async function isFit(page: Page): Promise<void> {
  expect(await page.evaluate(faintTexts)).toEqual([]);
  const overhang = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await overhang()).toBeLessThanOrEqual(0);
}

const state = (page: Page, word: string) =>
  page.getByRole('status').filter({ hasText: new RegExp(`^${word}$`) });

describe('the page of a campaign', () => {
  test('an operator watches, slows down, pauses, resumes and exports', async () => {
    const { page, complaints } = await open({ ...DESKTOP, acceptDownloads: true });
    await state(page, 'Running').waitFor();
    await expect.poll(() => done(page), { timeout: PATIENCE }).toBeGreaterThan(PEOPLE / 20);
    await isFit(page);
    // The drawing begins with the first messages, which come after the page.
    await page.locator('.timeline-drawing .area').first().waitFor({ state: 'attached' });

    await page.getByRole('button', { name: 'Pause' }).click();
    await state(page, 'Paused').waitFor();
    const paused = await atRest(page);
    expect(paused).toBeLessThan(PEOPLE);
    await page.getByLabel('At most a second').fill('100');
    await page.getByRole('button', { name: 'Set rate' }).click();
    await page.getByText('At most 100 a second from now on.').waitFor();
    await page.getByRole('button', { name: 'Resume' }).click();
    await state(page, 'Running').waitFor();
    await expect.poll(() => done(page), { timeout: PATIENCE }).toBeGreaterThan(paused);
    await page.getByLabel('At most a second').fill('');
    await page.getByRole('button', { name: 'Set rate' }).click();
    await page.getByText('As fast as the platform allows from now on.').waitFor();

    await takePictures();

    await state(page, 'Finished').waitFor({ timeout: 180_000 });
    // Receipts come in beyond the end.
    await expect.poll(() => countOf(page, 'Answered'), { timeout: PATIENCE }).toBeGreaterThan(0);
    await isFit(page);

    const exported = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Export people as CSV' }).click();
    const rows = readFileSync(await (await exported).path(), 'utf8')
      .trim()
      .split('\r\n');
    const audience = page.getByRole('region', { name: 'Audience' });
    const people = await audience
      .getByRole('listitem')
      .filter({ hasText: 'People to send to' })
      .textContent();
    expect(rows).toHaveLength(1 + Number(people?.replace(/\D/g, '')));
    const drawn = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export picture as PNG' }).click();
    const picture = readFileSync(await (await drawn).path());
    expect((await drawn).suggestedFilename()).toBe('black-friday.png');
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([2_400, 1_312]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('the funnel narrows, the variants are compared, and the failures have reasons', async () => {
    const { page } = await open(DESKTOP);
    await state(page, 'Finished').waitFor();
    const counts: number[] = [];
    for (const step of ['Sent', 'Delivered', 'Read', 'Answered']) counts.push(await countOf(page, step));
    expect(counts).toEqual([...counts].sort((one, other) => other - one));
    await page
      .getByRole('region', { name: 'Variants' })
      .getByRole('rowheader', { name: 'favourite' })
      .waitFor();
    const failures = page.getByRole('region', { name: 'Failures' });
    expect(await failures.getByRole('listitem').count()).toBeGreaterThan(0);
    await page.context().close();
  });

  test.each(['light', 'dark'] as const)('on a phone, %s, and by keyboard', async (colorScheme) => {
    const { page, complaints } = await open({ ...PHONE, colorScheme });
    await isFit(page);
    await page.getByRole('link', { name: 'All campaigns' }).press('Enter');
    await page.getByRole('navigation', { name: 'Campaigns' }).waitFor();
    await isFit(page);
    await page.getByRole('link', { name: /black-friday/ }).press('Enter');
    const moment = page.getByRole('slider', { name: 'Moment' });
    await moment.press('Home');
    expect(await moment.getAttribute('aria-valuetext')).toMatch(
      /: Sent \d+, Delivered \d+, Read \d+, Answered \d+$/,
    );
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('a campaign there is none of is told, and so is a server that has gone', async () => {
    const { page } = await open(DESKTOP);
    await page.goto(`${demo.address}#/white-friday`);
    await page.getByRole('heading', { name: 'There is no campaign “white-friday”' }).waitFor();
    await page.goto(`${demo.address}#/black-friday`);
    expect(await demo.stop()).toBe(0);
    await page.getByRole('alert').getByText('The page has lost its server.').waitFor();
    await page.context().close();
  });
});

describe('the page of campaigns that are hard to show', () => {
  const none = { queued: 0, sending: 0, sent: 0, failed: 0, doubtful: 0, skipped: 0 };
  const long = 'x'.repeat(200);
  const reports = [
    exampleReport({
      name: long,
      failures: Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`${at} ${long}`, 5])),
      progress: { queued: 7_836, sending: 12, sent: 12_000, failed: 150, doubtful: 2, skipped: 0 },
      variants: {
        [long]: { sent: 6_000, delivered: 5_900, read: 3_000, answered: 300, failed: 70 },
        b: { sent: 6_000, delivered: 5_600, read: 3_000, answered: 200, failed: 80 },
      },
    }),
    ...['a/b?c#d%e', '<b>"1" & \'2\'</b>', '日本語 عربى 👨‍👩‍👧'].map((name) =>
      exampleReport({ name, state: 'stopped', reason: 'no process is running it: start it again' }),
    ),
    exampleReport({ name: 'refused', state: 'finished', progress: { ...none, failed: 20_000 } }),
  ];
  let served: CampaignPage;

  beforeAll(async () => {
    const campaigns = {
      list: async () => reports.map((report) => ({ ...report, people: 20_000, done: 12_153 })),
      get: (wanted: string) => ({ report: async () => reports.find(({ name }) => name === wanted) }),
    };
    served = await serveCampaignPage(campaigns as unknown as Campaigns, 0);
  });

  afterAll(() => served.close());

  test.each(['light', 'dark'] as const)(
    'fits on a small phone, %s, whatever it is called',
    async (colorScheme) => {
      const context = await browser.newContext({
        ...PHONE,
        viewport: { width: 360, height: 740 },
        colorScheme,
      });
      const page = await context.newPage();
      for (const { name } of reports) {
        await page.goto(`${served.address}/#/${encodeURIComponent(name)}`);
        await page.getByRole('heading', { name, exact: true }).waitFor();
        await isFit(page);
      }
      await context.close();
    },
  );

  test('shows in the list what became of the people', async () => {
    const page = await browser.newPage(DESKTOP);
    await page.goto(`${served.address}/#/${long}`);
    const bar = page.getByRole('link', { name: 'refused' }).locator('.done');
    const widthOf = async (part: string) =>
      (await bar.locator(part).evaluate((drawn) => drawn.getBoundingClientRect().width)) as number;
    const whole = await bar.evaluate((drawn) => drawn.getBoundingClientRect().width);
    expect(await widthOf('[data-part="failed"]')).toBeCloseTo(whole, 0);
    expect(await widthOf('[data-part="sent"]')).toBe(0);
    const colourOf = (part: string) =>
      page.locator(`.bar [data-part="${part}"]`).evaluate((drawn) => getComputedStyle(drawn).backgroundColor);
    const shown = await bar
      .locator('[data-part="failed"]')
      .evaluate((drawn) => getComputedStyle(drawn).backgroundColor);
    expect(shown).toBe(await colourOf('failed'));
    expect(shown).not.toBe(await colourOf('sent'));
    await page.close();
  });

  test('tells of a campaign what it knows of that one', async () => {
    const page = await browser.newPage(PHONE);
    let tell = () => {};
    const told = new Promise<void>((resolve) => (tell = resolve));
    await page.route(/campaign=x/, (route) => told.then(() => route.continue()));
    await page.goto(`${served.address}/`);
    await page.getByRole('link', { name: long }).click();
    await expect.poll(() => page.title()).toContain(long);
    expect(await page.getByText('There is no campaign').count()).toBe(0);
    tell();
    await page.getByRole('heading', { name: long, exact: true }).waitFor();
    await page.close();
  });

  test('keeps the rate that is typed while another is on its way', async () => {
    const page = await browser.newPage(DESKTOP);
    let take = () => {};
    const taken = new Promise<void>((resolve) => (take = resolve));
    await page.route('**/orders', (route) => taken.then(() => route.fulfill({ status: 204 })));
    await page.goto(`${served.address}/#/${long}`);
    const rate = page.getByLabel('At most a second');
    await rate.fill('100');
    await rate.press('Enter');
    await rate.fill('200');
    take();
    await page.getByText('At most 100 a second from now on.').waitFor();
    expect(await rate.inputValue()).toBe('200');
    await page.close();
  });

  test('shows an order that has been taken, until the news show what came of it', async () => {
    const report = exampleReport({ name: 'steered', rate: { limit: 300, now: 298 } });
    reports.push(report);
    const page = await browser.newPage(DESKTOP);
    let take = () => {};
    const taken = new Promise<void>((resolve) => (take = resolve));
    await page.route('**/orders', (route) => taken.then(() => route.fulfill({ status: 204 })));
    await page.goto(`${served.address}/#/steered`);
    const asked = page.waitForRequest('**/orders');
    await page.getByRole('button', { name: 'Pause' }).click();
    await asked;
    expect(await state(page, 'Running').isVisible()).toBe(true);
    take();
    await state(page, 'Pausing…').waitFor();
    Object.assign(report, { state: 'paused' });
    await state(page, 'Paused').waitFor();
    const rate = page.getByLabel('At most a second');
    await rate.fill('100');
    await rate.press('Enter');
    await page.getByText('At most 100 a second from now on.').waitFor();
    expect(await rate.inputValue()).toBe('100');
    Object.assign(report, { rate: { limit: 200, now: 0 } });
    await expect.poll(() => rate.inputValue(), { timeout: PATIENCE }).toBe('200');
    await page.close();
  });

  test('is drawn for a picture with the letters of the page, and a title that fits', async () => {
    const context = await browser.newContext({ ...DESKTOP, acceptDownloads: true });
    const page = await context.newPage();
    await page.addInitScript(() => {
      const { createObjectURL } = URL;
      URL.createObjectURL = (blob: Blob) => {
        void blob.text().then((text) => text.startsWith('<svg') && Object.assign(window, { drawn: text }));
        return createObjectURL(blob);
      };
    });
    await page.goto(`${served.address}/#/${long}`);
    await page.getByRole('button', { name: 'Export picture as PNG' }).click();
    await page.waitForFunction(() => 'drawn' in window);
    const drawn = await page.evaluate(() => (window as unknown as { drawn: string }).drawn);
    // There is no style sheet in a picture: a font for emoji would give its digits to everything.
    expect(drawn).toMatch(/font-family="[^"]*sans-serif/);
    expect(drawn).not.toMatch(/font-family="[^"]*Emoji/);
    expect(drawn).toMatch(/class="poster-title"[^>]*>x{20,199}…</);
    await context.close();
  });

  test('is reached past a long list by keyboard', async () => {
    const page = await browser.newPage(DESKTOP);
    await page.goto(`${served.address}/#/${long}`);
    await page.getByRole('button', { name: 'Skip the list' }).press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('Pause');
    await page.close();
  });
});
