/** One event as Messenger sends it, and what it is. */
export interface Sample {
  name: string;
  item: object;
  kind: string;
  /** What `event.value` says. */
  value: unknown;
  /** What else it is, beside its kind: `text` stands for `isText` and `text`. */
  facets?: Record<string, unknown>;
  /** Getters that are no facets. */
  also?: Record<string, unknown>;
  /** Follows Page and person. */
  identity?: string;
}
