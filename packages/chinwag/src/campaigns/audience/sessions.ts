import type { Session, SessionStore } from '../../core/storage/session.js';
import type { Audience, AudienceRow, Person } from '../audience.js';
import { AudienceError } from './error.js';
import { personRow } from './row.js';

export interface SessionsOptions {
  /** Where the sessions are: a bot's `storage`, or any store. Default: those of the project in this folder. */
  store?: SessionStore;
  /** Only people of this Page. To be said where one bot serves several: a PSID is known to its own Page only. */
  page?: string;
}

/** Who has a session, and the state in it. */
export type SessionPerson<State> = Person & { state: State };

const PLATFORM = 'messenger';

/** Asks about a session. */
export type SessionQuery<State> = (session: Session<State>) => boolean | Promise<boolean>;

/** @param openProjects Opens the project's own, for where no store is given. */
export function sessionAudience<State>(
  isWanted: SessionQuery<State>,
  options: SessionsOptions,
  openProjects: () => Promise<SessionStore>,
): Audience<SessionPerson<State>> {
  return { name: 'sessions', rows: () => readSessions(isWanted, options, openProjects) };
}

async function* readSessions<State>(
  isWanted: SessionQuery<State>,
  options: SessionsOptions,
  openProjects: () => Promise<SessionStore>,
): AsyncGenerator<AudienceRow<SessionPerson<State>>> {
  const store = options.store ?? (await openProjects());
  const page = new OnePage(options.page);
  let line = 0;
  try {
    for await (const session of everySession(store) as AsyncIterable<Session<State>>) {
      if (session.platform !== PLATFORM || !page.has(session)) continue;
      if (!(await ask(isWanted, session))) continue;
      line++;
      const { user, state, lastUserAction } = session;
      yield personRow(line, user.id, { state }, lastUserAction, () => session.id);
    }
  } finally {
    if (store !== options.store) await store.close?.();
  }
}

/** One after the other where the store can, so that it may hold more than memory does. */
async function* everySession(store: SessionStore): AsyncGenerator<Session> {
  yield* (await store.each?.()) ?? (await store.all());
}

async function ask<State>(isWanted: SessionQuery<State>, session: Session<State>): Promise<boolean> {
  try {
    return await isWanted(session);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AudienceError(`what chooses among the sessions failed for ${session.id}: ${why}`, { cause });
  }
}

/** Sees to it that nobody is sent to by a Page that does not know them. */
class OnePage {
  #page: string | undefined;
  readonly #isChosen: boolean;

  constructor(page: string | undefined) {
    this.#page = page;
    this.#isChosen = page !== undefined;
  }

  has({ page: { id } }: Pick<Session, 'page'>): boolean {
    this.#page ??= id;
    if (id === this.#page) return true;
    if (this.#isChosen) return false;
    throw new AudienceError(`the sessions are of several Pages: ${this.#page} and ${id}`, {
      hint: 'Say which with page; a PSID is known to its own Page only.',
    });
  }
}
