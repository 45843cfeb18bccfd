/**
 * The emulator alone on one core, whoever talks to it on the other: sends in, webhooks out, what a million sends leave
 * behind, what an upload does to everybody else, how soon it is there, and how much the chat page weighs.
 */
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import http from 'node:http';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { median, table } from '../report.js';
import { fire, stubBot } from './load.js';

const SENDS = 60_000;
const WEBHOOKS = 20_000;
const LIFETIME = Number(process.env.SENDS ?? 1_000_000);
const ROUNDS = 3;
const MEGABYTE = 2 ** 20;
const script = fileURLToPath(new URL('serve.js', import.meta.url));

/** Starts an emulator on the first core. */
async function serve(options = {}) {
  const child = fork(script, [JSON.stringify(options)], { execArgv: ['--expose-gc'] });
  const [about] = await once(child, 'message');
  if (process.platform === 'linux') {
    execFileSync('taskset', ['-acp', '0', String(child.pid)], { stdio: 'ignore' });
  }
  const ask = async (order) => {
    child.send(order);
    return (await once(child, 'message'))[0];
  };
  return { ...about, ask, stop: () => child.kill('SIGKILL') };
}

function prepareSends({ token, psids }, count) {
  return Array.from({ length: count }, (_, index) => {
    const id = psids[index % psids.length];
    const body = `{"recipient":{"id":"${id}"},"messaging_type":"RESPONSE","message":{"text":"Hello number ${index}"}}`;
    return (
      `POST /v26.0/me/messages HTTP/1.1\r\nhost: graph\r\ncontent-type: application/json\r\n` +
      `authorization: Bearer ${token}\r\ncontent-length: ${body.length}\r\n\r\n${body}`
    );
  });
}

/**
 * Text sends with no webhook subscribed: how many a second, and how many a second of the core's time, which is the same
 * on a machine that has nothing else to do.
 */
async function sends() {
  const rates = [];
  const coreRates = [];
  for (let round = 0; round < ROUNDS; round++) {
    const emulator = await serve();
    await fire(emulator.origin, prepareSends(emulator, SENDS / 6));
    const requests = prepareSends(emulator, SENDS);
    const before = await emulator.ask('usage');
    const began = performance.now();
    await fire(emulator.origin, requests);
    rates.push(SENDS / ((performance.now() - began) / 1000));
    const after = await emulator.ask('usage');
    coreRates.push(SENDS / ((after.cpu - before.cpu) / 1_000_000));
    emulator.stop();
  }
  return [median(rates), median(coreRates)];
}

/** The same for webhooks, to a bot that answers at once. */
async function webhooks() {
  const bot = await stubBot();
  const emulator = await serve({ webhookUrl: `${bot.origin}/webhook` });
  await emulator.ask({ say: WEBHOOKS / 10 });
  const rates = [];
  const coreRates = [];
  for (let round = 0; round < ROUNDS; round++) {
    const received = bot.received;
    const before = await emulator.ask('usage');
    const { milliseconds } = await emulator.ask({ say: WEBHOOKS });
    const after = await emulator.ask('usage');
    rates.push((bot.received - received) / (milliseconds / 1000));
    coreRates.push((bot.received - received) / ((after.cpu - before.cpu) / 1_000_000));
  }
  emulator.stop();
  bot.close();
  return [median(rates), median(coreRates)];
}

/** The heap after a tenth and after all of a million sends: the history is capped, so it must not grow. */
async function lifetime() {
  const emulator = await serve({ history: { messages: 1_000, traffic: 10_000 } });
  const heaps = [];
  for (let tenth = 0; tenth < 10; tenth++) {
    const requests = prepareSends(emulator, LIFETIME / 10);
    await fire(emulator.origin, requests);
    heaps.push((await emulator.ask('usage')).heap / MEGABYTE);
  }
  emulator.stop();
  return heaps;
}

/** How long other requests take while 25 MB come in: the 99th percentile of them. */
async function upload() {
  const emulator = await serve();
  const uploader = fork(fileURLToPath(new URL('uploader.js', import.meta.url)), [
    emulator.origin,
    emulator.token,
  ]);
  const agent = new http.Agent({ keepAlive: true });
  const times = [];
  const ask = () =>
    new Promise((resolve, reject) => {
      const began = performance.now();
      const url = `${emulator.origin}/me?access_token=${emulator.token}`;
      const request = http.get(url, { agent }, (response) =>
        response.resume().on('end', () => resolve(times.push(performance.now() - began))),
      );
      request.on('error', reject);
    });
  for (let round = 0; round < 10; round++) {
    let status;
    uploader.once('message', (answer) => {
      ({ status } = answer);
    });
    uploader.send('go');
    while (status === undefined) await ask();
    if (status !== 200) throw new Error(`the upload was refused with HTTP ${status}`);
  }
  uploader.kill('SIGKILL');
  emulator.stop();
  agent.destroy();
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)];
}

/** From `startEmulator()` to the first request it takes, and what loading the package takes before that. */
async function start() {
  const starting = [];
  const loading = [];
  for (let round = 0; round < 5; round++) {
    const emulator = await serve();
    starting.push(emulator.starting);
    loading.push(emulator.loading);
    emulator.stop();
  }
  return `${Math.round(median(starting))} ms, after ${Math.round(median(loading))} ms to load the package`;
}

/** Every script, style sheet and page of the chat page, as a server would compress it. */
function assets() {
  const folder = fileURLToPath(new URL('../../packages/emulator/dist/ui', import.meta.url));
  if (!existsSync(folder)) return Number.NaN;
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(js|css|html|svg)$/.test(name))
    .reduce((sum, name) => sum + gzipSync(readFileSync(`${folder}/${name}`), { level: 9 }).length, 0);
}

export async function emulator() {
  if (process.platform === 'linux') {
    execFileSync('taskset', ['-acp', '1', String(process.pid)], { stdio: 'ignore' });
  }
  const whole = (rate) => Math.round(rate).toLocaleString('en');
  const count = ([rate, ofCore]) => `${whole(rate)} a second, ${whole(ofCore)} a second of the core`;
  table('Messenger on localhost, on one core', [
    ['text sends', count(await sends()), '(goal: 5,000)'],
    ['webhooks out', count(await webhooks()), '(goal: 2,000)'],
    [
      'other requests during 25 MB uploads',
      `${(await upload()).toFixed(1)} ms, 99th percentile`,
      '(goal: under 50)',
    ],
    ['start', await start(), '(goal: under 150)'],
    ['chat page', `${(assets() / 1024).toFixed(1)} kB compressed`, '(goal: under 150)'],
  ]);
  const heaps = await lifetime();
  table(`the heap over ${LIFETIME.toLocaleString('en')} sends, history capped (goal: flat)`, [
    ['MB after each tenth', ...heaps.map((heap) => heap.toFixed(0))],
  ]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await emulator();
