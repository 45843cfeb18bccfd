/**
 * Whether and when to send the same request again. `never`: it will fail again until something is changed.
 * `once`: worth a second try. `soon`: with growing pauses. `later`: once the usage headers say so, or in some
 * minutes. `muchLater`: hours or days.
 */
export type Retry = 'never' | 'once' | 'soon' | 'later' | 'muchLater';

/** Errors after which the same is to be done. */
export interface Group {
  retry: Retry;
  hint: string;
  isRateLimit?: boolean;
  isThrottle?: boolean;
  isUncertain?: boolean;
  /** `code`, or `code/subcode`. A number of seven digits stands for itself as a code and as a subcode. */
  errors: Record<string, string>;
}

export function range(from: number, to: number, meaning: string): Record<string, string> {
  return each(
    Array.from({ length: to - from + 1 }, (_, index) => from + index),
    meaning,
  );
}

export function each(codes: number[], meaning: string): Record<string, string> {
  return Object.fromEntries(codes.map((code) => [code, meaning]));
}
