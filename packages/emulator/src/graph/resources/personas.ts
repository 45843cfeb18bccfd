import type { Persona } from '../../world/model.js';
import type { Call, Routes } from '../call.js';
import { noSuchObject } from '../nodes.js';
import { paged, select } from '../paging.js';
import { rehost } from '../send/media.js';

async function create(call: Call): Promise<unknown> {
  const name = call.param('name').text({ max: 50 });
  const pictureUrl = await rehost(call, call.param('profile_picture_url').required().url());
  const id = call.world.ids.decimal('persona', 16);
  call.world.personas.set(id, { id, pageId: call.page.id, name, pictureUrl, deleted: false });
  return { id };
}

function list(call: Call): unknown {
  const own = [...call.world.personas.values()].filter(
    (each) => each.pageId === call.page.id && !each.deleted,
  );
  return paged(call, own.reverse(), (persona) => show(call, persona));
}

function show(call: Call, persona: Persona): unknown {
  return select(
    call,
    {
      id: () => persona.id,
      name: () => persona.name,
      profile_picture_url: () => persona.pictureUrl,
    },
    ['name', 'profile_picture_url'],
  );
}

function persona(call: Call): Persona {
  if (call.node.kind !== 'persona') throw noSuchObject(call.request.method, call.request.path[0] ?? '');
  return call.node.persona;
}

export const personas: Routes = {
  'POST page/personas': create,
  'GET page/personas': list,
  'GET persona': (call) => show(call, persona(call)),
  'DELETE persona': (call) => {
    persona(call).deleted = true;
    return { success: true };
  },
};
