import { ACTION_FIELDS, INBOX_FIELDS } from './read-action.js';

type Schema = Record<string, unknown>;

const text: Schema = { type: 'string' };
const number: Schema = { type: 'number' };
const object = (properties: Record<string, Schema>, required: string[] = []): Schema => ({
  type: 'object',
  properties,
  required,
});

const OK = object({ ok: { type: 'boolean' } }, ['ok']);
const CLOCK = object({ now: number, offset: number }, ['now', 'offset']);
const DELIVERY = object({ duplicates: number, disorder: number, batch: number, delay: number });
const EFFECT = object(
  {
    type: { enum: ['error', 'delay', 'drop', 'html', 'expire_token'] },
    code: number,
    subcode: number,
    message: text,
    milliseconds: number,
    status: number,
    taken: { type: 'boolean', description: 'The request is carried out first.' },
    minutesToRegain: { type: 'number', description: 'Told in the usage header, with all of it used.' },
  },
  ['type'],
);
const FAULT = object(
  {
    method: text,
    topic: text,
    psid: text,
    after: number,
    times: number,
    probability: number,
    effect: EFFECT,
  },
  ['effect'],
);

interface Operation {
  summary: string;
  query?: Record<string, string>;
  body?: Schema;
  multipart?: boolean;
  answer?: Schema;
  status?: number;
  type?: string;
}

/** Every route of the control API, by method and path. */
export const OPERATIONS: Record<string, Operation> = {
  'GET /_emulator/world': { summary: 'The app, the Pages and the people' },
  'GET /_emulator/access': { summary: 'What a bot needs to know: ids, tokens and secrets' },
  'POST /_emulator/subscriptions': {
    summary: 'Points the webhooks at a callback, which has to be up',
    body: object({ callback_url: text, fields: { type: 'array', items: text }, verify_token: text }, [
      'callback_url',
    ]),
    answer: OK,
  },
  'POST /_emulator/people': {
    summary: 'A new person; with a psid that the first Page knows, whoever that is',
    body: object({ name: text, locale: text, timezone: number, psid: text }),
    status: 201,
  },
  'PATCH /_emulator/people/{id}': {
    summary: 'Another name or language for a person',
    body: object({ name: text, locale: text }),
  },
  'POST /_emulator/pages': {
    summary: 'A new Page, with its access token',
    body: object({ name: text, id: text, access_token: text, country: text }),
    status: 201,
  },
  'GET /_emulator/clock': {
    summary: "The emulator's time, and how far it is from the machine's",
    answer: CLOCK,
  },
  'POST /_emulator/clock': {
    summary: 'Moves the clock by or to so many milliseconds',
    body: object({ by: number, to: number }),
    answer: CLOCK,
  },
  'POST /_emulator/rate-limits': {
    summary: "Enforces the platform's rate limits, or no longer does",
    body: object({ enabled: { type: 'boolean' } }, ['enabled']),
    answer: OK,
  },
  'POST /_emulator/reset': {
    summary: 'Forgets people, messages, traffic and faults; apps and Pages stay',
    answer: OK,
  },
  'GET /_emulator/state': { summary: 'The whole world, to be saved. It holds the tokens.' },
  'PUT /_emulator/state': {
    summary: 'Puts a saved world in the place of this one',
    body: object({}),
    answer: OK,
  },
  'GET /_emulator/conversations/{pageId}': {
    summary: 'The conversations in which something has been said, each with its newest message, newest first',
    query: {
      limit: 'At most so many (100)',
      before: 'Only those whose newest message is older than this moment',
      psids: 'Instead: those of these people, separated by commas',
    },
  },
  'GET /_emulator/messages/{mid}': { summary: 'Whose chat a message is in' },
  'GET /_emulator/conversations/{pageId}/{psid}': { summary: 'A chat as the person sees it' },
  'POST /_emulator/conversations/{pageId}/{psid}/actions': {
    summary: 'The person does something',
    query: { delivered: 'true: answers when every subscribed app has' },
    body: {
      oneOf: Object.entries(ACTION_FIELDS).map(([type, fields]) =>
        object(
          { type: { const: type }, ...Object.fromEntries(Object.keys(fields).map((name) => [name, {}])) },
          ['type'],
        ),
      ),
    },
    answer: object(
      { ok: { const: true }, mid: text, comment_id: text, open: object({ url: text, height: text }) },
      ['ok'],
    ),
  },
  'POST /_emulator/conversations/{pageId}/{psid}/uploads': {
    summary: 'The person sends files, as one message',
    query: { delivered: 'true: answers when every subscribed app has' },
    body: object({ file: { type: 'array', items: { type: 'string', format: 'binary' } } }, ['file']),
    multipart: true,
  },
  'POST /_emulator/conversations/{pageId}/{psid}/inbox': {
    summary: 'A human agent in the Page inbox takes the thread, answers, hands it back',
    body: object({ type: { enum: Object.keys(INBOX_FIELDS) }, text, app_id: text }, ['type']),
    answer: object({ ok: { const: true }, mid: text }, ['ok']),
  },
  'POST /_emulator/apps': {
    summary: 'A new app, with its secret, verify token and a token for each Page',
    body: object({ name: text }),
    status: 201,
  },
  'POST /_emulator/pages/{pageId}/default-app': {
    summary: 'Conversation Routing: the app that idle threads belong to, or null for every app',
    body: object({ app_id: { type: ['string', 'null'] } }, ['app_id']),
    answer: OK,
  },
  'POST /_emulator/pages/{pageId}/products': {
    summary: 'A product of the catalogue; while it is empty every id is taken for one',
    body: object({ id: text, title: text, subtitle: text, image_url: text, retailer_id: text }),
    status: 201,
  },
  'POST /_emulator/pages/{pageId}/instant-forms': {
    summary: 'A lead form that instant form templates may name',
    body: object({ id: text }),
    answer: object({ id: text }, ['id']),
    status: 201,
  },
  'POST /_emulator/pages/{pageId}/message-templates/{id}': {
    summary: 'Gives a utility template another status, which the app hears of',
    body: object({ status: text, reason: text }, ['status']),
    answer: object({ id: text, status: text }, ['id', 'status']),
  },
  'POST /_emulator/pages/{pageId}/policy': {
    summary: 'Warns the Page, blocks it from sending, or lets it send again',
    body: object({ action: { enum: ['warning', 'block', 'unblock'] }, reason: text }, ['action']),
    answer: OK,
  },
  'POST /_emulator/pages/{pageId}/events': {
    summary: 'Sends any event of a webhook field: a messaging event, or the value of a change',
    body: object({ field: text, event: object({}), value: object({}) }, ['field']),
    answer: object({ ok: { type: 'boolean' }, failure: text }, ['ok']),
  },
  'GET /_emulator/account-linking': {
    summary: 'Where a login page sends people back to',
    query: {
      account_linking_token: 'From the login address',
      authorization_code: 'Left out when the login failed',
    },
    type: 'text/plain',
  },
  'GET /_emulator/traffic': {
    summary: 'Webhooks and Graph requests, oldest first',
    query: { after: 'Only what has a greater id', limit: 'At most so many, the newest (1,000)' },
  },
  'GET /_emulator/requests': { summary: 'Graph requests with their answers, oldest first' },
  'GET /_emulator/webhooks': { summary: 'Webhooks with the bytes that were signed, oldest first' },
  'DELETE /_emulator/traffic': { summary: 'Forgets the traffic', answer: OK },
  'POST /_emulator/traffic/{id}/replay': {
    summary: 'Sends a webhook once more',
    answer: object({ ok: { type: 'boolean' }, failure: text }, ['ok']),
  },
  'POST /_emulator/wait': {
    summary:
      'Answers once nothing has been under way for `quiet` milliseconds (100); 408 after `timeout` (5,000)',
    body: object({ quiet: number, timeout: number }),
    answer: OK,
  },
  'GET /_emulator/stream': {
    summary: 'Server-sent events: world, conversation, traffic',
    type: 'text/event-stream',
  },
  'GET /_emulator/errors': { summary: "The platform's table of errors, to choose a fault from" },
  'GET /_emulator/delivery': { summary: 'How webhooks go out', answer: DELIVERY },
  'POST /_emulator/delivery': {
    summary: 'Sends webhooks twice, out of order, in batches or late; what is left out stays as it is',
    body: DELIVERY,
    answer: DELIVERY,
  },
  'GET /_emulator/faults': { summary: 'What shall go wrong', answer: { type: 'array', items: FAULT } },
  'POST /_emulator/faults': { summary: 'Lets something go wrong', body: FAULT, answer: FAULT, status: 201 },
  'DELETE /_emulator/faults': { summary: 'Lets everything go well again', answer: OK },
  'DELETE /_emulator/faults/{id}': { summary: 'Takes one fault away', answer: OK },
  'GET /_emulator/media/{id}/{name}': { summary: 'A stored file, whole or in ranges', type: '*/*' },
  'GET /_emulator/pictures/{file}': { summary: 'The picture of a Page or a person', type: 'image/svg+xml' },
  'GET /_emulator/stickers/{file}': { summary: 'A sticker', type: 'image/svg+xml' },
  'GET /_emulator/openapi.json': { summary: 'This document' },
};

export function openApiDocument(origin: string): Schema {
  const paths: Record<string, Record<string, Schema>> = {};
  for (const [route, operation] of Object.entries(OPERATIONS)) {
    const [method = '', path = ''] = route.split(' ');
    paths[path] = { ...paths[path], [method.toLowerCase()]: describe(path, operation) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Messenger emulator: control API', version: '1' },
    servers: [{ url: origin }],
    paths,
  };
}

function describe(
  path: string,
  { summary, query = {}, body, multipart, answer = {}, status = 200, type }: Operation,
): Schema {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: text,
  }));
  const inQuery = Object.entries(query).map(([name, description]) => ({
    name,
    in: 'query',
    description,
    schema: text,
  }));
  const problem = object({ error: object({ message: text, field: text }, ['message']) }, ['error']);
  return {
    summary,
    parameters: [...inPath, ...inQuery],
    ...(body && {
      requestBody: {
        content: { [multipart ? 'multipart/form-data' : 'application/json']: { schema: body } },
      },
    }),
    responses: {
      [status]: { description: 'Done', content: { [type ?? 'application/json']: { schema: answer } } },
      '4XX': { description: 'Refused', content: { 'application/json': { schema: problem } } },
    },
  };
}
