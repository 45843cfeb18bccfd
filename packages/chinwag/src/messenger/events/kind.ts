import { isObject, type Reader, type Shape } from './wire.js';

/** A kind of event: how it is told from the others, what it says, and what makes two deliveries the same. */
export interface EventKind<Value> {
  /** The names under which it may stand in an event. */
  readonly keys: readonly string[];
  /**
   * Whose conversation it belongs to: the sender's, for an echo the recipient's. `'anyone'` may also come from
   * nobody: a checkbox opt-in, a warning to the Page.
   */
  readonly person: 'sender' | 'recipient' | 'anyone';
  accepts(wire: unknown): boolean;
  readonly read: Reader<Value>;
  /** What sets it apart from others of its kind, Page and person; undefined when it has nothing of the sort. */
  identity(wire: Record<string, unknown>, moment: Moment): string | undefined;
}

/** When an event happened and when it was sent, as the platform wrote it. */
export interface Moment {
  timestamp: unknown;
  sentAt: unknown;
}

interface KindRules {
  keys: readonly string[];
  person?: EventKind<unknown>['person'];
  /** What must hold beside the shape. */
  when?: (wire: Record<string, unknown>) => boolean;
  identity?: EventKind<unknown>['identity'];
}

export function eventKind<Value>(
  { accepts, read }: Shape<Value>,
  { keys, person = 'sender', when, identity = () => undefined }: KindRules,
): EventKind<Value> {
  return {
    keys,
    person,
    accepts: when ? (wire) => isObject(wire) && when(wire) && accepts(wire) : accepts,
    read,
    identity,
  };
}

/** The identity of what has a message id of its own. */
export function byMid({ mid }: Record<string, unknown>): string | undefined {
  return typeof mid === 'string' && mid !== '' ? mid : undefined;
}
