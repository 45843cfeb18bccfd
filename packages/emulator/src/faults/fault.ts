import { isRecord } from '../graph/param.js';
import { Impossible } from '../people/refusal.js';

/** Something that shall go wrong, and when. All conditions that are given have to hold. */
export interface Fault {
  id: string;
  /** HTTP method of the request. */
  method?: string;
  /** What the request is about, as the traffic lists it: `messages`, `message_attachments`, `personas`, `batch`, … */
  topic?: string;
  /** The person it is about. */
  psid?: string;
  /** Lets this many matching requests pass first. */
  after?: number;
  /** Stops after it has struck this often. */
  times?: number;
  /** From 0 to 1. */
  probability?: number;
  effect: FaultEffect;
  /** How often it could have struck, and how often it has. */
  seen: number;
  struck: number;
}

export type FaultEffect =
  /**
   * An error of the platform; with `taken`, after the request has been carried out: "sent but error". With
   * `minutesToRegain` the usage header says that the Page has used all it may, and for how long that holds.
   */
  | {
      type: 'error';
      code: number;
      subcode?: number;
      message?: string;
      taken?: boolean;
      minutesToRegain?: number;
    }
  /** The answer comes this many milliseconds later. */
  | { type: 'delay'; milliseconds: number }
  /** The connection breaks, before or after the request has been carried out. */
  | { type: 'drop'; taken?: boolean }
  /** A web page instead of JSON. */
  | { type: 'html'; status?: number; taken?: boolean }
  /** The token of the request becomes invalid, for good. */
  | { type: 'expire_token' };

export type NewFault = Omit<Fault, 'id' | 'seen' | 'struck'>;

const EFFECTS: Record<FaultEffect['type'], string[]> = {
  error: ['code', 'subcode', 'message', 'taken', 'minutesToRegain'],
  delay: ['milliseconds'],
  drop: ['taken'],
  html: ['status', 'taken'],
  expire_token: [],
};

/** A fault as it came over the wire, once everything in it has sense. */
export function readFault(body: Record<string, unknown>): NewFault {
  const { effect } = body;
  if (!isRecord(effect) || typeof effect.type !== 'string' || !Object.hasOwn(EFFECTS, effect.type)) {
    throw new Impossible(`effect.type must be one of ${Object.keys(EFFECTS).join(', ')}.`, {
      field: 'effect',
    });
  }
  for (const name of ['method', 'topic', 'psid']) demand(body, name, 'string');
  for (const name of ['after', 'times', 'probability']) demand(body, name, 'number');
  for (const name of ['code', 'subcode', 'milliseconds', 'status', 'minutesToRegain'])
    demand(effect, name, 'number');
  if (effect.type === 'error' && effect.code === undefined)
    throw new Impossible('effect.code is needed.', { field: 'effect' });
  if (effect.type === 'delay' && effect.milliseconds === undefined) {
    throw new Impossible('effect.milliseconds is needed.', { field: 'effect' });
  }
  const { method, topic, psid, after, times, probability } = body;
  return { method, topic, psid, after, times, probability, effect } as unknown as NewFault;
}

function demand(holder: Record<string, unknown>, name: string, type: 'string' | 'number'): void {
  const value = holder[name];
  if (value === undefined) return;
  if (typeof value !== type || (typeof value === 'number' && !(value >= 0))) {
    throw new Impossible(`${name} must be a ${type === 'string' ? 'text' : 'number from 0'}.`, {
      field: name,
    });
  }
}
