import type { Message } from '../../messenger/message.js';
import type { Person } from '../audience.js';
import { CampaignError } from '../errors.js';

/** What JavaScript writes where a value is missing, or is no text. */
const SLIP = /\bundefined\b|\bNaN\b|\[object Object\]/;
const MOST_NAMED = 12;
/** What JavaScript itself asks everything for. */
const ASKED_BY_ITSELF = ['then', 'toJSON'];

/** Looks over a message function's shoulder: which of a person's properties it wanted that are not there. */
export class Lookout<P extends Person> {
  /** The person, to be given to the function. */
  readonly person: P;
  readonly #known: readonly string[];
  readonly #missing = new Set<string>();

  constructor(person: P) {
    this.#known = Object.keys(person);
    this.person = new Proxy(person, {
      get: (target, key, receiver) => {
        if (typeof key === 'string' && !(key in target) && !ASKED_BY_ITSELF.includes(key))
          this.#missing.add(key);
        return Reflect.get(target, key, receiver);
      },
    });
  }

  /** "Hello undefined!" can be sent, and nobody wants it to be. @throws {CampaignError} */
  refuseSlips(messages: readonly Message[]): void {
    const slip = messages.map((message) => slipIn(message)).find(Boolean);
    if (slip === undefined || this.#missing.size === 0) return;
    throw new CampaignError(`it says ${JSON.stringify(slip)}`);
  }

  /** What was wanted and is not there, as the end of a sentence; nothing when there is all. */
  get lack(): string {
    if (this.#missing.size === 0) return '';
    const named = this.#known.slice(0, MOST_NAMED).join(', ');
    const more = this.#known.length > MOST_NAMED ? ', …' : '';
    return `; the person has no ${[...this.#missing].join(', ')}, but ${named}${more}`;
  }
}

/** The first text of a message in which a value is missing. */
function slipIn(value: unknown): string | undefined {
  if (typeof value === 'string') return SLIP.test(value) ? shortened(value) : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) return undefined;
  for (const inner of Object.values(value)) {
    const slip = slipIn(inner);
    if (slip !== undefined) return slip;
  }
  return undefined;
}

const shortened = (text: string) => (text.length > 80 ? `${text.slice(0, 80)}…` : text);
