import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { OPERATIONS } from '../src/control/openapi.js';
import { ACTION_FIELDS } from '../src/control/read-action.js';
import { ROUTES } from '../src/graph/routes.js';
import { type Emulator, type PersonHandle, startEmulator } from '../src/index.js';

let emulator: Emulator;
let ana: PersonHandle;
const warnings: unknown[] = [];
const note = (warning: unknown) => warnings.push(warning);

beforeAll(async () => {
  process.on('warning', note);
  emulator = await startEmulator();
  ana = await emulator.person({ name: 'Ana' });
});

afterAll(async () => {
  await emulator.close();
  process.off('warning', note);
});

const SEEDED = { seed: 20_261_122, numRuns: 250 };

/** Names that the platform knows, so that what is sent gets past the first check. */
const NAMES = [
  'recipient', 'message', 'attachment', 'attachments', 'payload', 'template_type', 'elements', 'buttons', 'type', 'id',
  'text', 'title', 'url', 'quick_replies', 'content_type', 'sender_action', 'persona_id', 'reply_to', 'mid', 'tag',
  'messaging_type', 'thread_control', 'template', 'language', 'components', 'fields', 'limit', 'after', 'persistent_menu',
  'get_started', 'call_to_actions', 'locale', 'commands', 'psid', 'user_ids', 'actions', 'subscribed_fields', 'batch',
  'relative_url', 'method', 'depends_on', 'name', 'effect', 'by', 'to', 'app_id', 'summary', 'images', 'feedback_screens',
]; // biome-ignore format: a list of words
const WORDS = [
  'generic', 'button', 'media', 'receipt', 'coupon', 'product', 'image_grid', 'customer_feedback', 'instant_form', 'image',
  'template', 'web_url', 'postback', 'nested', 'TYPING_ON', 'REACT', 'MESSAGE_TAG', 'HUMAN_AGENT', 'pass', '{', '[1,', '%',
  '{a:1}', 'https://x.example', 'error', 'say', '__proto__', 'constructor', 'toString', '\u0000', '😀'.repeat(3),
]; // biome-ignore format: a list of words

const name = fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...NAMES) }, fc.string({ maxLength: 12 }));
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, depthIdentifier: 'value' },
    fc.oneof(
      fc.constantFrom<unknown>(...WORDS, '', null, true, false, 0, -1, 1e21, Number.MAX_SAFE_INTEGER),
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.double({ noNaN: true }),
    ),
    fc.array(tie('value'), { maxLength: 4, depthIdentifier: 'value' }),
    fc.dictionary(name, tie('value'), { maxKeys: 5, depthIdentifier: 'value' }),
  ),
}));

/** Looks at an answer: JSON, no stack, no mistake of the emulator's. */
async function checkAnswer(response: Response, request: unknown): Promise<void> {
  const text = await response.text();
  const shown = `${JSON.stringify(request)}\n→ ${response.status} ${text}`;
  expect(response.status, shown).toBeLessThan(500);
  expect(text, shown).not.toMatch(/\n\s+at |node_modules|\.js:\d/);
  expect(response.headers.get('content-type'), shown).toMatch(/^(application\/json|text\/plain)/);
  if (response.status >= 400) expect(JSON.parse(text), shown).toHaveProperty('error.message');
}

const ids = () => ({
  page: emulator.page.id,
  person: ana.psid,
  app: emulator.app.id,
  user: 'me',
  'ad-account': 'act_1',
});

function pathOf(route: string): { method: string; path: string } {
  const [method = '', ...rest] = route.split(' ');
  const place = rest.join(' ');
  if (place.startsWith('/')) return { method, path: place.replace('*', '1') };
  const [node = '', ...edge] = place.split('/');
  const known: Record<string, string> = ids();
  return { method, path: `/${[known[node] ?? '123456', ...edge].join('/')}` };
}

const encoding = fc.constantFrom('json', 'form', 'query', 'text', 'multipart');

function encode(how: string, body: Record<string, unknown>): { query: string; init: RequestInit } {
  const pairs = Object.entries(body).map(([key, inner]): [string, string] => [
    key,
    typeof inner === 'string' ? inner : JSON.stringify(inner),
  ]);
  if (how === 'query') return { query: `?${new URLSearchParams(pairs)}`, init: {} };
  if (how === 'form') return { query: '', init: { body: new URLSearchParams(pairs) } };
  const type =
    how === 'json' ? 'application/json' : how === 'multipart' ? 'multipart/form-data; boundary=x' : '';
  return { query: '', init: { body: JSON.stringify(body), headers: { 'content-type': type } } };
}

it('answers whatever the Graph API is sent with JSON of its own', async () => {
  const route = fc.constantFrom(...Object.keys(ROUTES), 'POST /');
  const body = fc.dictionary(name, value, { maxKeys: 6 });
  await fc.assert(
    fc.asyncProperty(route, body, encoding, fc.boolean(), async (place, given, how, addressed) => {
      const { method, path } = pathOf(place);
      const whole = addressed ? { ...given, recipient: { id: ana.psid } } : given;
      const { query, init } = encode(method === 'GET' ? 'query' : how, whole);
      const headers = { ...init.headers, authorization: `Bearer ${emulator.page.accessToken}` };
      const response = await fetch(`${emulator.origin}/v26.0${path}${query}`, { ...init, method, headers });
      await checkAnswer(response, { place, how, whole });
    }),
    SEEDED,
  );
});

it('answers whatever a message is made of with JSON of its own', async () => {
  const templates = [
    'generic',
    'button',
    'media',
    'receipt',
    'coupon',
    'image_grid',
    'customer_feedback',
    'product',
  ];
  const payload = fc
    .tuple(fc.constantFrom(...templates), fc.dictionary(name, value, { maxKeys: 6 }))
    .map(([template_type, rest]) => ({ ...rest, template_type }));
  const message = fc.oneof(
    payload.map((inner) => ({ attachment: { type: 'template', payload: inner } })),
    fc.record({ text: fc.string(), quick_replies: fc.array(value, { maxLength: 3 }) }),
    fc.dictionary(name, value, { maxKeys: 4 }),
  );
  await fc.assert(
    fc.asyncProperty(message, async (given) => {
      const response = await fetch(`${emulator.origin}/me/messages`, {
        method: 'POST',
        headers: { authorization: `Bearer ${emulator.page.accessToken}`, 'content-type': 'application/json' },
        body: JSON.stringify({ recipient: { id: ana.psid }, message: given }),
      });
      await checkAnswer(response, given);
    }),
    SEEDED,
  );
});

it('answers whatever bytes come as a body, and whatever path is asked for', async () => {
  const types = [
    'application/json',
    'multipart/form-data',
    'multipart/form-data; boundary=x',
    'text/plain',
    'x',
  ];
  const path = fc.oneof(
    fc.constantFrom('/me/messages', '/', '/me/message_attachments'),
    fc.webPath().filter((each) => each !== '' && !each.startsWith('//')),
  );
  const bytes = fc.uint8Array({ maxLength: 200 });
  await fc.assert(
    fc.asyncProperty(path, bytes, fc.constantFrom(...types), async (place, body, type) => {
      const response = await fetch(`${emulator.origin}${place}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${emulator.page.accessToken}`, 'content-type': type },
        body: Buffer.from(body),
      });
      await checkAnswer(response, { place, type, body: Buffer.from(body).toString('hex') });
    }),
    SEEDED,
  );
});

it('answers whatever the control API is sent with JSON of its own', async () => {
  const open = (route: string) =>
    !/stream|wait|subscriptions|events$|media|pictures|stickers|reset|state|replay/.test(route);
  const route = fc.constantFrom(...Object.keys(OPERATIONS).filter(open));
  const action = fc
    .tuple(fc.constantFrom(...Object.keys(ACTION_FIELDS)), fc.dictionary(name, value, { maxKeys: 4 }))
    .map(([type, rest]) => ({ ...rest, type }));
  const body = fc.oneof(action, fc.dictionary(name, value, { maxKeys: 5 }));
  await fc.assert(
    fc.asyncProperty(route, body, async (place, given) => {
      const [method = '', path = ''] = place.split(' ');
      const address = path
        .replace('{pageId}', emulator.page.id)
        .replace('{psid}', ana.psid)
        .replace('{id}', ana.id);
      const init = method === 'GET' ? {} : { body: JSON.stringify(given) };
      await checkAnswer(await fetch(`${emulator.origin}${address}`, { method, ...init }), { place, given });
    }),
    SEEDED,
  );
  emulator.reset();
});

it('has made no mistake of its own meanwhile', () => {
  expect(warnings).toEqual([]);
});
