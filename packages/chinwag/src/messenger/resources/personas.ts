import type { GraphCall } from '../../graph/call.js';
import { required, url, words } from '../messages/field.js';
import { object } from '../messages/table.js';
import { created, id, type Paged, paged, record, type Success, success, text } from './answer.js';
import { listRows, node, parameters } from './arguments.js';
import { everyItem, type MakeCall } from './paging.js';

/** https://developers.facebook.com/docs/messenger-platform/send-messages/personas */

/** Who speaks for the Page. */
export interface PersonaProfile {
  /** At most 50 characters. */
  name: string;
  /** An image of at most 8 MB; the platform keeps its own copy. */
  profilePictureUrl: string;
}

export interface Persona extends PersonaProfile {
  /** Pass it as `personaId` when sending. */
  id: string;
}

const profile = object<PersonaProfile>({
  name: required(words({ max: 50 })),
  profilePictureUrl: required(url()),
});

const persona = record<Persona>({ id, name: text, profilePictureUrl: text });

/** Creates a persona. It cannot be changed afterwards, only deleted. Needs `pages_messaging`. */
export function createPersona(persona: PersonaProfile): GraphCall<{ id: string }> {
  const body = parameters('createPersona', profile, persona);
  return { method: 'POST', path: 'me/personas', body, read: created };
}

/** Reads a persona. */
export function getPersona(personaId: string): GraphCall<Persona> {
  return { method: 'GET', path: node('getPersona', 'personaId', personaId), read: persona };
}

/**
 * Lists the Page's personas, one page of them.
 * @param cursor `paging.cursors.after` of the page before.
 */
export function getPersonas(cursor?: string, options: { limit?: number } = {}): GraphCall<Paged<Persona>> {
  const query = parameters('getPersonas', personaList, { after: cursor, limit: options.limit });
  return { method: 'GET', path: 'me/personas', query, read: paged(persona) };
}

const personaList = object<{ after?: string; limit?: number }>({
  after: listRows.after,
  limit: listRows.limit,
});

/** Lists all personas of the Page, with as many requests as that takes. */
export async function getAllPersonas(make: MakeCall): Promise<Persona[]> {
  const personas: Persona[] = [];
  for await (const each of everyItem(make, (after) => getPersonas(after))) personas.push(each);
  return personas;
}

/** Deletes a persona. Messages it has sent keep its name. */
export function deletePersona(personaId: string): GraphCall<Success> {
  return { method: 'DELETE', path: node('deletePersona', 'personaId', personaId), read: success };
}
