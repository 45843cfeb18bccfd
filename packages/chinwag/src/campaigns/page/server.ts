import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ChinwagError } from '../../core/errors.js';
import type { Campaigns } from '../campaign.js';
import { type PageFile, pageFiles } from './files.js';
import { refusalOf, SAFE_HEADERS } from './guard.js';
import { NewsStand } from './news.js';
import { give, readOrder } from './order.js';
import { peopleCsv } from './people-csv.js';
import type { News, Refusal } from './protocol.js';

export interface CampaignPage {
  /** Where it is: `http://127.0.0.1:3200`. */
  readonly address: string;
  close(): Promise<void>;
}

/**
 * Serves the page of the campaigns, to this machine only.
 *
 * @param port 0 takes a free one.
 * @param about What holds for all of them.
 */
export async function serveCampaignPage(
  campaigns: Campaigns,
  port: number,
  about: Pick<News, 'rehearsal'> = {},
): Promise<CampaignPage> {
  const server = new PageServer(campaigns, await pageFiles(), about);
  const listener = createServer((request, response) => void server.answer(request, response, portOf()));
  const portOf = () => (listener.address() as AddressInfo).port;
  listener.listen(port, '127.0.0.1');
  await once(listener, 'listening');
  return {
    address: `http://127.0.0.1:${portOf()}`,
    async close() {
      server.close();
      listener.close();
      listener.closeAllConnections();
      await once(listener, 'close');
    },
  };
}

const CAMPAIGN = /^\/api\/campaigns\/([^/]+)\/(orders|people\.csv)$/;

class PageServer {
  readonly #campaigns: Campaigns;
  readonly #files: Map<string, PageFile>;
  readonly #news: NewsStand;

  constructor(campaigns: Campaigns, files: Map<string, PageFile>, about: Pick<News, 'rehearsal'>) {
    this.#campaigns = campaigns;
    this.#files = files;
    this.#news = new NewsStand(campaigns, about);
  }

  close(): void {
    this.#news.close();
  }

  async answer(request: IncomingMessage, response: ServerResponse, port: number): Promise<void> {
    for (const [name, value] of Object.entries(SAFE_HEADERS)) response.setHeader(name, value);
    try {
      const refusal = refusalOf(request, port);
      if (refusal) return refuse(response, 403, refusal);
      await this.#route(request, response);
    } catch (error) {
      // What was streaming can only be broken off, so that nobody takes half of it for the whole.
      if (response.headersSent) response.destroy();
      else if (error instanceof ChinwagError)
        refuse(response, 409, [error.message, error.hint].filter(Boolean).join('. '));
      else refuse(response, 500, error instanceof Error ? error.message : String(error));
    }
  }

  async #route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const file = this.#files.get(pathname);
    if (file && isRead) return serve(response, file, pathname);
    if (pathname === '/' && isRead) return notBuilt(response);
    if (pathname === '/api/news' && request.method === 'GET') {
      return this.#news.subscribe(response, searchParams.get('campaign') || undefined);
    }
    const [, campaign = '', what] = CAMPAIGN.exec(pathname) ?? [];
    if (what === 'orders' && request.method === 'POST') {
      await give(this.#campaigns.get(decodeURIComponent(campaign)), await readOrder(request));
      this.#news.hurry();
      return void response.writeHead(204).end();
    }
    if (what === 'people.csv' && request.method === 'GET') {
      return this.#export(response, decodeURIComponent(campaign));
    }
    refuse(response, 404, `There is nothing at ${pathname}.`);
  }

  async #export(response: ServerResponse, campaign: string): Promise<void> {
    const control = this.#campaigns.get(campaign);
    // One that does not exist says so here, before anything is on its way.
    await control.report();
    response.writeHead(200, { 'content-type': 'text/csv; charset=utf-8', 'cache-control': 'no-store' });
    await pipeline(Readable.from(peopleCsv(control.recipients())), response);
  }
}

function serve(response: ServerResponse, { content, type }: PageFile, address: string): void {
  response.writeHead(200, {
    'content-type': type,
    'content-length': content.length,
    // Names in assets/ carry a hash of what is inside.
    'cache-control': address.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  response.end(response.req.method === 'HEAD' ? undefined : content);
}

function notBuilt(response: ServerResponse): void {
  response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8' });
  response.end('The page has not been built: run `npm run build` in the package.\n');
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: { message } } satisfies Refusal));
}
