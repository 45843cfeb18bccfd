import type { MessengerClient } from 'chinwag/messenger';
import { portraitUrl } from './portraits.js';

export const INES = { name: 'Ines from the shop', portrait: 'ines.png' };
export const TOM = { name: 'Tom from repairs', portrait: 'tom.png' };

type Colleague = typeof INES;

const known = new Map<Colleague, Promise<string>>();

/** The id of the Page's persona for a colleague; made when there is none. */
export function personaOf(colleague: Colleague, client: MessengerClient): Promise<string> {
  let id = known.get(colleague);
  if (!id) {
    id = findOrCreate(colleague, client);
    known.set(colleague, id);
    // A failure is not an answer: the next message asks again.
    id.catch(() => known.delete(colleague));
  }
  return id;
}

async function findOrCreate({ name, portrait }: Colleague, client: MessengerClient): Promise<string> {
  const found = (await client.getAllPersonas()).find((persona) => persona.name === name);
  if (found) return found.id;
  return (await client.createPersona({ name, profilePictureUrl: await portraitUrl(portrait) })).id;
}
