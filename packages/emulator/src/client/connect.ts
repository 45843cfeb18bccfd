import type { Access, NewPerson, PersonView } from '../control/protocol.js';
import type { GraphRequestRecord, WebhookRecord } from '../control/records.js';
import type { Fault, NewFault } from '../faults/fault.js';
import type { SavedState } from '../saved-state.js';
import type { WebhookDelivery } from '../webhooks/delivery.js';
import { type Duration, milliseconds } from '../world/clock.js';
import { RemotePage } from './page.js';
import { RemotePerson } from './person.js';
import { ControlRequests } from './request.js';

/** An emulator that runs in another process: the same methods as the one in this process, all of them asynchronous. */
export class RemoteEmulator {
  /** Where it is: `http://127.0.0.1:3100`. */
  readonly origin: string;
  readonly app: Access['app'];
  /** Of the person who manages the Pages: what `/me/accounts` wants. */
  readonly userToken: string;
  readonly #requests: ControlRequests;
  readonly #pages: RemotePage[];

  constructor(requests: ControlRequests, access: Access) {
    this.origin = requests.origin;
    this.app = access.app;
    this.userToken = access.userToken;
    this.#requests = requests;
    this.#pages = access.pages.map((page) => new RemotePage(requests, page));
  }

  /** The first Page. */
  get page(): RemotePage {
    const [first] = this.#pages;
    if (!first) throw new Error('The emulator has no Page.');
    return first;
  }

  /** Every Page that was there when it was connected, or has been added since through this object. */
  get pages(): RemotePage[] {
    return [...this.#pages];
  }

  /** One more Page. It gets the webhooks that the first one gets. */
  async addPage(
    given: { name?: string; id?: string; accessToken?: string; country?: string } = {},
  ): Promise<RemotePage> {
    const { accessToken, ...page } = given;
    const body = { ...page, access_token: accessToken };
    const added = await this.#requests.post<{ id: string; name: string; access_token: string }>(
      'pages',
      body,
    );
    const access = { id: added.id, name: added.name, accessToken: added.access_token };
    const remote = new RemotePage(this.#requests, access);
    this.#pages.push(remote);
    return remote;
  }

  /**
   * A new person, who is known to every Page; `pageId` says which one they talk to. With a `psid` that the first Page
   * knows already it is whoever that is.
   */
  async person({
    pageId = this.page.id,
    ...given
  }: NewPerson & { pageId?: string } = {}): Promise<RemotePerson> {
    return new RemotePerson(this.#requests, await this.#requests.post<PersonView>('people', given), pageId);
  }

  /** Every Graph request with its answer, oldest first. */
  requests(): Promise<GraphRequestRecord[]> {
    return this.#requests.get('requests');
  }

  /** Every webhook, verification and retry, oldest first. */
  webhooks(): Promise<WebhookRecord[]> {
    return this.#requests.get('webhooks');
  }

  /** Points the app's webhooks at a callback, which has to be up: rejects when it fails the verification GET. */
  async subscribe(given: { callbackUrl: string; fields?: string[]; verifyToken?: string }): Promise<void> {
    const { callbackUrl, fields, verifyToken } = given;
    await this.#requests.post('subscriptions', {
      callback_url: callbackUrl,
      fields,
      verify_token: verifyToken,
    });
  }

  /** Resolves when nothing has been under way for `quiet` milliseconds (20); rejects after `timeout` (60,000). */
  async idle({ quiet = 20, timeout = 60_000 }: { quiet?: number; timeout?: number } = {}): Promise<void> {
    await this.#requests.post('wait', { quiet, timeout });
  }

  /**
   * Waits until `look` returns something true, and returns that. It looks again whenever anything changes; after
   * `timeout` milliseconds (5,000 when left out) it rejects.
   */
  async waitFor<T>(
    look: (emulator: RemoteEmulator) => T | Promise<T>,
    options: { timeout?: number } = {},
  ): Promise<NonNullable<T>> {
    const { timeout = 5_000 } = options;
    const ending = new AbortController();
    const late = AbortSignal.any([ending.signal, AbortSignal.timeout(timeout)]);
    let changed = () => {};
    const watching = this.#requests
      .watch(() => changed(), late)
      .catch((error: unknown) => {
        if (!late.aborted) throw error;
      });
    try {
      for (;;) {
        const change = new Promise<void>((resolve) => {
          changed = resolve;
        });
        const found = await look(this);
        if (found) return found;
        await Promise.race([change, watching]);
        if (late.aborted) throw new Error(`What was waited for did not happen within ${timeout} ms.`);
      }
    } finally {
      ending.abort();
    }
  }

  /** The emulator's time, in milliseconds since 1970. */
  async now(): Promise<number> {
    return (await this.#requests.get<{ now: number }>('clock')).now;
  }

  /** Moves the clock: `{ hours: 25 }` later the window is shut. Negative numbers move it back. */
  async moveClock(by: Duration): Promise<void> {
    await this.#requests.post('clock', { by: milliseconds(by) });
  }

  /** Lets something go wrong, by rule. The answer takes it back. */
  async fault(rule: NewFault): Promise<Fault & { remove(): Promise<void> }> {
    const fault = await this.#requests.post<Fault>('faults', rule);
    const remove = async () => {
      await this.#requests.delete(`faults/${fault.id}`);
    };
    return { ...fault, remove };
  }

  /** How webhooks go out. */
  delivery(): Promise<WebhookDelivery> {
    return this.#requests.get('delivery');
  }

  /** Sends webhooks twice, out of order, in batches or late from now on: what is left out stays as it is. */
  async setDelivery(change: Partial<WebhookDelivery>): Promise<void> {
    await this.#requests.post('delivery', change);
  }

  /** Lets the platform's rate limits hold, counted from nothing, or no longer. */
  async enforceRateLimits(on: boolean): Promise<void> {
    await this.#requests.post('rate-limits', { enabled: on });
  }

  /** Everything, as JSON. It holds the tokens. */
  save(): Promise<SavedState> {
    return this.#requests.get('state');
  }

  /** Puts a saved world in the place of the one that is there. */
  async load(saved: SavedState): Promise<void> {
    await this.#requests.put('state', saved);
  }

  /** Forgets people, messages, traffic and faults; apps, Pages, tokens and subscriptions stay. */
  async reset(): Promise<void> {
    await this.#requests.post('reset');
  }
}

/** Connects to an emulator that is running: `await connect('http://127.0.0.1:3100')`. */
export async function connect(origin: string): Promise<RemoteEmulator> {
  const requests = new ControlRequests(new URL(origin).origin);
  return new RemoteEmulator(requests, await requests.get<Access>('access'));
}
