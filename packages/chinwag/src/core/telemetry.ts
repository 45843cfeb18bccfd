/** What is told of a piece of work: never a token, nothing of what was said, nobody's id but the Page's. */
export type Facts = Record<string, string | number | boolean | undefined>;

export interface Work {
  name: string;
  /** `consumer`: something that came is worked through. `client`: another server is asked. Default: neither. */
  kind?: 'consumer' | 'client';
  facts?: Facts;
}

/** A piece of work that is followed. */
export interface Span {
  /** Tells more, known by now. */
  note(facts: Facts): void;
  /** Tells of something that happens in the middle of it. */
  tell(what: string, facts?: Facts): void;
  /** Tells that it failed, where nothing is thrown. */
  fail(reason: string): void;
}

/** Hears of turns, of calls of the platform and of each attempt at one. It must not throw. */
export interface Telemetry {
  /** Follows a piece of work from its beginning to its end; what goes on in it belongs to it. */
  follow<T>(work: Work, run: (span: Span) => Promise<T>): Promise<T>;
}
