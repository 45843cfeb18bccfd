/** Under which ids the platform has files of ours. Each Page has its own, and only for a time. */
export interface AttachmentIds {
  /** The id of a file (kind, content and Page); null when none is known, or its time is over. */
  attachmentId(file: string): Promise<string | null> | string | null;
  /** Remembers an id for so many milliseconds, in place of the one before. */
  keepAttachmentId(file: string, id: string, lifetime: number): Promise<void> | void;
  /** Forgets an id that is no good; one that has taken its place meanwhile stays. */
  forgetAttachmentId(file: string, id: string): Promise<void> | void;
}

/** More than a project has files and Pages; past it the oldest goes for each that comes. */
const MOST = 10_000;

/** In this process, and gone when it ends. */
export class MemoryAttachmentIds implements AttachmentIds {
  #kept = new Map<string, { id: string; until: number }>();
  #now: () => number;

  /** `now`: milliseconds since 1970. */
  constructor(now: () => number) {
    this.#now = now;
  }

  attachmentId(file: string): string | null {
    const kept = this.#kept.get(file);
    return kept && kept.until > this.#now() ? kept.id : null;
  }

  keepAttachmentId(file: string, id: string, lifetime: number): void {
    this.#kept.delete(file);
    this.#kept.set(file, { id, until: this.#now() + lifetime });
    const oldest = this.#kept.size > MOST ? this.#kept.keys().next() : undefined;
    if (oldest?.value !== undefined) this.#kept.delete(oldest.value);
  }

  forgetAttachmentId(file: string, id: string): void {
    if (this.#kept.get(file)?.id === id) this.#kept.delete(file);
  }
}
