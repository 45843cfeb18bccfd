import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Platform } from '../platform.js';
import type { Exchange } from '../traffic/exchange.js';
import { addressee, struck } from './adversity.js';
import { type GraphAnswer, refusalAnswer } from './answer.js';
import { answerBatch, refusalsIn } from './batch.js';
import { Call, type Handler, type Node } from './call.js';
import { authenticate, type Caller } from './caller.js';
import { GraphError, refuse } from './error.js';
import type { Usage } from './limits.js';
import { findNode, noSuchObject } from './nodes.js';
import {
  type Address,
  CURRENT_VERSION,
  type GraphRequest,
  readAddress,
  readBody,
  toRequest,
} from './request.js';
import { ROUTES, rootRoute } from './routes.js';

/** The Graph API: reads a request, answers it, writes both down. */
export class Graph {
  readonly #platform: Platform;

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  async serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { traffic, world } = this.#platform;
    const method = incoming.method ?? 'GET';
    const url = incoming.url ?? '/';
    const exchange = traffic.begin({ kind: 'graph', method, url, requestHeaders: incoming.headers });
    const trace = world.ids.trace();
    let version = CURRENT_VERSION;
    let answer: GraphAnswer;
    try {
      const address = readAddress(method, url);
      version = address.version;
      exchange.topic = topicOf(address);
      const request = await this.#read(incoming, address, exchange);
      answer = await this.#unlessStruck(request, exchange.topic, exchange, trace);
      if (answer.error)
        for (const file of [...request.files.values()].flat()) void this.#platform.media.discard(file);
    } catch (error) {
      answer = failure(error, trace);
    }
    if (answer.broken) {
      exchange.error = { message: 'The connection was broken by a fault that was asked for.' };
      outgoing.destroy();
    } else {
      this.#write(outgoing, answer, exchange, trace, version);
    }
    traffic.end(exchange);
  }

  /** Answers a request as the faults that were asked for will have it: whole requests and items of a batch alike. */
  #unlessStruck(
    request: GraphRequest,
    topic: string,
    exchange: Exchange | null,
    trace: string,
  ): Promise<GraphAnswer> {
    const answer = () => this.answer(request, exchange, trace);
    const faults = this.#platform.faults.strike({
      method: request.method,
      topic,
      psid: addressee(request),
    });
    if (faults.length === 0) return answer();
    // What is struck before it is looked at is still its Page's, on the record and in the usage header.
    const token = request.token && this.#platform.world.tokens.get(request.token.value);
    if (exchange && token?.pageId) exchange.pageId = token.pageId;
    return struck(this.#platform, faults, request, trace, answer);
  }

  /** Answers a request that has been read; what is refused is an answer too. */
  async answer(request: GraphRequest, exchange: Exchange | null, trace: string): Promise<GraphAnswer> {
    try {
      if (isBatch(request)) return await this.#batch(request, exchange, trace);
      if (isTokenExchange(request)) return { status: 200, body: this.#exchangeToken(request), error: null };
      const caller = authenticate(this.#platform.world, request);
      if (exchange && request.token) exchange.token = { from: request.token.from, kind: caller.token.kind };
      if (exchange && caller.page) exchange.pageId = caller.page.id;
      const { handler, node } = route(this.#platform, caller, request);
      const call = new Call(this.#platform, request, caller, node);
      try {
        return { status: 200, body: await handler(call), error: null };
      } finally {
        if (exchange) exchange.psid = call.psid;
        if (exchange && call.advice.length > 0) exchange.advice = call.advice;
      }
    } catch (error) {
      return failure(error, trace);
    }
  }

  async #batch(request: GraphRequest, exchange: Exchange | null, trace: string): Promise<GraphAnswer> {
    const caller = authenticate(this.#platform.world, request);
    if (exchange && request.token) exchange.token = { from: request.token.from, kind: caller.token.kind };
    if (exchange && caller.page) exchange.pageId = caller.page.id;
    const body = await answerBatch(
      request,
      async (item) => {
        const answer = await this.#unlessStruck(item, topicOf(item), null, this.#platform.world.ids.trace());
        return answer.broken ? null : answer;
      },
      trace,
    );
    if (exchange) exchange.refusals = refusalsIn(body);
    return { status: 200, body, error: null };
  }

  /** The one call that nobody has a token for yet: it runs in the name of the first app. */
  #exchangeToken(request: GraphRequest): unknown {
    const { app, world } = this.#platform;
    const token = world.tokens.get(`${app.id}|${app.secret}`);
    const handler = rootRoute(request.method, request.path);
    if (!token || !handler) throw noSuchObject(request.method, request.path[0] ?? '');
    return handler(new Call(this.#platform, request, { token, app, page: null }, { kind: 'root' }));
  }

  async #read(incoming: IncomingMessage, address: Address, exchange: Exchange): Promise<GraphRequest> {
    const { body, files } = await readBody(incoming, this.#platform.media);
    const request = toRequest(address, body, files, incoming.headers.authorization);
    exchange.requestBody = body;
    if (request.token) exchange.token = { from: request.token.from, kind: 'unknown' };
    if (files.size > 0) {
      exchange.files = {};
      for (const [part, [file]] of files) {
        if (file) exchange.files[part] = { filename: file.filename, type: file.type, size: file.size };
      }
    }
    return request;
  }

  #write(
    outgoing: ServerResponse,
    answer: GraphAnswer,
    exchange: Exchange,
    trace: string,
    version: number,
  ): void {
    const { error } = answer;
    const headers: Record<string, string> = {
      'content-type': 'application/json; charset=UTF-8',
      'facebook-api-version': `v${version}.0`,
      'x-fb-trace-id': trace,
      'x-fb-rev': '1000000000',
      'cache-control': 'private, no-cache, no-store, must-revalidate',
      ...usageHeaders(this.#platform, exchange, answer),
    };
    if (error && [400, 401, 403].includes(answer.status)) {
      const kind = error.refusal.code === 190 ? 'invalid_token' : 'invalid_request';
      const words = error.message.replaceAll(/[^\x20-\x7e]|["\\]/g, ' ');
      headers['www-authenticate'] = `OAuth "Facebook Platform" "${kind}" "${words}"`;
    }
    exchange.status = answer.status;
    exchange.responseHeaders = headers;
    exchange.responseBody = answer.body;
    if (error) {
      const { code, subcode, type = 'OAuthException' } = error.refusal;
      exchange.error = { message: error.message, code, subcode, type, fbtrace_id: trace };
    }
    if (answer.html) headers['content-type'] = 'text/html; charset=utf-8';
    const bytes = Buffer.from(answer.html ? String(answer.body) : JSON.stringify(answer.body));
    headers['content-length'] = String(bytes.length);
    outgoing.writeHead(answer.status, headers).end(bytes);
  }
}

const UNUSED: Usage = { percent: 0, minutesToRegain: 0 };

/** Page tokens are told of the Messenger use case, everyone else of the app's use. */
function usageHeaders(
  { limits }: Platform,
  { pageId }: Exchange,
  answer: GraphAnswer,
): Record<string, string> {
  if (pageId === undefined) return { 'x-app-usage': '{"call_count":0,"total_time":0,"total_cputime":0}' };
  const { percent, minutesToRegain } = answer.usage ?? limits?.usage.get(pageId) ?? UNUSED;
  return {
    'x-business-use-case-usage': `{"${pageId}":[{"type":"messenger","call_count":${percent},"total_cputime":0,"total_time":0,"estimated_time_to_regain_access":${minutesToRegain}}]}`,
  };
}

function isBatch({ method, path, params }: GraphRequest): boolean {
  const whole = path.join('/');
  return method === 'POST' && (whole === '' || whole === 'me') && params.batch !== undefined;
}

function isTokenExchange({ path }: GraphRequest): boolean {
  return path.join('/') === 'oauth/access_token';
}

function route(platform: Platform, caller: Caller, request: GraphRequest): { handler: Handler; node: Node } {
  const { method, path } = request;
  const atRoot = rootRoute(method, path);
  if (atRoot) return { handler: atRoot, node: { kind: 'root' } };
  const [id = '', ...edge] = path;
  const node = findNode(platform, caller, decode(id));
  if (!node) throw id === 'me' ? refuse('noActiveToken') : noSuchObject(method, id);
  const place = [node.kind, ...edge].join('/');
  const handler = ROUTES[`${method} ${place}`];
  if (handler) return { handler, node };
  const known = ['GET', 'POST', 'DELETE'].some((other) => ROUTES[`${other} ${place}`]);
  if (known || edge.length === 0) throw noSuchObject(method, id);
  throw refuse('unknownPath', { message: `Unknown path components: /${edge.join('/')}` });
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function failure(error: unknown, trace: string): GraphAnswer {
  const known = error instanceof GraphError ? error : refuse('unknown');
  if (known !== error) process.emitWarning(error instanceof Error ? error : String(error));
  return refusalAnswer(known, trace);
}

/** A word for what a request is about: its edge, or what its one id is taken for. */
function topicOf({ path, method }: Pick<Address, 'path' | 'method'>): string {
  if (path.length === 0) return method === 'POST' ? 'batch' : 'graph';
  return path.length === 1
    ? path[0] === 'me' || !/\d{5,}/.test(path[0] ?? '')
      ? (path[0] ?? '')
      : 'object'
    : path.slice(1).join('/');
}
