import type { NewPerson } from '../control/protocol.js';
import type { Page, Person } from '../world/model.js';
import type { World } from '../world/world.js';
import { Impossible } from './refusal.js';

/** As long as a 64-bit number may be. */
const PSID = /^[1-9]\d{0,19}$/;

/**
 * Somebody new; given a PSID that the Page knows already, whoever that is, as they are.
 *
 * @throws {Impossible} for what is no PSID, or another Page's.
 */
export function arrive(world: World, { psid, ...given }: NewPerson, page: Page): Person {
  if (psid === undefined) return world.addPerson(given);
  if (!PSID.test(psid)) throw new Impossible('psid must be up to 20 digits.', { field: 'psid' });
  const known = world.threads.get(psid);
  if (!known) return world.addPerson({ ...given, psids: new Map([[page.id, psid]]) });
  const person = world.people.get(known.personId);
  if (!person || known.pageId !== page.id) {
    throw new Impossible(`${psid} is somebody whom Page ${page.id} does not know.`, { field: 'psid' });
  }
  return person;
}
