import type { RecipientRecord } from '../../ledger.js';
import { CHUNK, unpack } from './chunk.js';
import { STATES } from './records.js';
import type { Server } from './server.js';
import * as steps from './steps.js';

/** Chunks that are asked about at the same time. */
const AT_ONCE = 50;
const FORGOTTEN_AT_ONCE = 500;
/** The index's first generation has so many parts, and each is twice as big as the one before. */
const FIRST = 128;

type Mark = [state: number, at: number, delivered: number, read: number, answered: number];

/** The people of a campaign, read chunk by chunk. */
export class People {
  #server: Server;
  #tagOf: (campaign: string) => string;

  constructor(server: Server, tagOf: (campaign: string) => string) {
    this.#server = server;
    this.#tagOf = tagOf;
  }

  async list(
    campaign: string,
    { state, after, limit }: { state?: RecipientRecord['state']; after: number; limit: number },
  ): Promise<RecipientRecord[]> {
    if (state === 'doubtful') return this.#listDoubtful(campaign, after, limit);
    const chunks = await this.#chunks(campaign);
    const found: RecipientRecord[] = [];
    for (let chunk = Math.floor((after + 1) / CHUNK); chunk < chunks && found.length < limit; chunk++) {
      const people = await this.#read(campaign, chunk);
      found.push(...people.filter((each) => Number(each.id) > after && (!state || each.state === state)));
    }
    return found.slice(0, limit);
  }

  /** Does something with the number of every chunk. */
  async eachChunk(campaign: string, work: (chunk: number) => Promise<unknown>): Promise<void> {
    const chunks = await this.#chunks(campaign);
    for (let from = 0; from < chunks; from += AT_ONCE) {
      const some = Array.from({ length: Math.min(AT_ONCE, chunks - from) }, (_, index) => from + index);
      await Promise.all(some.map(work));
    }
  }

  /** Forgets everybody: whatever an intake makes, and what became of them. */
  async forget(campaign: string): Promise<void> {
    const keys = await this.#keys(campaign);
    for (let from = 0; from < keys.length; from += FORGOTTEN_AT_ONCE) {
      await this.#server.command('UNLINK', ...keys.slice(from, from + FORGOTTEN_AT_ONCE));
    }
  }

  async #keys(campaign: string): Promise<string[]> {
    const tag = this.#tagOf(campaign);
    const [people, generation] = await this.#sizes(campaign);
    const keys: string[] = [];
    for (let chunk = 0; chunk * CHUNK < people; chunk++)
      keys.push(`${tag}:people:${chunk}`, `${tag}:marks:${chunk}`);
    for (let each = 0; each <= generation; each++) {
      for (let part = 0; part < FIRST * 2 ** each; part++) keys.push(`${tag}:index:${each}:${part}`);
    }
    return keys;
  }

  async #listDoubtful(campaign: string, after: number, limit: number): Promise<RecipientRecord[]> {
    const places = await this.#server.run<string[]>(steps.doubtful, this.#tagOf(campaign), after, limit);
    const chunks = new Set(places.map((place) => Math.floor(Number(place) / CHUNK)));
    const found: RecipientRecord[] = [];
    for (const chunk of chunks) found.push(...(await this.#read(campaign, chunk)));
    const wanted = new Set(places.map(Number));
    return found.filter(({ id, state }) => wanted.has(Number(id)) && state === 'doubtful');
  }

  async #read(campaign: string, chunk: number): Promise<RecipientRecord[]> {
    const [packed, marks, told] = await this.#server.runBinary<[Uint8Array | null, Mark[], Uint8Array[]]>(
      steps.chunk,
      this.#tagOf(campaign),
      chunk,
    );
    // The last people of an audience that is being read, or was not read to its end.
    if (packed === null) return [];
    const reasons = new Map<number, string>();
    for (let index = 0; index < told.length; index += 2) {
      reasons.set(Number(told[index]), String(told[index + 1]));
    }
    const people = unpack(packed);
    return marks.map(([state, at, delivered, read, answered], index) => {
      const id = chunk * CHUNK + index;
      const { person, line = 0, variant = 0 } = people[index] ?? {};
      return {
        id,
        psid: person?.psid ?? '',
        line,
        variant,
        state: STATES[state] ?? 'queued',
        reason: reasons.get(id) ?? null,
        messageId: null,
        at: timeOf(at),
        deliveredAt: timeOf(delivered),
        readAt: timeOf(read),
        answeredAt: timeOf(answered),
      };
    });
  }

  async #chunks(campaign: string): Promise<number> {
    const [people] = await this.#sizes(campaign);
    return Math.ceil(people / CHUNK);
  }

  async #sizes(campaign: string): Promise<[people: number, generation: number]> {
    const record = `${this.#tagOf(campaign)}:record`;
    const sizes = await this.#server.command<(string | null)[]>('HMGET', record, 'people', 'generation');
    return [Number(sizes[0] ?? 0), Number(sizes[1] ?? 0)];
  }
}

function timeOf(time: number): number | null {
  return time === 0 ? null : Number(time);
}
