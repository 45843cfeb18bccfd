import { once } from 'node:events';
import { request } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CampaignControl, Campaigns } from '../../../src/campaigns/campaign.js';
import { CampaignError } from '../../../src/campaigns/errors.js';
import { type CampaignPage, serveCampaignPage } from '../../../src/campaigns/page/server.js';
import type { CampaignReport } from '../../../src/campaigns/report.js';
import { exampleReport } from './example-report.js';

/** A ledger's campaigns, of which there is one, and what was asked of it. */
class OneCampaign implements Campaigns {
  readonly orders: unknown[] = [];
  report: CampaignReport = exampleReport();

  async list() {
    const { id, name, state, audience, progress } = this.report;
    return [{ id, name, state, people: audience.people, done: progress.sent, progress }];
  }

  get(name: string): CampaignControl {
    const order = async (given: unknown, state?: CampaignReport['state']) => {
      this.orders.push(given);
      if (state) this.report = { ...this.report, state };
    };
    return {
      name,
      pause: () => order('pause', 'paused'),
      resume: () => order('resume', 'running'),
      cancel: () => order('cancel', 'cancelled'),
      setRate: (perSecond) => order(perSecond),
      remove: async () => ({ people: 1 }),
      report: async () => {
        if (name === this.report.name) return this.report;
        throw new CampaignError(`there is no campaign ${name}`);
      },
      async *progress() {},
      async *recipients() {
        yield { psid: '24837492837492834', line: 2, state: 'sent' as const };
      },
    };
  }

  async close() {}
}

let campaigns: OneCampaign;
let page: CampaignPage;

beforeEach(async () => {
  campaigns = new OneCampaign();
  page = await serveCampaignPage(campaigns, 0);
});

afterEach(async () => {
  vi.useRealTimers();
  await page.close();
});

interface Asked {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** Over node:http, since fetch chooses Host and Origin itself. */
async function ask(path: string, { method = 'GET', headers = {}, body }: Asked = {}) {
  const asked = request(new URL(path, page.address), { method, headers }).end(body);
  const [answer] = await once(asked, 'response');
  return { status: answer.statusCode as number, headers: answer.headers, text: await textOf(answer) };
}

const ORDERS = '/api/campaigns/black-friday/orders';
const order = (body: string, headers: Record<string, string> = {}) =>
  ask(ORDERS, {
    method: 'POST',
    body,
    headers: { origin: page.address, 'content-type': 'application/json', ...headers },
  });

describe('orders', () => {
  test.each([
    ['{"type":"pause"}', 'pause'],
    ['{"type":"resume"}', 'resume'],
    ['{"type":"cancel"}', 'cancel'],
    ['{"type":"rate","perSecond":40}', 40],
    ['{"type":"rate","perSecond":null}', null],
  ])('%s is followed', async (body, followed) => {
    expect(await order(body)).toMatchObject({ status: 204 });
    expect(campaigns.orders).toEqual([followed]);
  });

  test.each([
    ['no JSON', '{', /no order/],
    ['another order', '{"type":"start"}', /no order/],
    ['one with the name of a method', '{"type":"report"}', /no order/],
    ['no rate', '{"type":"rate"}', /no order/],
    ['a rate of 0', '{"type":"rate","perSecond":0}', /0 is no rate/],
    ['a rate without end', '{"type":"rate","perSecond":1e999}', /Infinity is no rate/],
    ['a long one', `{"type":"pause","why":"${'x'.repeat(2_000)}"}`, /no order/],
  ])('%s is refused', async (_, body, words) => {
    const answer = await order(body);
    expect(answer.status).toBe(409);
    expect(answer.text).toMatch(words);
    expect(campaigns.orders).toEqual([]);
  });

  test.each([
    ['another site', { origin: 'https://evil.example' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:9' }],
    ['a page without an origin', { origin: 'null' }],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['a form that hides JSON', { 'content-type': 'text/plain' }],
    ['a name that leads here', { host: 'evil.example', origin: 'http://evil.example' }],
  ])('from %s are refused', async (_, headers) => {
    expect(await order('{"type":"cancel"}', headers)).toMatchObject({ status: 403 });
    expect(campaigns.orders).toEqual([]);
  });
});

test.each(['/', '/api/news?campaign=black-friday', '/api/campaigns/black-friday/people.csv'])(
  '%s is not told to a name that leads here',
  async (path) => {
    const answer = await ask(path, { headers: { host: 'evil.example' } });
    expect(answer.status).toBe(403);
    expect(answer.text).not.toContain('24837492837492834');
  },
);

test('every answer forbids what the page does not need', async () => {
  for (const path of ['/', '/api/campaigns/black-friday/people.csv', '/nothing']) {
    const { headers } = await ask(path);
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'self';/,
    );
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  }
});

test('everybody is exported, and of no campaign nobody', async () => {
  const { headers, text } = await ask('/api/campaigns/black-friday/people.csv');
  expect(headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(text).toContain('24837492837492834,2,sent');
  expect(await ask('/api/campaigns/white-friday/people.csv')).toMatchObject({ status: 409 });
  expect((await ask('/api/campaigns/white-friday/people.csv')).text).toContain(
    'there is no campaign white-friday',
  );
});

test('news come at once, and again when something changes', async () => {
  const asked = request(new URL('/api/news?campaign=black-friday', page.address)).end();
  const [answer] = await once(asked, 'response');
  const news: { report: CampaignReport }[] = [];
  for await (const piece of answer.setEncoding('utf8')) {
    for (const [, data = ''] of piece.matchAll(/^data: (.*)$/gm)) news.push(JSON.parse(data));
    if (news.length === 1) await order('{"type":"pause"}');
    if (news.length === 2) break;
  }
  expect(news.map(({ report }) => report.state)).toEqual(['running', 'paused']);
});

test('what has changed while news are being told is told next, and not a second later', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  let look = () => {};
  const looked = new Promise<void>((resolve) => (look = resolve));
  let tell = () => {};
  const told = new Promise<void>((resolve) => (tell = resolve));
  const control = campaigns.get('black-friday');
  campaigns.get = () => ({
    ...control,
    async report() {
      const { report } = campaigns;
      look();
      await told;
      return report;
    },
  });
  const asked = request(new URL('/api/news?campaign=black-friday', page.address)).end();
  const answered = once(asked, 'response');
  await looked;
  await order('{"type":"pause"}');
  tell();
  const [answer] = await answered;
  const states: string[] = [];
  for await (const piece of answer.setEncoding('utf8')) {
    for (const [, data = ''] of piece.matchAll(/^data: (.*)$/gm)) states.push(JSON.parse(data).report.state);
    if (states.length === 2) break;
  }
  expect(states).toEqual(['running', 'paused']);
});

test('nothing piles up for a page that does not read, and it hears the newest when it does', async () => {
  const reason = 'x'.repeat(4_000_000);
  campaigns.report = exampleReport({ reason });
  const asked = request(new URL('/api/news?campaign=black-friday', page.address)).end();
  const [answer] = await once(asked, 'response');
  for (let turn = 0; turn < 20; turn++) {
    campaigns.report = exampleReport({ reason, rate: { limit: turn, now: turn } });
    await order('{"type":"pause"}');
  }
  let news = 0;
  let rest = '';
  for await (const piece of answer.setEncoding('utf8')) {
    const [last = '', ...lines] = (rest + piece).split('\n').reverse();
    rest = last;
    const data = lines.filter((line) => line.startsWith('data: '));
    news += data.length;
    if (data.some((line) => JSON.parse(line.slice(6)).report.rate.now === 19)) break;
  }
  expect(news).toBeLessThan(12);
});

test('a page of rehearsals says so with all its news', async () => {
  const rehearsals = await serveCampaignPage(campaigns, 0, { rehearsal: 'http://localhost:3100' });
  const asked = request(new URL('/api/news', rehearsals.address)).end();
  const [answer] = await once(asked, 'response');
  const [piece] = await once(answer, 'data');
  const [, data = ''] = /^data: (.*)$/m.exec(String(piece)) ?? [];
  expect(JSON.parse(data)).toMatchObject({ rehearsal: 'http://localhost:3100', report: null });
  asked.destroy();
  await rehearsals.close();
});
