import { eventKind } from './kind.js';
import { isObject } from './wire.js';

/** An event of a kind that is not known here, or that lacks what its kind needs. It is in `event.raw`. */
export interface UnknownEvent {
  /** What it is about, in wire names: `['calls']`. */
  fields: string[];
}

const envelope = new Set(['sender', 'recipient', 'timestamp']);

function readFields(wire: unknown): UnknownEvent | undefined {
  return isObject(wire) ? { fields: Object.keys(wire).filter((key) => !envelope.has(key)) } : undefined;
}

export const unknown = eventKind({ accepts: isObject, read: readFields }, { keys: [], person: 'anyone' });
