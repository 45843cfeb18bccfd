import type { Session } from '../core/session.js';
import { type HeldTurn, type SendRecord, StorageError } from '../core/storage.js';

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
    if (typeof session === 'object' && session !== null && 'state' in session) return session as Session;
  } catch {
    // Told below, without the text: it is what people wrote.
  }
  throw new StorageError(`The session ${id} is kept but cannot be read.`, {
    hint: 'Restore it, or destroy it to begin anew.',
  });
}

/** Throws when the session cannot be read; the conversation then waits for the lease to run out. */
export function heldTurn(kept: KeptTurn | null): HeldTurn | null {
  if (!kept) return null;
  const { event, session, ...rest } = kept;
  return {
    ...rest,
    kept: { serialized: event },
    session: session === null ? null : sessionOf(kept.conversationId, session),
  };
}

/** As {@link heldTurn}, for a turn that comes with the end of another, which must not seem to have failed. */
export function nextTurn(kept: KeptTurn | null): HeldTurn | null {
  try {
    return heldTurn(kept);
  } catch {
    return null;
  }
}

export function sendRecord(key: string, state: string, at: number, result: string | null): SendRecord {
  const record: SendRecord = { key, state: state === 'sent' ? 'sent' : 'begun', at };
  if (result) record.result = JSON.parse(result);
  return record;
}
