import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../../src/index.js';
import { graphOf } from '../graph-client.js';
import { bodies } from './refused/bodies.js';
import { contents } from './refused/contents.js';
import { templates } from './refused/templates.js';

let emulator: Emulator;
let graph: ReturnType<typeof graphOf>;
let psid: string;

beforeAll(async () => {
  emulator = await startEmulator();
  graph = graphOf(emulator);
  psid = (await emulator.person()).psid;
});

afterAll(() => emulator.close());

describe('a message is refused', () => {
  it.each([...contents, ...templates])('with %s', async (_name, message, code, subcode, words) => {
    const { status, body } = await graph.send(psid, message);
    expect(body.error).toMatchObject({
      message: words instanceof RegExp ? expect.stringMatching(words) : words,
      type: 'OAuthException',
      code,
      fbtrace_id: expect.stringMatching(/^A[\w-]{22}$/),
    });
    expect(body.error?.error_subcode).toBe(subcode);
    expect(status).toBe(code === 1 ? 500 : 400);
  });
});

describe('a send is refused', () => {
  it.each(bodies)('with %s', async (_name, change, code, subcode, words) => {
    const body = { recipient: { id: psid }, message: { text: 'hi' }, ...change };
    const answer = await graph.post('/v26.0/me/messages', body);
    expect(answer.body.error).toMatchObject({ code, message: expect.stringMatching(words) });
    expect(answer.body.error?.error_subcode).toBe(subcode);
  });
});

describe('a token', () => {
  const about = (token: string | undefined, path = '/me') =>
    graph.call('GET', path, undefined, { authorization: token === undefined ? '' : `Bearer ${token}` });

  it.each([
    [
      'missing, on me',
      undefined,
      '/me',
      2500,
      'An active access token must be used to query information about the current user.',
    ],
    ['missing', undefined, '/123', 104, 'An access token is required to request this resource.'],
    ['garbage', 'x', '/me', 190, 'Invalid OAuth access token - Cannot parse access token'],
    ['unknown', `EAA${'x'.repeat(60)}`, '/me', 190, 'Invalid OAuth access token data.'],
  ])('that is %s is refused', async (_name, token, path, code, message) => {
    const { status, body, headers } = await about(token, path);
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ code, message, type: 'OAuthException' });
    expect(headers.get('www-authenticate')).toBe(
      `OAuth "Facebook Platform" "${code === 190 ? 'invalid_token' : 'invalid_request'}" "${message}"`,
    );
  });

  it('may be in the header, the query or the body', async () => {
    const { accessToken } = emulator.page;
    const page = { name: 'My Page', id: emulator.page.id };
    for (const path of [`/me?access_token=${accessToken}`, `/v26.0/${page.id}?oauth_token=${accessToken}`]) {
      expect((await about(undefined, path)).body).toEqual(page);
    }
    const inBody = await graph.call(
      'POST',
      '/me/messages',
      { access_token: accessToken, recipient: { id: psid }, sender_action: 'mark_seen' },
      { authorization: '' },
    );
    expect(inBody.body).toEqual({ recipient_id: psid });
    expect(emulator.requests().at(-1)?.token).toEqual({ from: 'body', kind: 'page' });
  });

  it('is never written down', () => {
    const written = JSON.stringify([emulator.requests(), emulator.webhooks()]);
    expect(written).not.toContain(emulator.page.accessToken);
    expect(written).not.toContain(emulator.app.secret);
  });
});

describe('what does not exist', () => {
  it.each([
    [
      'GET',
      '/999999999999999',
      33,
      /^Unsupported get request\. Object with ID '999999999999999' does not exist/,
    ],
    ['POST', '/999999999999999/messages', 33, /^Unsupported post request/],
    ['DELETE', '/me/messages', 33, /^Unsupported delete request/],
    ['GET', '/me/nonsense', undefined, /^Unknown path components: \/nonsense$/],
    ['GET', '/v99.0/me', undefined, /^Unknown path components/],
    ['GET', '/me?fields=shoe_size', undefined, /nonexisting field \(shoe_size\)/],
  ])('%s %s', async (method, path, subcode, words) => {
    const { status, body } = await graph.call(method, path);
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ message: expect.stringMatching(words) });
    expect(body.error?.error_subcode).toBe(subcode);
  });
});
