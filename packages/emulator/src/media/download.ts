import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { reason } from '../webhooks/verification.js';
import type { MediaType } from '../world/model.js';
import type { MediaStore, ReceivedFile } from './store.js';
import { filenameOf, mimeType } from './type.js';

/** The file behind an address could not be had. */
export class DownloadFailure extends Error {
  override name = 'DownloadFailure';
  readonly timedOut: boolean;

  constructor(message: string, options: { timedOut?: boolean; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.timedOut = options.timedOut ?? false;
  }
}

/** The same address on another server, for hosts that are to be found elsewhere. */
export function located(url: string, hosts: Record<string, string>): string {
  const { hostname, pathname, search } = new URL(url);
  const server = Object.hasOwn(hosts, hostname) ? hosts[hostname] : undefined;
  return server === undefined ? url : new URL(pathname + search, server).href;
}

const MOST_REDIRECTS = 5;

/** Fetches an address and wherever it leads; each is checked before it is asked. */
async function follow(url: URL, signal: AbortSignal, check: (url: URL) => Promise<void>): Promise<Response> {
  for (let address = url, redirects = 0; ; redirects++) {
    await check(address);
    const headers = { 'user-agent': 'facebookexternalhit/1.1' };
    const response = await fetch(address, { signal, headers, redirect: 'manual' });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null) return response;
    await response.body?.cancel();
    if (redirects === MOST_REDIRECTS)
      throw new DownloadFailure(`${url.href} leads from one address to the next`);
    if (!URL.canParse(location, address.href)) throw new DownloadFailure(`${url.href} leads to no address`);
    address = new URL(location, address);
  }
}

/** Fetches media the way Messenger does when a message names a URL: 75 seconds for video, 10 for the rest. */
export async function download(
  url: string,
  type: MediaType,
  store: MediaStore,
  check: (url: URL) => Promise<void> = async () => {},
): Promise<ReceivedFile> {
  const timeout = AbortSignal.timeout(type === 'video' ? 75_000 : 10_000);
  try {
    const response = await follow(new URL(url), timeout, check);
    if (!response.ok || !response.body)
      throw new DownloadFailure(`${url} answered with HTTP ${response.status}`);
    const filename = filenameOf(new URL(response.url || url));
    return await store.receive(Readable.fromWeb(response.body as ReadableStream), {
      filename,
      type: mimeType(response.headers.get('content-type') ?? undefined, filename),
    });
  } catch (error) {
    if (error instanceof DownloadFailure) throw error;
    const cause = error instanceof Error && error.cause ? error.cause : error;
    throw new DownloadFailure(`${url} cannot be fetched: ${reason(cause)}`, {
      timedOut: timeout.aborted,
      cause,
    });
  }
}
