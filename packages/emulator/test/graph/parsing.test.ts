import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseLooseJson } from '../../src/graph/loose-json.js';
import { type Emulator, type PersonHandle, startEmulator } from '../../src/index.js';
import { graphOf } from '../graph-client.js';

describe('loose JSON', () => {
  it.each([
    ["{'id':'123'}", { id: '123' }],
    ['{id:123}', { id: 123 }],
    ['{id:24810001234567890}', { id: '24810001234567890' }],
    ['{"id":24810001234567890}', { id: '24810001234567890' }],
    ['{"a":[1,-2.5e3,true,null,],}', { a: [1, -2500, true, null] }],
    ["{text:'it\\'s \\u00e4 \\n'}", { text: "it's ä \n" }],
    ['["get_started",greeting]', ['get_started', 'greeting']],
  ])('%s', (text, value) => {
    expect(parseLooseJson(text)).toEqual(value);
  });

  it('cannot change the prototype of anything', () => {
    const parsed = parseLooseJson("{'__proto__':{polluted:1}}");
    expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype);
    expect(Object.hasOwn(parsed as object, '__proto__')).toBe(true);
  });

  it.each(['{', '{a', '{a:}', '{a:1', '[1 2]', '"', '{"a":1}}', '['.repeat(10_000), "{'\\u12'}"])(
    '%s is none',
    (text) => {
      expect(() => parseLooseJson(text)).toThrow(SyntaxError);
    },
  );
});

describe('a request', () => {
  let emulator: Emulator;
  let graph: ReturnType<typeof graphOf>;
  let ana: PersonHandle;
  beforeAll(async () => {
    emulator = await startEmulator();
    graph = graphOf(emulator);
    ana = await emulator.person();
  });
  afterAll(() => emulator.close());

  it.each<[string, () => Promise<{ status: number }>]>([
    ['JSON', () => graph.send(ana.psid, { text: 'hi' })],
    [
      'JSON with an id that is a number',
      () =>
        graph.call('POST', '/me/messages', `{"recipient":{"id":${ana.psid}},"message":{"text":"hi"}}`, {
          'content-type': 'application/json',
        }),
    ],
    [
      'a form',
      () =>
        graph.post(
          '/me/messages',
          new URLSearchParams({ recipient: `{'id':'${ana.psid}'}`, message: '{text:hi}' }),
        ),
    ],
    ['a query', () => graph.post(`/v21.0/me/messages?recipient={id:${ana.psid}}&message={"text":"hi"}`)],
    [
      'half a query and half a body',
      () =>
        graph.post(`/${emulator.page.id}/messages?recipient={id:${ana.psid}}`, { message: { text: 'hi' } }),
    ],
    [
      'JSON that says it is text',
      () =>
        graph.call(
          'POST',
          '/me/messages',
          JSON.stringify({ recipient: { id: ana.psid }, message: { text: 'hi' } }),
          { 'content-type': 'text/plain' },
        ),
    ],
  ])('may come as %s', async (_name, send) => {
    expect((await send()).status).toBe(200);
    expect(ana.screen().messages.at(-1)?.text).toBe('hi');
  });

  it('of an expired version is served by the oldest that lives', async () => {
    const { status, headers } = await graph.get('/v3.2/me');
    expect([status, headers.get('facebook-api-version')]).toEqual([200, 'v21.0']);
  });

  it.each([
    ['no JSON', '{"recipient":', 'application/json'],
    ['no object', '[1]', 'application/json'],
    ['nesting without end', `{"recipient":${'['.repeat(50_000)}`, 'application/json'],
    ['a body of 11 MB', `{"a":"${'x'.repeat(11 * 1024 * 1024)}"}`, 'application/json'],
    ['a multipart body without boundary', 'x', 'multipart/form-data'],
  ])('with %s gets an error of the platform', async (_name, body, type) => {
    const answer = await graph.call('POST', '/me/messages', body, { 'content-type': type });
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatchObject({
      code: 100,
      type: 'OAuthException',
      message: '(#100) Invalid parameter',
    });
    expect(JSON.stringify(answer.body)).not.toContain('.js:');
  });
});
