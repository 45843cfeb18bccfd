import type { ServerResponse } from 'node:http';
import type { Campaigns } from '../campaign.js';
import type { News } from './protocol.js';

/** As often as somebody who watches can want it. */
const EVERY = 1_000;
/** A proxy or a browser may take silence for the end. */
const LONGEST_SILENCE = 15_000;

interface Subscriber {
  response: ServerResponse;
  campaign: string | undefined;
  /** What was told last, so that what has not changed is not told again. */
  told: string;
  toldAt: number;
}

/** Tells every page that is open what is new. Nobody is asked while nobody looks. */
export class NewsStand {
  readonly #campaigns: Campaigns;
  readonly #about: Pick<News, 'rehearsal'>;
  readonly #subscribers = new Set<Subscriber>();
  #timer: NodeJS.Timeout | undefined;
  #telling: Promise<void> | undefined;
  /** Whether something has changed that may not be in what is just being told. */
  #isOverdue = false;

  constructor(campaigns: Campaigns, about: Pick<News, 'rehearsal'>) {
    this.#campaigns = campaigns;
    this.#about = about;
  }

  subscribe(response: ServerResponse, campaign: string | undefined): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    const subscriber: Subscriber = { response, campaign, told: '', toldAt: 0 };
    this.#subscribers.add(subscriber);
    response.once('close', () => this.#subscribers.delete(subscriber));
    this.hurry();
  }

  /** Something has just changed. */
  hurry(): void {
    clearTimeout(this.#timer);
    if (this.#telling) {
      this.#isOverdue = true;
      return;
    }
    this.#isOverdue = false;
    this.#telling = this.#tell().finally(() => {
      this.#telling = undefined;
      if (this.#subscribers.size === 0) return;
      if (this.#isOverdue) this.hurry();
      else this.#timer = setTimeout(() => this.hurry(), EVERY);
    });
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#dismiss();
  }

  #dismiss(): void {
    for (const { response } of this.#subscribers) response.end();
    this.#subscribers.clear();
  }

  async #tell(): Promise<void> {
    try {
      const campaigns = await this.#campaigns.list();
      const reports = new Map<string, News['report']>();
      for (const subscriber of this.#subscribers) {
        const { campaign } = subscriber;
        if (
          campaign !== undefined &&
          !reports.has(campaign) &&
          campaigns.some(({ name }) => name === campaign)
        ) {
          reports.set(campaign, await this.#campaigns.get(campaign).report());
        }
        tell(subscriber, { campaigns, report: reports.get(campaign ?? '') ?? null, ...this.#about });
      }
    } catch {
      // A ledger that cannot be read just now is read again; the pages say that they have lost their server.
      this.#dismiss();
    }
  }
}

function tell(subscriber: Subscriber, news: News): void {
  // Who does not read, a tab that sleeps for one, hears the newest when it does: nothing piles up for it.
  if (subscriber.response.writableNeedDrain) return;
  const now = performance.now();
  const text = JSON.stringify(news);
  const isSilent = subscriber.told === text;
  if (isSilent && now - subscriber.toldAt < LONGEST_SILENCE) return;
  subscriber.response.write(isSilent ? ': still here\n\n' : `event: news\ndata: ${text}\n\n`);
  subscriber.told = text;
  subscriber.toldAt = now;
}
