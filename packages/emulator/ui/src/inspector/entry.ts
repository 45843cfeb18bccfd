import type { TrafficEntry } from '../../../src/control/protocol.js';
import { itemCount } from './batch.js';

/** Where it went, as short as it can be told: a Graph path, or the bot's host and path. */
export function addressOf(entry: TrafficEntry): string {
  return entry.kind === 'webhook' ? entry.url.replace(/^https?:\/\//, '') : entry.url;
}

const codeOf = ({ code, subcode }: { code?: number; subcode?: number }) =>
  subcode ? `${code}/${subcode}` : String(code);

/** `551 · 3 of 50`: what of a batch was refused, and why if it was all for one reason. */
function refusedPart(entry: TrafficEntry): string {
  const refusals = entry.refusals ?? [];
  const codes = new Set(refusals.map((refusal) => (refusal.code === undefined ? 'error' : codeOf(refusal))));
  return `${codes.size === 1 ? [...codes].join() : `${codes.size} codes`} · ${refusals.length} of ${itemCount(entry)}`;
}

/** `200`, `100/2018001`, `no answer`: how it ended in a word; as wide as `200` while it has not. */
export function outcomeOf(entry: TrafficEntry): string {
  const { error, status, duration } = entry;
  if (error?.code !== undefined) return codeOf(error);
  if (entry.refusals) return refusedPart(entry);
  if (status !== null) return String(status);
  return error || duration !== null ? 'no answer' : '···';
}

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** The bytes Meta signs: everything outside ASCII and every slash escaped. A copied webhook keeps its signature. */
function asSigned(body: unknown): string {
  return JSON.stringify(body)
    .replaceAll('/', '\\/')
    .replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Written by the client itself, or meaningless on another connection. */
const OWN_HEADERS =
  /^(host|content-length|connection|keep-alive|transfer-encoding|accept.*|sec-fetch-.*|user-agent)$/i;

/** The emulator blanks tokens before they get here; the shell puts the reader's own in their place. */
function header([name, value]: [string, string]): string {
  return /^authorization$/i.test(name)
    ? '--header "Authorization: Bearer $PAGE_ACCESS_TOKEN"'
    : `--header ${quoted(`${name}: ${value}`)}`;
}

const isFile = (value: unknown): value is { filename: string } =>
  typeof value === 'object' && value !== null && 'filename' in value;

function formParts(body: unknown): string[] {
  return Object.entries(body ?? {}).map(([name, value]) => {
    const content = isFile(value)
      ? `@${value.filename}`
      : typeof value === 'string'
        ? value
        : JSON.stringify(value);
    return `--form ${quoted(`${name}=${content}`)}`;
  });
}

function bodyParts(entry: TrafficEntry, contentType: string): string[] {
  const { requestBody: body } = entry;
  if (body === null || body === undefined || entry.method === 'GET') return [];
  if (contentType.startsWith('multipart/')) return formParts(body);
  if (contentType.startsWith('application/x-www-form-urlencoded')) {
    return Object.entries(body).map(([name, value]) => {
      const content = typeof value === 'string' ? value : JSON.stringify(value);
      return `--data-urlencode ${quoted(`${name}=${content}`)}`;
    });
  }
  return [`--data-raw ${quoted(entry.kind === 'webhook' ? asSigned(body) : JSON.stringify(body))}`];
}

/** The request as a command for the shell. */
export function asCurl(entry: TrafficEntry, origin: string): string {
  const headers = Object.entries(entry.requestHeaders).filter(([name]) => !OWN_HEADERS.test(name));
  const contentType = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  const isMultipart = contentType.startsWith('multipart/');
  const kept = headers.filter(([name]) => !isMultipart || name.toLowerCase() !== 'content-type');
  const url = entry.kind === 'graph' ? new URL(entry.url, origin).href : entry.url;
  return [
    `curl ${entry.method === 'GET' ? '' : `--request ${entry.method} `}${quoted(url)}`,
    ...kept.map(header),
    ...bodyParts(entry, contentType),
  ].join(' \\\n  ');
}
