import { blank, blankText } from '../traffic/blank.js';
import type { Exchange, FileSummary, ItemRefusal, TokenUse } from '../traffic/exchange.js';
import { headersView, requestBodyView } from './views.js';

/** A request to the Graph API and its answer. Tokens, secrets and proofs are blanked. */
export interface GraphRequestRecord {
  id: number;
  at: number;
  method: string;
  /** As it was sent, with the version. */
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  /** JSON as it came; a form as an object of its fields. */
  body: unknown;
  /** By part name. */
  files?: Record<string, FileSummary>;
  /** Where the access token was and what it is; null when there was none. */
  token: TokenUse | null;
  status: number | null;
  answer: unknown;
  error: Exchange['error'];
  /** Of a batch, whose own answer is 200: the items that were refused. */
  refusals?: ItemRefusal[];
  pageId?: string;
  psid?: string;
  topic: string;
}

/** A webhook and what the bot answered. */
export interface WebhookRecord {
  id: number;
  at: number;
  url: string;
  method: string;
  headers: Record<string, string>;
  /** What was sent, read as JSON; null for a verification GET. */
  body: unknown;
  /** The bytes that were signed. */
  raw: string;
  field?: string;
  topic: string;
  /** 1 for the first try. */
  attempt: number;
  status: number | null;
  error: string | null;
  pageId?: string;
  psid?: string;
  appId?: string;
}

export function requestRecord(exchange: Exchange): GraphRequestRecord {
  const [path = '', query = ''] = exchange.url.split(/\?(.*)/s);
  return {
    id: exchange.id,
    at: exchange.at,
    method: exchange.method,
    path,
    query: blank(Object.fromEntries(new URLSearchParams(query))) as Record<string, string>,
    headers: headersView(exchange.requestHeaders),
    body: blank(exchange.requestBody),
    ...(exchange.files && { files: exchange.files }),
    token: exchange.token,
    status: exchange.status,
    answer: blank(exchange.responseBody),
    error: exchange.error,
    ...(exchange.refusals.length > 0 && { refusals: exchange.refusals }),
    ...(exchange.pageId !== undefined && { pageId: exchange.pageId }),
    ...(exchange.psid !== undefined && { psid: exchange.psid }),
    topic: exchange.topic,
  };
}

export function webhookRecord(exchange: Exchange): WebhookRecord {
  return {
    id: exchange.id,
    at: exchange.at,
    url: blankText(exchange.url),
    method: exchange.method,
    headers: headersView(exchange.requestHeaders),
    body: requestBodyView(exchange),
    raw: Buffer.isBuffer(exchange.requestBody) ? exchange.requestBody.toString('utf8') : '',
    ...(exchange.field !== undefined && { field: exchange.field }),
    topic: exchange.topic,
    attempt: exchange.attempt,
    status: exchange.status,
    error: exchange.error?.message ?? null,
    ...(exchange.pageId !== undefined && { pageId: exchange.pageId }),
    ...(exchange.psid !== undefined && { psid: exchange.psid }),
    ...(exchange.appId !== undefined && { appId: exchange.appId }),
  };
}
