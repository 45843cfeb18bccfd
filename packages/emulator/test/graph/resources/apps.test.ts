import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { startEmulator } from '../../../src/index.js';
import { TestBot } from '../../bot.js';
import { graphOf } from '../../graph-client.js';
import { appToken, asApp, emulator, graph } from './stage.js';

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
