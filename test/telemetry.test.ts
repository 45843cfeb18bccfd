import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { MessengerClient } from 'chinwag/messenger';
import { openTelemetry } from 'chinwag/telemetry';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  type Answer,
  accept,
  listeningBot,
  PAGE,
  PERSON,
  post,
  stubGraph,
  TOKEN,
  textEvent,
  webhook,
} from './bot.js';

const exporter = new InMemorySpanExporter();
const closing: (() => unknown)[] = [];

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(
    new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }),
  );
});

afterAll(() => {
  context.disable();
  trace.disable();
});

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  exporter.reset();
});

const passing: Answer = {
  status: 500,
  body: {
    error: {
      message: 'try later',
      type: 'OAuthException',
      code: 1200,
      fbtrace_id: 'Fb1',
      is_transient: true,
    },
  },
};

async function bot(
  answer: (count: number) => Answer | undefined,
  action: Parameters<typeof listeningBot>[1],
) {
  const graph = await stubGraph((request, count) => answer(count) ?? accept(request));
  closing.push(graph.close);
  const listening = await listeningBot(graph.origin, action, {
    telemetry: openTelemetry(),
    onError: () => {},
  });
  closing.push(() => listening.bot.close());
  return listening;
}

const named = (name: string): ReadableSpan[] =>
  exporter.getFinishedSpans().filter((span) => span.name === name);

const milliseconds = ([seconds, nanoseconds]: [number, number]) => seconds * 1e3 + nanoseconds / 1e6;

const only = (name: string): ReadableSpan => {
  const spans = named(name);
  expect(spans, name).toHaveLength(1);
  return spans[0] as ReadableSpan;
};

/** All that was told, as an exporter would write it. */
const told = () =>
  JSON.stringify(
    exporter
      .getFinishedSpans()
      .map(({ name, attributes, events, status }) => [name, attributes, events, status]),
  );

test('a turn, a call in it and each attempt at it have a span of their own', async () => {
  const { bot: made, url } = await bot(
    (count) => (count === 1 ? passing : undefined),
    async (context) => {
      await context.sendText('the secret answer');
    },
  );
  await post(url, webhook(textEvent('the secret question')));
  await made.drained();

  const turn = only('turn messenger');
  const call = only('call me/messages');
  const attempts = named('POST me/messages');
  expect(attempts).toHaveLength(2);
  expect(call.parentSpanContext?.spanId).toBe(turn.spanContext().spanId);
  for (const attempt of attempts) {
    expect(attempt.parentSpanContext?.spanId).toBe(call.spanContext().spanId);
    expect(attempt.spanContext().traceId).toBe(turn.spanContext().traceId);
  }
  expect(turn.attributes).toEqual({
    'chinwag.platform': 'messenger',
    'chinwag.attempt': 1,
    'chinwag.event': 'message',
    'chinwag.page': PAGE,
  });
  expect(call.attributes).toEqual({
    'chinwag.page': PAGE,
    'chinwag.class': 'messages',
    'chinwag.priority': 'reply',
  });
  expect(call.events.map(({ name, attributes }) => ({ name, ...attributes }))).toEqual([
    {
      name: 'tried again',
      'error.type': '1200',
      'chinwag.outcome': 'refused',
      'chinwag.fbtrace_id': 'Fb1',
      'chinwag.attempt': 1,
      'chinwag.pause': expect.any(Number),
    },
  ]);
  expect(attempts.map(({ attributes }) => attributes)).toEqual([
    {
      'http.request.method': 'POST',
      'url.template': 'me/messages',
      'server.address': '127.0.0.1',
      'chinwag.page': PAGE,
      'http.response.status_code': 500,
      'error.type': '1200',
      'chinwag.outcome': 'refused',
      'chinwag.fbtrace_id': 'Fb1',
    },
    {
      'http.request.method': 'POST',
      'http.request.resend_count': 1,
      'url.template': 'me/messages',
      'server.address': '127.0.0.1',
      'chinwag.page': PAGE,
      'http.response.status_code': 200,
    },
  ]);
  expect(told()).not.toMatch(new RegExp(`secret|${TOKEN}|${PERSON}`));
});

test('a call that waits for the pace of its Page says so, and counts that as its time', async () => {
  const graph = await stubGraph();
  closing.push(graph.close);
  const client = new MessengerClient({
    accessToken: TOKEN,
    origin: graph.origin,
    pacing: { messages: 1 },
    telemetry: openTelemetry(),
  });
  closing.push(() => client.close());
  await Promise.all([client.sendText('1', 'first'), client.sendText('2', 'second')]);
  const calls = named('call me/messages');
  expect(calls.map(({ events }) => events.map(({ name }) => name))).toEqual([[], ['waits for its turn']]);
  const [first, second] = calls.map(({ startTime, endTime }) => ({
    from: milliseconds(startTime),
    to: milliseconds(endTime),
  }));
  expect(second?.from).toBeLessThanOrEqual(first?.to ?? 0);
  // The times of spans are rounded to milliseconds.
  expect((second?.to ?? 0) - (first?.from ?? 0)).toBeGreaterThanOrEqual(998);
});

test('what an action does itself belongs to its turn', async () => {
  const { bot: made, url } = await bot(
    () => undefined,
    () => {
      trace.getTracer('shop').startSpan('look for the order').end();
    },
  );
  await post(url, webhook(textEvent('where is it?')));
  await made.drained();
  const turn = only('turn messenger');
  expect(only('look for the order').parentSpanContext?.spanId).toBe(turn.spanContext().spanId);
});

test('a turn that fails says so, and so does the attempt that is not made again', async () => {
  const gone: Answer = {
    status: 400,
    body: { error: { message: 'gone', type: 'OAuthException', code: 551, error_subcode: 1545041 } },
  };
  const { bot: made, url } = await bot(
    () => gone,
    async (context) => {
      await context.sendText('Hi!');
    },
  );
  await post(url, webhook(textEvent('hi')));
  await made.drained();
  const failed = { code: 2, message: expect.stringContaining('551/1545041') };
  expect(only('turn messenger').status).toEqual(failed);
  expect(only('POST me/messages')).toMatchObject({
    status: failed,
    attributes: { 'error.type': '551/1545041', 'chinwag.outcome': 'refused' },
  });
});

test('a client, a task and a batch are followed too, and paths name nobody', async () => {
  const { bot: made } = await bot(
    (count) =>
      count === 1 ? { body: [{ code: 200, body: '{"recipient_id":"1","message_id":"m"}' }] } : undefined,
    () => {},
  );
  const client = new MessengerClient({
    accessToken: TOKEN,
    origin: made.client.graph.origin,
    telemetry: openTelemetry(),
  });
  closing.push(() => client.close());
  await client.sendBatch([{ method: 'GET', path: PERSON }]);
  await client.getUserProfile(PERSON);
  await made.withConversation(`messenger:${PERSON}`, (context) => context.sendText('Hi!'));
  await made.to(PERSON).sendText('Hi!');

  expect(only('call batch').attributes).toEqual({ 'chinwag.items': 1 });
  expect(only('POST batch').parentSpanContext?.spanId).toBe(only('call batch').spanContext().spanId);
  expect(only('GET {id}').kind).toBe(2);
  const [, outside] = named('call me/messages');
  const [within] = named('call me/messages');
  expect(within?.parentSpanContext?.spanId).toBe(only('task messenger').spanContext().spanId);
  expect(outside?.parentSpanContext).toBeUndefined();
  expect(told()).not.toMatch(new RegExp(`${TOKEN}|${PERSON}`));
});

test('a batch that is tried again has one span, a request for each time, and says why', async () => {
  const accepted = { code: 200, body: '{"recipient_id":"1","message_id":"m"}' };
  const refused = { code: 500, body: JSON.stringify(passing.body) };
  const graph = await stubGraph((_, count) => ({ body: count === 1 ? [accepted, refused] : [accepted] }));
  closing.push(graph.close);
  const client = new MessengerClient({
    accessToken: TOKEN,
    origin: graph.origin,
    telemetry: openTelemetry(),
  });
  closing.push(() => client.close());
  const results = await client.sendBatch([
    { method: 'GET', path: PERSON },
    { method: 'POST', path: 'me/messages', body: { message: { text: 'the secret answer' } } },
  ]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);

  const whole = only('call batch');
  expect(whole.attributes).toEqual({ 'chinwag.items': 2 });
  expect(whole.status).toEqual({ code: 0 });
  expect(whole.events.map(({ name, attributes }) => ({ name, ...attributes }))).toEqual([
    {
      name: 'tried again',
      'error.type': '1200',
      'chinwag.outcome': 'refused',
      'chinwag.fbtrace_id': 'Fb1',
      'chinwag.attempt': 1,
      'chinwag.pause': expect.any(Number),
    },
  ]);
  const requests = named('POST batch');
  expect(requests.map(({ attributes }) => attributes['http.request.resend_count'])).toEqual([undefined, 1]);
  for (const { parentSpanContext } of requests) {
    expect(parentSpanContext?.spanId).toBe(whole.spanContext().spanId);
  }
  expect(told()).not.toMatch(new RegExp(`secret|${TOKEN}|${PERSON}`));
});
