import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type Emulator,
  type PersonHandle,
  type PersonView,
  type PlatformError,
  startEmulator,
  type TrafficEntry,
  type WorldView,
} from '../../src/index.js';
import { TestBot } from '../bot.js';
import { controlOf } from '../control-client.js';
import { graphOf } from '../graph-client.js';

let bot: TestBot;
let emulator: Emulator;
let control: ReturnType<typeof controlOf>;
let graph: ReturnType<typeof graphOf>;
let ana: PersonHandle;

beforeEach(async () => {
  bot = new TestBot();
  emulator = await startEmulator({ pageName: 'Tea House' });
  await emulator.subscribe({ callbackUrl: await bot.listen() });
  control = controlOf(emulator);
  graph = graphOf(emulator);
  ana = await emulator.person({ name: 'Ana Lopez' });
});

afterEach(async () => {
  await emulator.close();
  await bot.close();
});

const act = (action: unknown) =>
  control.post<{ ok?: boolean; mid?: string; open?: object; error?: { message: string; field?: string } }>(
    `conversations/${emulator.page.id}/${ana.psid}/actions`,
    action,
  );

describe('the control API', () => {
  it('lets people in by the PSID that is theirs, once', async () => {
    const psid = '24837492837492834';
    const { body } = await control.post<PersonView>('people', { name: 'Zoë', psid });
    expect(body.psids[emulator.page.id]).toBe(psid);
    const again = await control.post<PersonView>('people', { name: 'Somebody else', psid });
    expect(again.body).toMatchObject({ id: body.id, name: 'Zoë' });
    expect((await emulator.person({ psid })).id).toBe(body.id);
    await graph.send(psid, { text: 'Hello!' });
    expect((await emulator.person({ psid })).screen().messages.map(({ text }) => text)).toEqual(['Hello!']);
    const other = emulator.addPage();
    const theirs = (await emulator.person({ pageId: other.id })).psid;
    for (const wrong of ['', '0123', 'abc', '1'.repeat(21), theirs]) {
      const refused = await control.post<{ error: object }>('people', { psid: wrong });
      expect([refused.status, refused.body.error]).toMatchObject([400, { field: 'psid' }]);
    }
  });

  it('shows the world and lets people in', async () => {
    const { status, body } = await control.post<PersonView>('people', { name: 'Ben', locale: 'de_DE' });
    expect([status, body.name, body.locale]).toEqual([201, 'Ben', 'de_DE']);
    const { body: world } = await control.get<WorldView>('world');
    expect(world.pages).toMatchObject([{ name: 'Tea House', profile: {} }]);
    expect(world.people.map(({ name }) => name)).toEqual(['Ana Lopez', 'Ben']);
    expect(world.app).toMatchObject({
      id: emulator.app.id,
      callbackUrl: expect.stringContaining('/webhook'),
    });
  });

  it('plays a whole conversation', async () => {
    await graph.post('/me/messenger_profile', {
      get_started: { payload: 'GS' },
      ice_breakers: [{ question: 'Open?', payload: 'HOURS' }],
      persistent_menu: [
        {
          locale: 'default',
          call_to_actions: [
            {
              type: 'nested',
              title: 'More',
              call_to_actions: [{ type: 'postback', title: 'Help', payload: 'HELP' }],
            },
          ],
        },
      ],
    });
    await act({ type: 'get_started' });
    await act({ type: 'ice_breaker', index: 0 });
    await act({ type: 'menu', path: [0, 0] });
    const { body: sent } = await graph.send(ana.psid, {
      attachment: {
        type: 'template',
        payload: {
          template_type: 'generic',
          elements: [
            { title: 'One', subtitle: 'a' },
            {
              title: 'Two',
              default_action: {
                type: 'web_url',
                url: 'https://x.example/two',
                webview_height_ratio: 'compact',
              },
              buttons: [{ type: 'postback', title: 'Buy', payload: 'BUY:2' }],
            },
          ],
        },
      },
    });
    const opened = await act({ type: 'button', mid: sent.message_id, element: 1, button: 'default_action' });
    expect(opened.body).toEqual({ ok: true, open: { url: 'https://x.example/two', height: 'compact' } });
    await act({ type: 'button', mid: sent.message_id, element: 1, button: 0 });
    await act({ type: 'react', mid: sent.message_id, emoji: '❤️' });
    await act({ type: 'unreact', mid: sent.message_id });
    await act({ type: 'like' });
    await emulator.idle();
    expect(
      bot.events.filter(
        (event) =>
          event.postback || event.reaction || (event.message && !('is_echo' in (event.message as object))),
      ),
    ).toMatchObject([
      { postback: { title: 'Get Started', payload: 'GS', mid: expect.any(String) } },
      { postback: { title: 'Open?', payload: 'HOURS' } },
      { postback: { title: 'Help', payload: 'HELP' } },
      { postback: { title: 'Buy', payload: 'BUY:2' } },
      { reaction: { reaction: 'love', emoji: '❤️', action: 'react', mid: sent.message_id } },
      { reaction: { action: 'unreact', mid: sent.message_id } },
      { message: { attachments: [{ type: 'sticker', payload: { sticker_id: 369239263222822 } }] } },
    ]);
  });

  it('tells of the profile as the person sees it', async () => {
    await graph.post('/me/messenger_profile', {
      get_started: { payload: 'GS' },
      greeting: [
        { locale: 'default', text: 'Hello {{user_first_name}}!' },
        { locale: 'de_DE', text: 'Hallo {{user_full_name}}!' },
      ],
    });
    expect(ana.screen().profile.greeting).toBe('Hello Ana!');
    const renamed = await control.call<PersonView>('PATCH', `people/${ana.id}`, {
      name: 'Ana María Ruiz',
      locale: 'de_DE',
    });
    expect(renamed.body).toMatchObject({ first_name: 'Ana', last_name: 'María Ruiz', locale: 'de_DE' });
    expect(ana.screen().profile.greeting).toBe('Hallo Ana María Ruiz!');
    const { body: world } = await control.get<WorldView>('world');
    expect(world.pages[0]?.profile.greeting).toBe('Hello {{user_first_name}}!');
    expect((await control.call('PATCH', `people/${ana.id}`, { name: ' ' })).status).toBe(400);
    expect((await control.call('PATCH', 'people/nobody', { name: 'X' })).status).toBe(404);
  });

  it('tells how far everybody has read, and what was edited', async () => {
    const said = await ana.says('helo');
    await ana.does({ type: 'edit', mid: String(said.mid), text: 'hello' });
    await graph.post('/me/messages', { recipient: { id: ana.psid }, sender_action: 'mark_seen' });
    await graph.send(ana.psid, { text: 'Hi' });
    await ana.reads();
    const { messages, readUpTo, pageReadUpTo } = ana.screen();
    expect(messages).toMatchObject([
      { text: 'hello', edits: 1, status: 'read' },
      { text: 'Hi', status: 'read' },
    ]);
    expect(readUpTo).toBeGreaterThanOrEqual(messages[1]?.at ?? Infinity);
    expect(pageReadUpTo).toBeGreaterThanOrEqual(messages[0]?.at ?? Infinity);
  });

  it('switches the rate limits and lists the errors of the platform', async () => {
    const profile = { get_started: { payload: 'GS' } };
    const changes = async () => {
      const answers = await Promise.all(
        Array.from({ length: 12 }, () => graph.post('/me/messenger_profile', profile)),
      );
      return answers.filter(({ body }) => JSON.stringify(body).includes('"code":613')).length;
    };
    expect(await changes()).toBe(0);
    expect((await control.post('rate-limits', { enabled: true })).status).toBe(200);
    expect((await control.get<WorldView>('world')).body.rateLimits).toBe(true);
    expect(await changes()).toBe(2);
    await control.post('rate-limits', { enabled: false });
    expect(await changes()).toBe(0);
    expect((await control.post('rate-limits', { enabled: 1 })).status).toBe(400);
    const { body: errors } = await control.get<PlatformError[]>('errors');
    expect(errors).toContainEqual({ code: 1, subcode: 1357046, message: 'Received Invalid JSON reply.' });
  });

  it('takes several files as one message', async () => {
    const form = new FormData();
    form.append('file', new Blob(['x'], { type: 'image/png' }), 'a.png');
    form.append('file', new Blob(['y'], { type: 'application/pdf' }), 'b.pdf');
    const { body } = await control.post<{ ok: boolean; mid: string }>(
      `conversations/${emulator.page.id}/${ana.psid}/uploads`,
      form,
    );
    await emulator.idle();
    expect(bot.events).toMatchObject([
      {
        message: {
          mid: body.mid,
          attachments: [
            { type: 'image', payload: { url: expect.stringContaining('a.png') } },
            { type: 'file' },
          ],
        },
      },
    ]);
  });

  it.each([
    ['an empty text', { type: 'say', text: ' ' }, 400, 'text'],
    ['an unknown action', { type: 'fly' }, 400, 'type'],
    ['a quick reply that is gone', { type: 'quick_reply', mid: 'm_x', index: 0 }, 409, 'mid'],
    ['a button of nothing', { type: 'button', mid: 'm_x', button: 0 }, 404, 'mid'],
    ['Get Started where there is none', { type: 'get_started' }, 400, undefined],
    ['a menu item that is none', { type: 'menu', path: [3] }, 400, 'path'],
    ['a path that is none', { type: 'menu', path: 'x' }, 400, 'path'],
    ['a reaction to nothing', { type: 'react', mid: 'm_x', emoji: '👍' }, 404, 'mid'],
    ['no object', [], 400, undefined],
  ])('refuses %s', async (_name, action, status, field) => {
    const answer = await act(action);
    expect([answer.status, answer.body.error?.field]).toEqual([status, field]);
    expect(answer.body.error?.message).toBeTruthy();
  });

  it('refuses other web sites', async () => {
    const response = await fetch(`${emulator.origin}/_emulator/people`, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'cross-site' },
    });
    expect(response.status).toBe(403);
  });

  it('lists the traffic, without tokens', async () => {
    await graph.call('POST', `/me/messages?access_token=${emulator.page.accessToken}`, {
      recipient: { id: ana.psid },
      message: {},
    });
    const { body } = await control.get<TrafficEntry[]>('traffic?after=0&limit=1');
    expect(body).toMatchObject([
      {
        kind: 'graph',
        method: 'POST',
        url: '/me/messages?access_token=•••',
        status: 400,
        error: { code: 100, subcode: 2018034 },
        topic: 'messages',
        psid: ana.psid,
        pageId: emulator.page.id,
      },
    ]);
    expect((await control.get('traffic?limit=x')).status).toBe(400);
  });

  it('streams what happens', async () => {
    const { type, told } = await control.stream((events) =>
      events.some((event) => event.type === 'conversation' && event.message?.status === 'delivered'),
    );
    expect(type).toBe('text/event-stream');
    await act({ type: 'say', text: 'hello' });
    const events = await told;
    expect(events[0]).toMatchObject({ type: 'world', world: { app: { id: emulator.app.id } } });
    expect(events).toContainEqual(
      expect.objectContaining({
        type: 'conversation',
        message: expect.objectContaining({ text: 'hello', status: 'sent' }),
      }),
    );
    const traffic = events.flatMap((event) => (event.type === 'traffic' ? [event.entry.status] : []));
    expect(traffic).toEqual([null, 200]);
  });
});

describe('an emulator', () => {
  it('gives the same ids for the same seed, and others for another', async () => {
    const [one, two, other] = await Promise.all([
      startEmulator({ seed: 7 }),
      startEmulator({ seed: 7 }),
      startEmulator({ seed: 8 }),
    ]);
    const ids = async (each: Emulator) => [each.page.id, each.app.secret, (await each.person()).psid];
    expect(await ids(one)).toEqual(await ids(two));
    expect(await ids(one)).not.toEqual(await ids(other));
    expect(one.page.id).toMatch(/^\d{15,}$/);
    await Promise.all([one.close(), two.close(), other.close()]);
  });

  it('says which port is taken', async () => {
    const port = Number(new URL(emulator.origin).port);
    await expect(startEmulator({ port })).rejects.toThrow(`Port ${port} on 127.0.0.1 is in use.`);
  });

  it('waits for what is asked of it', async () => {
    const waiting = emulator.waitFor(() => ana.screen().messages.find(({ text }) => text === 'now'));
    await graph.send(ana.psid, { text: 'now' });
    expect(await waiting).toMatchObject({ from: 'page' });
    await expect(emulator.waitFor(() => false, { timeout: 10 })).rejects.toThrow(
      'did not happen within 10 ms',
    );
  });
});
