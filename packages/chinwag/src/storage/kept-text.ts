import type { Session } from '../core/storage/session.js';
import { type HeldTurn, type SendRecord, StorageError } from '../core/storage/storage.js';

/** A turn as storages that outlive the process keep it: events, sessions and results are text. */
export interface KeptTurn {
  conversationId: string;
  identity: string;
  platform: string;
  event: string;
  fence: number;
  attempts: number;
  session: string | null;
  sends: SendRecord[];
}

/** Reads a session kept as text. */
export function sessionOf(id: string, text: string): Session {
  try {
    const session: unknown = JSON.parse(text);
    if (isSession(session)) return session;
  } catch {
    // Told below, without the text: it is what people wrote.
  }
  throw new StorageError(`The session ${id} is kept but cannot be read.`, {
    hint: 'Restore it, or destroy it to begin anew.',
  });
}

/** What a turn cannot do without; a state that is no object would be the action's to stumble over. */
function isSession(kept: unknown): kept is Session {
  const { id, state } = (kept ?? {}) as Partial<Session>;
  return typeof id === 'string' && typeof state === 'object' && state !== null && !Array.isArray(state);
}

/** Takes back that the event was tried: not the event is at fault, and it must not be put aside for it. */
type Spare = (kept: KeptTurn) => Promise<void>;

/** Throws when the session cannot be read; the conversation then waits for the lease to run out, and is tried again. */
export async function heldTurn(kept: KeptTurn | null, spare: Spare): Promise<HeldTurn | null> {
  if (!kept) return null;
  const { event, session, ...rest } = kept;
  try {
    const read = session === null ? null : sessionOf(kept.conversationId, session);
    return { ...rest, kept: { serialized: event }, session: read };
  } catch (error) {
    if (kept.identity !== '') await spare(kept);
    throw error;
  }
}

/** As {@link heldTurn}, for a turn that comes with the end of another, which must not seem to have failed. */
export function nextTurn(kept: KeptTurn | null, spare: Spare): Promise<HeldTurn | null> {
  return heldTurn(kept, spare).catch(() => null);
}

export function sendRecord(key: string, state: string, at: number, result: string | null): SendRecord {
  const record: SendRecord = { key, state: state === 'sent' ? 'sent' : 'begun', at };
  if (result) record.result = JSON.parse(result);
  return record;
}
