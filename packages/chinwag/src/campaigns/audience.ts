/** Somebody to send to; what else is known of them comes along, for the message. */
export interface Person {
  /** The page-scoped user id. */
  psid: string;
}

/** A row that names somebody. */
export interface PersonRow<P extends Person = Person> {
  /** Where it was found, for reports: the line of a file, the place in a list. The first is 1. */
  line: number;
  person: P;
  /** When the person last did something, in milliseconds since 1970, where the row knows it. */
  lastUserAction?: number;
  /** Why this person is not to be sent to, where the row knows it: `'opted out'`. They are counted by it. */
  unreachable?: string;
}

/** A row that cannot be used. */
export interface InvalidRow {
  line: number;
  /** What is wrong, in words that other rows with the same fault have too: they are counted by it. */
  invalid: string;
  /** How the row reads, cut short, for the report. */
  value: string;
}

export type AudienceRow<P extends Person = Person> = PersonRow<P> | InvalidRow;

/** Who a campaign is for: row by row, so that a million of them need no memory. */
export interface Audience<P extends Person = Person> {
  /** For reports: `people.csv`. */
  readonly name: string;
  /** All rows from the first on; a campaign reads them again when it was ended before it had read them all. */
  rows(): AsyncIterable<AudienceRow<P>> | Iterable<AudienceRow<P>>;
}

/** What a campaign takes: an audience, or anything that gives people or their PSIDs one by one. */
export type AudienceSource<P extends Person = Person> =
  | Audience<P>
  | Iterable<P>
  | AsyncIterable<P>
  | Iterable<string>
  | AsyncIterable<string>;
