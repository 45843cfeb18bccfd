import type { HeldTurn, IncomingEvent, Session, Storage } from 'chinwag';
import type { StorageOptions } from '../../../src/storage/options.js';

/** Where storages keep things: each `open` is as another process on the same data. */
export interface Place {
  open(options: StorageOptions): Promise<Storage>;
  remove(): Promise<void>;
}

export type MakePlace = () => Promise<Place>;

/** A clock that stands still until it is told. */
export class Clock {
  time = 1_800_000_000_000;
  now = () => this.time;
  pass(milliseconds: number): void {
    this.time += milliseconds;
  }
}

export function incoming(identity: string, conversationId = 'messenger:ann', text = identity): IncomingEvent {
  const event = { platform: 'messenger', identity, conversationId, timestamp: 1, text };
  return { ...event, event, serialize: () => JSON.stringify(event) };
}

export function session(id: string, state: Record<string, unknown> = {}): Session {
  return { id, platform: 'messenger', user: { id }, page: { id: 'page' }, lastActivity: 1, state };
}

/** What the event said, however it was kept. */
export function textOf({ kept }: Pick<HeldTurn, 'kept'>): string {
  const event = 'event' in kept ? kept.event : JSON.parse(kept.serialized);
  return (event as { text: string }).text;
}

export function present<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('There should be something here.');
  return value;
}
