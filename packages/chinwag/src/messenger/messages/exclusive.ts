/** The keys of every member of a union. */
export type KeyOf<T> = T extends unknown ? keyof T : never;

/** A union of which exactly one member is meant: the keys that only the others have are forbidden. */
export type Exclusive<T, Every = T> = T extends unknown
  ? T & { [K in Exclude<KeyOf<Every>, keyof T>]?: never }
  : never;
