import type { IncomingMessage } from 'node:http';
import { MalformedForm, readMultipart } from '../media/multipart.js';
import type { MediaStore, ReceivedFile } from '../media/store.js';
import { refuse } from './error.js';
import { parseLooseJson } from './loose-json.js';
import { isRecord } from './param.js';

export const CURRENT_VERSION = 26;
/** Older versions have expired; calls to them are served by the oldest that has not. */
const OLDEST_VERSION = 21;
/** No request without a file needs more; the platform documents no limit. */
const LARGEST_BODY = 10 * 1024 * 1024;

/** A request of the Graph API, wherever its parameters came from. */
export interface GraphRequest {
  method: string;
  version: number;
  /** Path segments without the version. */
  path: string[];
  /** Query and body in one; the body wins. */
  params: Record<string, unknown>;
  files: Map<string, ReceivedFile[]>;
  token: { value: string; from: 'header' | 'query' | 'body' } | null;
}

/** A request on its way in, before its body has been read. */
export interface Address {
  method: string;
  path: string[];
  version: number;
  query: Record<string, unknown>;
}

export function readAddress(method: string, url: string): Address {
  const mark = url.indexOf('?');
  const path = (mark < 0 ? url : url.slice(0, mark)).split('/').filter((segment) => segment !== '');
  const query: Record<string, unknown> = Object.create(null);
  if (mark >= 0) for (const [name, value] of new URLSearchParams(url.slice(mark + 1))) query[name] = value;
  return { method, ...withoutVersion(path), query };
}

function withoutVersion(path: string[]): { path: string[]; version: number } {
  const match = /^v(\d{1,3})\.\d$/.exec(path[0] ?? '');
  if (!match) return { path, version: CURRENT_VERSION };
  const version = Math.max(Number(match[1]), OLDEST_VERSION);
  if (version > CURRENT_VERSION) {
    throw refuse('unknownPath', { message: `Unknown path components: /${path.join('/')}` });
  }
  return { path: path.slice(1), version };
}

/** Reads the body by its content type. What cannot be read is refused with code 100. */
export async function readBody(
  incoming: IncomingMessage,
  store: MediaStore,
): Promise<Pick<GraphRequest, 'files'> & { body: Record<string, unknown> }> {
  const type = incoming.headers['content-type'] ?? '';
  if (type.startsWith('multipart/form-data')) {
    try {
      const { fields, files } = await readMultipart(incoming, incoming.headers, store);
      return { body: fields, files };
    } catch (error) {
      if (error instanceof MalformedForm) {
        throw refuse('invalidParameter', { hint: `The multipart body cannot be read: ${error.message}` });
      }
      throw error;
    }
  }
  const text = await readText(incoming);
  return { body: readParams(text, type), files: new Map() };
}

/** The parameters in a JSON or form-encoded text. */
export function readParams(text: string, contentType: string): Record<string, unknown> {
  const start = text.trimStart()[0];
  if (start === undefined) return {};
  if (contentType.includes('json') || (start === '{' && !contentType.includes('urlencoded'))) {
    try {
      const body = parseLooseJson(text);
      if (isRecord(body)) return body;
      throw new SyntaxError('it is not an object');
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw refuse('invalidParameter', { hint: `The body cannot be read as JSON: ${why}` });
    }
  }
  const params: Record<string, unknown> = Object.create(null);
  for (const [name, value] of new URLSearchParams(text)) params[name] = value;
  return params;
}

/** Query and body together, with the token taken out of the place where it was found. */
export function toRequest(
  address: Address,
  body: Record<string, unknown>,
  files: GraphRequest['files'],
  authorization: string | undefined,
): GraphRequest {
  const params = { ...address.query, ...body };
  const override = typeof body.method === 'string' ? body.method.toUpperCase() : '';
  return {
    method: address.method === 'POST' && /^(GET|DELETE)$/.test(override) ? override : address.method,
    version: address.version,
    path: address.path,
    params,
    files,
    token: findToken(address.query, body, authorization),
  };
}

function findToken(
  query: Record<string, unknown>,
  body: Record<string, unknown>,
  authorization: string | undefined,
): GraphRequest['token'] {
  const inBody = body.access_token;
  if (typeof inBody === 'string' && inBody !== '') return { value: inBody, from: 'body' };
  const inQuery = query.access_token ?? query.oauth_token;
  if (typeof inQuery === 'string' && inQuery !== '') return { value: inQuery, from: 'query' };
  const bearer = /^(?:bearer|oauth)\s+(\S+)\s*$/i.exec(authorization ?? '')?.[1];
  return bearer ? { value: bearer, from: 'header' } : null;
}

function readText(incoming: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      // The rest is read and dropped: closing now would cut off the answer that says why.
      if (size <= LARGEST_BODY) chunks.push(chunk);
    });
    incoming.on('error', reject);
    incoming.on('end', () => {
      if (size <= LARGEST_BODY) resolve(Buffer.concat(chunks).toString('utf8'));
      else reject(refuse('invalidParameter', { hint: `The body is larger than ${LARGEST_BODY} bytes.` }));
    });
  });
}
