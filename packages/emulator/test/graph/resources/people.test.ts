import { describe, expect, it } from 'vitest';
import { ana, asApp, emulator, graph } from './stage.js';

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
