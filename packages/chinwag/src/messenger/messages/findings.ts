import type { AssetReference } from './asset.js';

/** One thing that is wrong, or looks wrong, with what is to be sent. */
export interface Problem {
  /** Where, in the words of the builder's arguments: `elements[2].buttons`. `''` is the thing as a whole. */
  field: string;
  /** A sentence without the full stop: `elements[2]: 4 buttons, at most 3`. Holds no value but the name of a type or a key. */
  message: string;
  /** The value's size, where size is the matter. */
  size?: number;
  /** The limit it breaks. */
  limit?: number;
  /** What to do about it. */
  hint?: string;
}

/** A problem on the way out of the walk: its field is still being written down, from the inside outwards. */
interface Finding {
  severity: 'error' | 'warning';
  field: string;
  /** What is said of the field: `is missing`, or where a size is known `81 characters, at most 80`. */
  what: string;
  details: Details;
}

interface Details extends Pick<Problem, 'size' | 'limit' | 'hint'> {
  /** Names the field already (`4 buttons`), so that it is said of what the field is in. */
  named?: boolean;
}

/**
 * What a walk over a value found. A walk that finds nothing makes no path: each step that calls another one adds
 * its name to what was found in there.
 */
export class Findings {
  #found: Finding[] = [];
  #assets: AssetReference[] | undefined;

  get length(): number {
    return this.#found.length;
  }

  /** What has to be given its id before it can be sent; undefined where there is nothing. */
  get assets(): readonly AssetReference[] | undefined {
    return this.#assets;
  }

  refer(reference: AssetReference): void {
    this.#assets ??= [];
    this.#assets.push(reference);
  }

  /** Stops the send. */
  error(what: string, details: Details = {}): void {
    this.#found.push({ severity: 'error', field: '', what, details });
  }

  /** Is told and sent on: what the platform is only suspected to cut short. */
  warn(what: string, details: Details = {}): void {
    this.#found.push({ severity: 'warning', field: '', what, details });
  }

  errorAt(field: string, what: string, details?: Details): void {
    const before = this.length;
    this.error(what, details);
    this.place(before, field);
  }

  /** Says that everything from number `from` on was found inside `step`: a key, or `[3]`. */
  place(from: number, step: string): void {
    for (let i = from; i < this.#found.length; i++) {
      const finding = this.#found[i];
      if (finding) finding.field = joined(step, finding.field);
    }
  }

  has(severity: Finding['severity'], from = 0): boolean {
    // In every object of every message there is nothing to look at.
    if (this.#found.length === from) return false;
    return this.#found.some((finding, index) => index >= from && finding.severity === severity);
  }

  /** Everything of one severity; `kind` names the whole. */
  problems(severity: Finding['severity'], kind: string): Problem[] {
    return this.#found
      .filter((finding) => finding.severity === severity)
      .map((finding) => told(finding, kind));
  }
}

function joined(step: string, field: string): string {
  return field === '' || field.startsWith('[') ? step + field : `${step}.${field}`;
}

function told({ field, what, details: { named, ...details } }: Finding, kind: string): Problem {
  const subject = (named ? field.slice(0, Math.max(0, field.lastIndexOf('.'))) : field) || kind;
  return { field, message: subject + (details.size === undefined ? ' ' : ': ') + what, ...details };
}
