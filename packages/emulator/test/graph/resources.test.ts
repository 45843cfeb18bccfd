import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Emulator, type PersonHandle, startEmulator } from '../../src/index.js';
import { TestBot } from '../bot.js';
import { graphOf } from '../graph-client.js';

let emulator: Emulator;
let graph: ReturnType<typeof graphOf>;
let ana: PersonHandle;

beforeEach(async () => {
  emulator = await startEmulator();
  graph = graphOf(emulator);
  ana = await emulator.person({ name: 'Ana Maria Lopez', locale: 'es_PE', timezone: -5 });
});

afterEach(() => emulator.close());

const appToken = () => `${emulator.app.id}|${emulator.app.secret}`;
const asApp = (method: string, path: string, body?: unknown) =>
  graph.call(method, path, body, { authorization: `Bearer ${appToken()}` });

describe('personas', () => {
  it('are made, listed by pages, read and deleted', async () => {
    const make = (name: string) =>
      graph.post('/me/personas', {
        name,
        profile_picture_url: `${emulator.origin}/_emulator/pictures/1.svg`,
      });
    const ids = [];
    for (const name of ['A', 'B', 'C']) ids.push((await make(name)).body.id);
    const first = (await graph.get('/me/personas?limit=2')).body as {
      data: { name: string }[];
      paging: { next: string; previous?: string; cursors: { after: string } };
    };
    expect(first.data.map(({ name }) => name)).toEqual(['C', 'B']);
    expect(first.paging.previous).toBeUndefined();
    const second = (await (await fetch(first.paging.next)).json()) as typeof first;
    // The picture is the emulator's own copy.
    const profile_picture_url = expect.stringContaining(`${emulator.origin}/_emulator/media/`);
    expect(second.data).toEqual([{ name: 'A', profile_picture_url, id: ids[0] }]);
    expect(second.paging.next).toBeUndefined();

    expect((await graph.get(`/${ids[0]}?fields=name`)).body).toEqual({ name: 'A', id: ids[0] });
    expect((await graph.delete(`/${ids[0]}`)).body).toEqual({ success: true });
    expect((await graph.get(`/${ids[0]}`)).body.error).toMatchObject({ code: 100, error_subcode: 33 });
    expect((await make('x'.repeat(51))).body.error?.message).toContain('less than or equal to 50');
  });
});

describe('the messenger profile', () => {
  const menu = [
    { locale: 'default', call_to_actions: [{ type: 'postback', title: 'Help', payload: 'HELP' }] },
  ];

  it('is set, read and deleted', async () => {
    expect((await graph.get('/me/messenger_profile?fields=get_started')).body).toEqual({ data: [] });
    const set = await graph.post('/me/messenger_profile', {
      get_started: { payload: 'GS' },
      greeting: [
        { locale: 'default', text: 'Hi {{user_first_name}}' },
        { locale: 'es_PE', text: 'Hola {{user_first_name}}' },
      ],
      ice_breakers: [{ locale: 'default', call_to_actions: [{ question: 'Open?', payload: 'HOURS' }] }],
      persistent_menu: menu,
      whitelisted_domains: ['https://shop.example.com/'],
      commands: [{ locale: 'default', commands: [{ name: 'flights', description: 'Find flights' }] }],
    });
    expect(set.body).toEqual({ result: 'success' });
    expect((await graph.get('/me/messenger_profile?fields=get_started,persistent_menu')).body).toEqual({
      data: [{ get_started: { payload: 'GS' }, persistent_menu: menu }],
    });
    expect((await graph.delete('/me/messenger_profile', { fields: ['greeting', 'commands'] })).body).toEqual({
      result: 'success',
    });
    expect((await graph.get('/me/messenger_profile?fields=greeting')).body).toEqual({ data: [] });
  });

  it('needs Get Started before a menu', async () => {
    const refused = { code: 100, error_subcode: 2018145 };
    expect((await graph.post('/me/messenger_profile', { persistent_menu: menu })).body.error).toMatchObject(
      refused,
    );
    await graph.post('/me/messenger_profile', { get_started: { payload: 'GS' }, persistent_menu: menu });
    expect(
      (await graph.delete('/me/messenger_profile', { fields: ['get_started'] })).body.error,
    ).toMatchObject(refused);
    const both = { fields: ['get_started', 'persistent_menu'] };
    expect((await graph.delete('/me/messenger_profile', both)).body).toEqual({ result: 'success' });
  });

  const locale = (change: object) => [{ locale: 'default', ...change }];
  it.each([
    ['nothing', {}, /Requires one of the params/],
    ['a long payload', { get_started: { payload: 'x'.repeat(1_001) } }, /less than or equal to 1000/],
    ['a greeting of 161', { greeting: locale({ text: 'x'.repeat(161) }) }, /less than or equal to 160/],
    ['a greeting without default', { greeting: [{ locale: 'en_US', text: 'a' }] }, /default locale/],
    [
      'five ice breakers',
      { ice_breakers: locale({ call_to_actions: Array(5).fill({ question: 'a', payload: 'b' }) }) },
      /too many/,
    ],
    [
      '21 menu items',
      {
        get_started: { payload: 'a' },
        persistent_menu: locale({
          call_to_actions: Array(21).fill({ type: 'postback', title: 'a', payload: 'b' }),
        }),
      },
      /too many/,
    ],
    [
      'a menu title of 31',
      {
        get_started: { payload: 'a' },
        persistent_menu: locale({
          call_to_actions: [{ type: 'postback', title: 'x'.repeat(31), payload: 'b' }],
        }),
      },
      /less than or equal to 30/,
    ],
    [
      'a closed composer without menu',
      { get_started: { payload: 'a' }, persistent_menu: locale({ composer_input_disabled: true }) },
      /call_to_actions\] is required/,
    ],
    ['51 domains', { whitelisted_domains: Array(51).fill('https://a.example/') }, /too many/],
    ['a domain that is an address', { whitelisted_domains: ['https://127.0.0.1/'] }, /fully qualified/],
    [
      'a command with a slash',
      { commands: locale({ commands: [{ name: '/a', description: 'b' }] }) },
      /must not start/,
    ],
    [
      '101 commands',
      { commands: locale({ commands: Array(101).fill({ name: 'a', description: 'b' }) }) },
      /too many/,
    ],
    ['http account linking', { account_linking_url: 'http://x.example/' }, /valid URL/],
  ])('is refused with %s', async (_name, profile, words) => {
    const { status, body } = await graph.post('/me/messenger_profile', profile);
    expect(status).toBe(400);
    expect(body.error?.message).toMatch(words);
  });

  it('may differ for one person', async () => {
    const own = [{ locale: 'default', call_to_actions: [{ type: 'postback', title: 'Mine', payload: 'M' }] }];
    expect(
      (await graph.post('/me/custom_user_settings', { psid: ana.psid, persistent_menu: own })).body,
    ).toEqual({ result: 'success' });
    expect((await graph.get(`/me/custom_user_settings?psid=${ana.psid}`)).body).toEqual({
      data: [{ user_level_persistent_menu: own }],
    });
    await ana.picksMenu('Mine');
    expect(ana.screen().messages.at(-1)?.text).toBe('Mine');
    const gone = await graph.delete(`/me/custom_user_settings?psid=${ana.psid}&params=["persistent_menu"]`);
    expect(gone.body).toEqual({ result: 'success' });
    await expect(ana.picksMenu('Mine')).rejects.toThrow('no item');
  });
});

describe('people', () => {
  it('have a profile by PSID', async () => {
    const { body } = await graph.get(
      `/v26.0/${ana.psid}?fields=first_name,last_name,profile_pic,locale,timezone`,
    );
    expect(body).toEqual({
      first_name: 'Ana',
      last_name: 'Maria Lopez',
      profile_pic: expect.stringContaining(emulator.origin),
      locale: 'es_PE',
      timezone: -5,
      id: ana.psid,
    });
    const picture = await fetch(String(body.profile_pic));
    expect([picture.headers.get('content-type'), await picture.text()]).toEqual([
      'image/svg+xml',
      expect.stringContaining('>AM<'),
    ]);
  });

  it('of another Page are nobody', async () => {
    const other = emulator.addPage({ name: 'Other' });
    const { body } = await graph.call('GET', `/${ana.psid}`, undefined, {
      authorization: `Bearer ${other.accessToken}`,
    });
    expect(body.error).toMatchObject({ code: 100, error_subcode: 33 });
  });

  it('are known to apps and Pages by other ids', async () => {
    const { body } = await graph.get(`/${ana.psid}/ids_for_pages`);
    expect(body.data).toMatchObject([{ id: ana.psid, page: { id: emulator.page.id } }]);
    expect((await graph.get(`/${ana.psid}/ids_for_apps?app=${emulator.app.id}`)).body.data).toMatchObject([
      { id: expect.stringMatching(/^\d{17}$/), app: { id: emulator.app.id } },
    ]);
  });

  it('can be blocked by the Page', async () => {
    const moderate = (action: string) =>
      graph.post('/me/moderate_conversations', { user_ids: [{ id: ana.psid }], actions: [action] });
    expect((await moderate('block_user')).body).toEqual({ success: true });
    expect((await graph.send(ana.psid, { text: 'hi' })).body.error?.code).toBe(551);
    await moderate('unblock_user');
    expect((await graph.send(ana.psid, { text: 'hi' })).status).toBe(200);
    expect((await moderate('tickle_user')).body.error?.message).toContain('must be one of {block_user');
  });
});

describe('labels', () => {
  it('are made, put on people, listed and taken off', async () => {
    const { body: label } = await graph.post('/me/custom_labels', { page_label_name: 'VIP' });
    expect((await graph.post(`/${label.id}/label`, { user: ana.psid })).body).toEqual({ success: true });
    const entry = { page_label_name: 'VIP', id: label.id };
    expect((await graph.get(`/${ana.psid}/custom_labels?fields=page_label_name`)).body.data).toEqual([entry]);
    expect((await graph.get('/me/custom_labels?fields=page_label_name')).body.data).toEqual([entry]);
    expect((await graph.delete(`/${label.id}/label`, { user: ana.psid })).body).toEqual({ success: true });
    expect((await graph.get(`/${ana.psid}/custom_labels`)).body).toEqual({ data: [] });
    expect((await graph.delete(`/${label.id}`)).body).toEqual({ success: true });
  });
});

describe('conversations', () => {
  it('can be read back', async () => {
    await ana.says('hello');
    const sent = await graph.send(ana.psid, { text: 'hi' });
    const { body } = await graph.get(
      `/me/conversations?platform=messenger&user_id=${ana.psid}&fields=id,snippet,message_count,participants`,
    );
    const [thread] = body.data as { id: string }[];
    expect(thread).toMatchObject({ id: expect.stringMatching(/^t_\d+$/), snippet: 'hi', message_count: 2 });
    const { body: list } = await graph.get(`/${thread?.id}/messages`);
    expect(list.data).toMatchObject([
      { id: sent.body.message_id, created_time: expect.stringMatching(/\+0000$/) },
      {},
    ]);
    expect((await graph.get(`/${sent.body.message_id}?fields=message,from,to`)).body).toEqual({
      message: 'hi',
      from: { name: 'My Page', email: `${emulator.page.id}@facebook.com`, id: emulator.page.id },
      to: { data: [{ name: 'Ana Maria Lopez', email: `${ana.psid}@facebook.com`, id: ana.psid }] },
      id: sent.body.message_id,
    });
  });
});

describe('subscriptions', () => {
  it('of an app are verified first', async () => {
    const bot = new TestBot();
    bot.verifyToken = 'right';
    const callback_url = await bot.listen();
    const subscribe = (verify_token: string) =>
      asApp('POST', `/${emulator.app.id}/subscriptions`, {
        object: 'page',
        callback_url,
        fields: 'messages,messaging_postbacks',
        verify_token,
      });
    const wrong = await subscribe('wrong');
    expect([wrong.status, wrong.body.error?.code, wrong.body.error?.message]).toEqual([
      400,
      2200,
      '(#2200) Callback verification failed with the following errors: HTTP Status Code = 403; HTTP Message = Forbidden',
    ]);
    expect((await subscribe('right')).body).toEqual({ success: true });
    expect((await asApp('GET', '/app/subscriptions')).body.data).toEqual([
      {
        object: 'page',
        callback_url,
        active: true,
        fields: [
          { name: 'messages', version: 'v26.0' },
          { name: 'messaging_postbacks', version: 'v26.0' },
        ],
      },
    ]);
    expect((await graph.get(`/${emulator.app.id}/subscriptions`)).body.error?.code).toBe(200);
    expect((await asApp('DELETE', `/${emulator.app.id}/subscriptions?object=page`)).body).toEqual({
      success: true,
    });
    expect((await asApp('GET', `/${emulator.app.id}/subscriptions`)).body).toEqual({ data: [] });
    await bot.close();
  });

  it('of a Page name their fields', async () => {
    expect((await graph.post('/me/subscribed_apps?subscribed_fields=messages,message_reads')).body).toEqual({
      success: true,
    });
    expect((await graph.get('/me/subscribed_apps')).body.data).toEqual([
      {
        category: 'Business',
        link: expect.any(String),
        name: 'My bot',
        id: emulator.app.id,
        subscribed_fields: ['messages', 'message_reads'],
      },
    ]);
    const { body } = await graph.post('/me/subscribed_apps', { subscribed_fields: ['comments'] });
    expect(body.error?.message).toMatch(
      /^\(#100\) Param subscribed_fields\[0\] must be one of \{.*\} - got "comments"\.$/,
    );
  });
});

describe('tokens', () => {
  it('are explained and exchanged', async () => {
    const { body } = await asApp('GET', `/debug_token?input_token=${emulator.page.accessToken}`);
    expect(body.data).toMatchObject({
      app_id: emulator.app.id,
      type: 'PAGE',
      is_valid: true,
      profile_id: emulator.page.id,
      expires_at: 0,
    });
    expect((await asApp('GET', '/debug_token?input_token=nope')).body.data).toMatchObject({
      is_valid: false,
      error: { code: 190 },
    });
    const query = `client_id=${emulator.app.id}&client_secret=${emulator.app.secret}&grant_type=client_credentials`;
    const exchanged = await graph.call('GET', `/oauth/access_token?${query}`, undefined, {
      authorization: '',
    });
    expect(exchanged.body).toEqual({ access_token: appToken(), token_type: 'bearer' });
  });

  it('need a proof when the app asks for one', async () => {
    const strict = await startEmulator({ requireAppSecretProof: true });
    const call = graphOf(strict);
    const prove = (text: string) => createHmac('sha256', strict.app.secret).update(text).digest('hex');
    const token = strict.page.accessToken;
    const now = Math.floor(Date.now() / 1000);
    expect((await call.get('/me')).body.error).toMatchObject({
      code: 100,
      type: 'GraphMethodException',
      message: 'API calls from the server require an appsecret_proof argument',
    });
    expect((await call.get('/me?appsecret_proof=00')).body.error?.message).toBe(
      'Invalid appsecret_proof provided in the API argument',
    );
    expect((await call.get(`/me?appsecret_proof=${prove(token)}`)).status).toBe(200);
    expect(
      (await call.get(`/me?appsecret_time=${now}&appsecret_proof=${prove(`${token}|${now}`)}`)).status,
    ).toBe(200);
    const old = now - 400;
    expect(
      (await call.get(`/me?appsecret_time=${old}&appsecret_proof=${prove(`${token}|${old}`)}`)).status,
    ).toBe(400);
    await strict.close();
  });
});

describe('stickers', () => {
  it('are found, looked at and sent', async () => {
    const { body } = await asApp('GET', '/sticker_packs');
    const [pack] = body.data as { id: string; sticker_count: number }[];
    const inPack = (await asApp('GET', `/sticker_packs/${pack?.id}/stickers`)).body.data as {
      id: string;
      image_url: string;
    }[];
    expect(inPack).toHaveLength(pack?.sticker_count ?? 0);
    const [found] = (await asApp('GET', '/sticker_search?q=birth')).body.data as {
      id: string;
      image_url: string;
    }[];
    expect((await fetch(found?.image_url ?? '')).headers.get('content-type')).toBe('image/svg+xml');
    expect((await graph.send(ana.psid, { sticker_id: found?.id })).status).toBe(200);
  });
});

describe('thread control', () => {
  it('passes to the Page inbox and is refused to whom it is not', async () => {
    const pass = await graph.post('/me/pass_thread_control', {
      recipient: { id: ana.psid },
      target_app_id: '263902037430900',
    });
    expect(pass.body).toEqual({ success: true });
    const refused = await graph.send(ana.psid, { text: 'still me' });
    expect(refused.body.error).toMatchObject({ code: 10, error_subcode: 2018300 });
    expect((await graph.get(`/me/thread_owner?recipient=${ana.psid}`)).body.data).toEqual([
      { thread_owner: { expiration: expect.any(Number) } },
    ]);
  });
});

describe('the person who manages the Pages', () => {
  it('lists the Pages with their tokens by a user token, also by one that lives longer', async () => {
    const tea = emulator.addPage({ name: 'Tea' });
    const as = (token: string) =>
      graph.call('GET', '/v26.0/me/accounts', undefined, { authorization: `Bearer ${token}` });
    const { body } = await as(emulator.userToken);
    expect(body.data).toMatchObject([
      {
        id: emulator.page.id,
        access_token: emulator.page.accessToken,
        tasks: expect.arrayContaining(['MESSAGING']),
      },
      { id: tea.id, name: 'Tea', access_token: tea.accessToken },
    ]);
    const exchange = await graph.get(
      `/oauth/access_token?grant_type=fb_exchange_token&client_id=${emulator.app.id}&client_secret=${emulator.app.secret}&fb_exchange_token=${emulator.userToken}`,
    );
    expect((await as(String(exchange.body.access_token))).body).toEqual(body);
    expect((await as(emulator.page.accessToken)).body.error?.code).toBe(2500);
    expect(
      (await graph.call('GET', '/me', undefined, { authorization: `Bearer ${emulator.userToken}` })).body,
    ).toEqual({ name: 'Page Admin', id: expect.any(String) });
  });

  it('finds the PSID behind the id of a login', async () => {
    const { body } = await graph.get(`/${ana.psid}/ids_for_apps`);
    const [{ id }] = body.data as [{ id: string }];
    const found = await asApp('GET', `/${id}/ids_for_pages?page=${emulator.page.id}`);
    expect(found.body.data).toMatchObject([{ id: ana.psid, page: { id: emulator.page.id } }]);
  });
});
