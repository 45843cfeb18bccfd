/**
 * The chat page with a long chat, in headless Chromium: how much work the main thread has in each frame, how far apart
 * the frames are, and whether anything jumps, while the chat is scrolled from end to end and while a bot is in full flow.
 *
 * There is no graphics card: frames are drawn by the processor, on threads of their own. So the page's own work is told
 * apart from the distance of the frames, which also waits for the drawing.
 */
import { startEmulator } from '@chinwag/emulator';
import { chromium } from 'playwright-core';
import { table } from '../report.js';
import { framesOf } from './frames.js';

const MESSAGES = Number(process.env.MESSAGES ?? 5_000);
const SENDS = Number(process.env.SENDS ?? 300);
const PEOPLE = Number(process.env.PEOPLE ?? 20_000);
const SECONDS = 5;
const BUDGET = 1_000 / 60;
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'];
const TRACED = ['toplevel', 'devtools.timeline', 'devtools.timeline.frame'];
const WORDS = 'Oolong, sencha, scones and a story: what may it be today, and how much of it shall we bring?';

const emulator = await startEmulator();

function send(id, text) {
  return fetch(`${emulator.origin}/v26.0/me/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${emulator.page.accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ recipient: { id }, messaging_type: 'RESPONSE', message: { text } }),
  }).then((answer) => answer.arrayBuffer());
}

const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** So many sends a second, evenly, for some seconds; `to` says to whom the next one goes. */
async function flow(to) {
  const began = performance.now();
  const sent = [];
  while (performance.now() - began < SECONDS * 1_000) {
    const due = ((performance.now() - began) / 1_000) * SENDS;
    while (sent.length < due) sent.push(send(to(sent.length), `${sent.length}: ${WORDS}`));
    await wait(4);
  }
  await Promise.all(sent);
}

/** Scrolls the chat up to its first message, some pages a second, as a flung finger does. */
async function scroll(page) {
  await page.getByRole('log').hover();
  for (;;) {
    await page.mouse.wheel(0, -600);
    await wait(16);
    if (await page.evaluate(() => document.querySelector('[role=log]').scrollTop <= 0)) return;
  }
}

/** Runs something on the page, and tells how its frames were. */
async function measured(browser, page, name, work) {
  await page.evaluate(() => {
    window.shift = 0;
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) window.shift += value;
    }).observe({ type: 'layout-shift' });
  });
  await browser.startTracing(page, { categories: TRACED });
  await work();
  const { traceEvents } = JSON.parse(await browser.stopTracing());
  const { count, work: main, distance, longest } = framesOf(traceEvents);
  const shift = await page.evaluate(() => window.shift);
  const share = (milliseconds) => `${milliseconds.toFixed(1)} ms`;
  const [half, most, worst] = main;
  return [
    name,
    `${count} frames`,
    `main thread ${share(half)} median, ${share(most)} p95 (${(most / BUDGET).toFixed(2)} of a frame), ${share(worst)} p99`,
    `frames apart ${share(distance[0])} median, ${share(distance[1])} p95`,
    `longest task ${share(longest)}`,
    `layout shift ${shift.toFixed(4)}`,
  ];
}

async function open(browser) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(emulator.origin);
  await page.getByRole('log').waitFor();
  await wait(1_000);
  return page;
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: FLAGS,
});
const rows = [];
try {
  const ana = await emulator.person({ name: 'Ana Lopez' });
  for (let index = 0; index < MESSAGES; index += 50) {
    await Promise.all(Array.from({ length: 50 }, (_, at) => send(ana.psid, `${index + at}: ${WORDS}`)));
    await ana.says('Go on!');
  }
  const page = await open(browser);
  rows.push(await measured(browser, page, 'scrolled from end to beginning', () => scroll(page)));
  await page.reload();
  await wait(1_500);
  rows.push(
    await measured(browser, page, `${SENDS} sends a second into the open chat`, () => flow(() => ana.psid)),
  );
  await page.close();
  if (PEOPLE > 0) {
    const began = performance.now();
    const crowd = [];
    for (let index = 0; index < PEOPLE; index++) crowd.push(await emulator.person());
    const made = performance.now() - began;
    const full = await open(browser);
    rows.push(
      await measured(browser, full, `${SENDS} sends a second to ${PEOPLE} people`, () =>
        flow((index) => crowd[(index * 7919) % crowd.length].psid),
      ),
    );
    rows.push(['', `${PEOPLE} people made in ${(made / 1_000).toFixed(1)} s`]);
  }
} finally {
  await browser.close();
  await emulator.close();
}
table(
  `The chat page with ${MESSAGES.toLocaleString('en')} messages (budget: ${BUDGET.toFixed(1)} ms a frame)`,
  rows,
);
