import type { NewRecipient } from '../../ledger.js';
import type { AudienceReport } from '../../report.js';
import { CHUNK, pack } from './chunk.js';

/** An audience on its way in: chunks are written when they are full. */
export class Intake {
  readonly audience: AudienceReport;
  #chunk = 0;
  #waiting: NewRecipient[] = [];

  constructor(audience: AudienceReport) {
    this.audience = audience;
  }

  /** Takes people in, in the order of their places; answers the chunks that are full, each behind its number. */
  take(people: readonly NewRecipient[]): (number | Uint8Array)[] {
    this.#waiting.push(...people);
    const full: (number | Uint8Array)[] = [];
    while (this.#waiting.length >= CHUNK) full.push(this.#chunk++, pack(this.#waiting.splice(0, CHUNK)));
    return full;
  }

  /** The last chunk, which need not be full. */
  end(): (number | Uint8Array)[] {
    return this.#waiting.length === 0 ? [] : [this.#chunk++, pack(this.#waiting.splice(0))];
  }
}
