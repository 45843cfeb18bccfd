import { describe, expect, it } from 'vitest';
import { ana, asApp, emulator, graph } from './stage.js';

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
