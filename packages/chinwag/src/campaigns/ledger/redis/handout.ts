import type { Lease, Recipient } from '../../ledger.js';
import { CHUNK, unpack } from './chunk.js';
import type { Server, ServerOptions } from './server.js';
import * as steps from './steps.js';
import { Tickets } from './tickets.js';

/** Hands out people, chunk by chunk, each to one worker. */
export class Handout {
  #server: Server;
  #options: ServerOptions;
  #tagOf: (campaign: string) => string;
  #tickets = new Map<string, Tickets>();

  constructor(server: Server, options: ServerOptions, tagOf: (campaign: string) => string) {
    this.#server = server;
    this.#options = options;
    this.#tagOf = tagOf;
  }

  /** Who is queued in the next chunk that nobody has; nobody when there is none. */
  async claim({ campaign, fence, owner }: Lease): Promise<{ chunk: number; recipients: Recipient[] }> {
    for (;;) {
      const ticket = await this.#ticketsOf(campaign).next();
      if (!ticket) {
        if ((await this.issue(campaign)) > 0) continue;
        return { chunk: -1, recipients: [] };
      }
      const { chunk } = ticket;
      const claimed = await this.#server.runBinary<[Uint8Array, number[]] | null>(
        steps.claim,
        this.#tagOf(campaign),
        fence,
        owner,
        chunk,
      );
      await ticket.done();
      if (!claimed) continue;
      const people = unpack(claimed[0]);
      const recipients = claimed[1].map(Number).map((id) => ({ id, ...people[id % CHUNK] }) as Recipient);
      return { chunk, recipients };
    }
  }

  /** Issues tickets for chunks that may have none; answers how many. Two tickets for one chunk do no harm. */
  async issue(campaign: string): Promise<number> {
    const tag = this.#tagOf(campaign);
    const chunks = await this.#server.run<string[]>(steps.loose, tag);
    if (chunks.length === 0) return 0;
    await this.#ticketsOf(campaign).issue(chunks.map(Number).sort((one, other) => one - other));
    await this.#server.run(steps.ticketed, tag, ...chunks);
    return chunks.length;
  }

  /** Whether somebody has people to send to, or may get some. */
  async isUnderWay(campaign: string): Promise<boolean> {
    const held = await this.#server.run<number>(steps.heldChunks, this.#tagOf(campaign));
    return held > 0 || this.#ticketsOf(campaign).areThere();
  }

  /** The tickets that a campaign has left. */
  async forget(campaign: string): Promise<void> {
    await this.#ticketsOf(campaign).forget();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#tickets.values()].map((tickets) => tickets.close()));
  }

  #ticketsOf(campaign: string): Tickets {
    let tickets = this.#tickets.get(campaign);
    if (!tickets) {
      tickets = new Tickets(this.#options, this.#tagOf(campaign));
      this.#tickets.set(campaign, tickets);
    }
    return tickets;
  }
}
