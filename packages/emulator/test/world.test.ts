import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Emulator, type PersonHandle, startEmulator } from '../src/index.js';
import { TestBot } from './bot.js';
import { controlOf } from './control-client.js';
import { graphOf } from './graph-client.js';

let emulator: Emulator;
let control: ReturnType<typeof controlOf>;
let graph: ReturnType<typeof graphOf>;
let ana: PersonHandle;

beforeEach(async () => {
  emulator = await startEmulator();
  control = controlOf(emulator);
  graph = graphOf(emulator);
  ana = await emulator.person({ name: 'Ana' });
});

afterEach(() => emulator.close());

describe('the 24-hour window', () => {
  const outside = {
    code: 10,
    error_subcode: 2018278,
    type: 'OAuthException',
    message: expect.stringContaining('outside of allowed window'),
  };
  const tagged = (tag: string) =>
    graph.send(ana.psid, { text: 'hi' }, { messaging_type: 'MESSAGE_TAG', tag });

  it('shuts a day after the last word, and opens with the next', async () => {
    await ana.says('hello');
    emulator.moveClock({ hours: 23, minutes: 59 });
    expect((await graph.send(ana.psid, { text: 'in time' })).status).toBe(200);
    emulator.moveClock({ hours: 1 });
    const late = await graph.send(ana.psid, { text: 'too late' });
    expect([late.status, late.body.error]).toEqual([400, expect.objectContaining(outside)]);
    expect((await graph.send(ana.psid, { sticker_id: 369239263222822 })).body.error).toMatchObject(outside);
    await ana.says('again');
    expect((await graph.send(ana.psid, { text: 'hi' })).status).toBe(200);
  });

  it('lets a human agent through for seven days', async () => {
    emulator.moveClock({ hours: 25 });
    expect((await tagged('HUMAN_AGENT')).status).toBe(200);
    emulator.moveClock({ days: 7 });
    expect((await tagged('HUMAN_AGENT')).body.error).toMatchObject(outside);
  });

  it('does not shut out utility templates, private replies and one-time notifications', async () => {
    await graph.post('/me/message_templates', {
      name: 'ready',
      language: 'en',
      category: 'UTILITY',
      components: [{ type: 'BODY', text: 'It is ready.' }],
    });
    const request = { template_type: 'one_time_notif_req', title: 'Later?', payload: 'L' };
    const { body } = await graph.send(ana.psid, { attachment: { type: 'template', payload: request } });
    await ana.does({ type: 'opt_in', mid: String(body.message_id) });
    emulator.moveClock({ days: 30 });
    const { comment_id } = await ana.does({ type: 'comment', text: 'still there?' });
    const utility = { template: { name: 'ready', language: { code: 'en' } } };
    expect((await graph.send(ana.psid, utility, { messaging_type: 'UTILITY' })).status).toBe(200);
    expect(
      (await graph.post('/me/messages', { recipient: { comment_id }, message: { text: 'yes' } })).status,
    ).toBe(200);
    expect((await graph.send(ana.psid, { text: 'hi' })).body.error).toMatchObject(outside);
  });

  it('of private replies is seven days', async () => {
    const { comment_id } = await ana.does({ type: 'comment', text: 'price?' });
    emulator.moveClock({ days: 7 });
    const late = await graph.post('/me/messages', { recipient: { comment_id }, message: { text: 'yes' } });
    expect(late.body.error?.code).toBe(10903);
  });
});

describe('what was uploaded', () => {
  it('can be sent for ninety days', async () => {
    const form = new FormData();
    form.append('message', '{"attachment":{"type":"file","payload":{"is_reusable":true}}}');
    form.append('filedata', new Blob(['a'], { type: 'text/plain' }), 'a.txt');
    const { body } = await graph.post('/me/message_attachments', form);
    const send = () => graph.send(ana.psid, { attachment: { type: 'file', payload: body } });
    emulator.moveClock({ days: 89 });
    await ana.says('hello');
    expect((await send()).status).toBe(200);
    emulator.moveClock({ days: 1 });
    await ana.says('hello');
    expect((await send()).body.error).toMatchObject({
      code: 100,
      error_subcode: 2018074,
      error_user_msg: expect.stringContaining('90 days'),
    });
  });
});

describe('a world', () => {
  it('is back at real time after a reset, to the millisecond', async () => {
    emulator.moveClock({ hours: 25 });
    // A machine on which time passes between any two looks at the clock.
    const spy = vi.spyOn(Date, 'now');
    let now = 1_800_000_000_000;
    spy.mockImplementation(() => ++now);
    emulator.reset();
    spy.mockRestore();
    expect((await control.get('clock')).body).toMatchObject({ offset: 0 });
  });

  it('is saved and loaded with everything in it', async () => {
    await ana.uploads({ filename: 'a.txt', data: 'hello', type: 'text/plain' });
    await graph.post('/me/custom_labels', { page_label_name: 'VIP' });
    await graph.post('/me/messenger_profile', { get_started: { payload: 'GS' } });
    emulator.moveClock({ days: 2 });
    const saved = JSON.parse(JSON.stringify(await emulator.save()));
    const other = await startEmulator({ state: saved, seed: 'another' });
    const there = graphOf(other);
    expect(other.page).toEqual(emulator.page);
    expect((await there.get('/me/custom_labels?fields=page_label_name')).body.data).toMatchObject([
      { page_label_name: 'VIP' },
    ]);
    expect((await there.get('/me/messenger_profile?fields=get_started')).body.data).toEqual([
      { get_started: { payload: 'GS' } },
    ]);
    expect((await there.send(ana.psid, { text: 'hi' })).body.error?.error_subcode).toBe(2018278);
    const chat = await (
      await fetch(`${other.origin}/_emulator/conversations/${other.page.id}/${ana.psid}`)
    ).json();
    const { url } = (chat as { messages: { attachments: { payload: { url: string } }[] }[] }).messages[0]
      ?.attachments[0]?.payload ?? { url: '' };
    expect(url.startsWith(other.origin)).toBe(true);
    expect(await (await fetch(url)).text()).toBe('hello');
    expect(Math.abs(other.now() - emulator.now())).toBeLessThan(1_000);
    await other.close();
  });

  it('can live in a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'emulator-test-'));
    const state = join(folder, 'world.json');
    const first = await startEmulator({ state });
    const { psid } = await first.person({ name: 'Ben' });
    await first.close();
    expect(JSON.parse(await readFile(state, 'utf8')).version).toBe(1);
    const second = await startEmulator({ state });
    expect((await graphOf(second).get(`/${psid}?fields=first_name`)).body).toEqual({
      first_name: 'Ben',
      id: psid,
    });
    await second.close();
    await rm(folder, { recursive: true });
  });

  it('is refused when it is none', async () => {
    const put = (body: string) => fetch(`${emulator.origin}/_emulator/state`, { method: 'PUT', body });
    expect((await put('{}')).status).toBe(400);
    expect((await put('{"version":1,"collections":{}}')).status).toBe(400);
    expect((await graph.get('/me')).status).toBe(200);
  });

  it('can be reset', async () => {
    await ana.says('hello');
    emulator.reset();
    expect((await graph.send(ana.psid, { text: 'hi' })).body.error?.error_subcode).toBe(2018001);
    expect(emulator.requests()).toHaveLength(1);
    expect((await emulator.person({ name: 'Ana' })).psid).toBe(ana.psid);
  });

  it('forgets the oldest messages and traffic beyond what it keeps', async () => {
    const small = await startEmulator({ history: { messages: 10, traffic: 20 } });
    const call = graphOf(small);
    const { psid } = await small.person();
    for (let i = 0; i < 50; i++) await call.send(psid, { text: String(i) });
    expect(small.requests().length).toBeLessThanOrEqual(22);
    expect(small.requests().at(-1)?.body).toMatchObject({ message: { text: '49' } });
    await small.close();
  });
});

describe('the control API', () => {
  it('moves the clock, adds Pages and faults, waits and replays', async () => {
    expect(await control.post('clock', { by: 25 * 60 * 60 * 1000 })).toMatchObject({ status: 200 });
    expect((await graph.send(ana.psid, { text: 'hi' })).body.error?.error_subcode).toBe(2018278);
    expect(await control.post('clock', {})).toMatchObject({
      status: 400,
      body: { error: { field: 'by' } },
    });
    expect(await control.post('pages', { name: 'Second' })).toMatchObject({
      status: 201,
      body: { name: 'Second', access_token: expect.stringMatching(/^EAA/) },
    });
    const added = await control.post('faults', {
      topic: 'me',
      times: 1,
      effect: { type: 'error', code: 2 },
    });
    expect(added).toMatchObject({ status: 201, body: { id: expect.any(String), struck: 0 } });
    expect((await graph.get('/me')).body.error?.code).toBe(2);
    expect(await control.post('faults', { effect: { type: 'flood' } })).toMatchObject({ status: 400 });
    expect(await control.call('DELETE', 'faults/nope')).toMatchObject({ status: 404 });

    const bot = new TestBot();
    await emulator.subscribe({ callbackUrl: await bot.listen() });
    await ana.says('hello');
    const sent = emulator.webhooks().findLast(({ topic }) => topic === 'message');
    expect(await control.post(`traffic/${sent?.id}/replay`)).toEqual({ status: 200, body: { ok: true } });
    expect(bot.received.map(({ raw }) => raw.toString())).toEqual([sent?.raw, sent?.raw]);
    expect(await control.post('wait', { quiet: 10 })).toEqual({ status: 200, body: { ok: true } });
    await bot.close();
  });

  it('describes itself', async () => {
    const { body } = await control.get('openapi.json');
    const described = Object.entries((body as { paths: Record<string, object> }).paths).flatMap(
      ([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const { controlApp } = await import('../src/control/control.js');
    const { Platform } = await import('../src/platform.js');
    const platform = new Platform({
      seed: '',
      keptMessages: 1,
      keptTraffic: 1,
      rateLimits: false,
      delivery: {},
      refusePrivateMedia: false,
      hosts: {},
      app: {},
      page: {},
      accessToken: undefined,
    });
    const routed = controlApp(platform)
      .routes.filter(
        ({ method, path }) => method !== 'ALL' && path.startsWith('/_emulator/') && !path.includes('*'),
      )
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)\??/g, '{$1}')}`);
    expect(described.sort()).toEqual([...new Set(routed)].sort());
  });
});
