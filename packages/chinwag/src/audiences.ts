import { type LabelOptions, labelAudience } from './campaigns/audience/label.js';
import {
  type SessionPerson,
  type SessionQuery,
  type SessionsOptions,
  sessionAudience,
} from './campaigns/audience/sessions.js';
import type { Audience, Person } from './campaigns/audience.js';
import { getClient, getSessionStore } from './project.js';

/**
 * The people who have a session with the bot, or those of them that are asked for. When they last did something is
 * known from the session, so that who is outside the 24-hour window is known before the start.
 *
 * ```ts
 * sessions<{ plan: string }>(({ state }) => state.plan === 'gold')
 * ```
 *
 * @param isWanted Is asked about every session, one after the other.
 * @throws {AudienceError} when it is read: where the sessions are of several Pages and `page` is not said, or
 * `isWanted` throws. A `StorageError` where the sessions cannot be read.
 */
export function sessions<State = Record<string, unknown>>(
  isWanted: SessionQuery<State> = () => true,
  options: SessionsOptions = {},
): Audience<SessionPerson<State>> {
  return sessionAudience(isWanted, options, getSessionStore);
}

/**
 * The people who have a custom label of the Page. The platform tells the labels of a person, but not the people of a
 * label, so everybody in question is asked about: a call a person, and as many calls as pages of conversations, all
 * within the Page's limits.
 *
 * @param nameOrId The label's name, whatever its case, or its id.
 * @throws {AudienceError} when it is read: where the Page has no such label. A `GraphError` where the Page may not
 * use labels (2/2018344: accept the Page Contact Terms).
 */
export function label<P extends Person = Person>(
  nameOrId: string,
  options: LabelOptions<P> = {},
): Audience<P> {
  return labelAudience(nameOrId, options, () => getClient('messenger'));
}
