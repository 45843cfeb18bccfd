import type { Person, Thread } from '../../world/model.js';
import type { Call, Routes } from '../call.js';
import { noSuchObject } from '../nodes.js';
import { paged, select } from '../paging.js';

/** The thread and the person of a PSID. */
export function personOf(call: Call): { thread: Thread; person: Person } {
  const person = call.node.kind === 'person' ? call.world.people.get(call.node.thread.personId) : undefined;
  if (call.node.kind !== 'person' || !person)
    throw noSuchObject(call.request.method, call.request.path[0] ?? '');
  call.psid = call.node.thread.psid;
  return { thread: call.node.thread, person };
}

function readProfile(call: Call): unknown {
  const { thread, person } = personOf(call);
  const known = {
    id: () => thread.psid,
    name: () => `${person.firstName} ${person.lastName}`.trim(),
    first_name: () => person.firstName,
    last_name: () => person.lastName,
    profile_pic: () => `${call.platform.origin}/_emulator/pictures/${person.id}.svg`,
    locale: () => person.locale,
    timezone: () => person.timezone,
    gender: () => person.gender || undefined,
    ids_for_apps: () => idsForApps(call, person),
    ids_for_pages: () => idsForPages(call, person),
  };
  return select(call, known, ['first_name', 'last_name', 'profile_pic']);
}

function idsForApps(call: Call, person: Person): unknown {
  const asked = call.request.params.app;
  const found = [...person.asids].flatMap(([appId, id]) => {
    const app = call.world.apps.get(appId);
    return app && (asked === undefined || asked === appId) ? [{ id, app }] : [];
  });
  return paged(call, found, ({ id, app }) => ({
    id,
    app: {
      category: 'Business',
      link: `https://www.facebook.com/games/?app_id=${app.id}`,
      name: app.name,
      id: app.id,
    },
  }));
}

function idsForPages(call: Call, person: Person): unknown {
  const asked = call.request.params.page;
  const found = [...person.psids].flatMap(([pageId, id]) => {
    const page = call.world.pages.get(pageId);
    return page && (asked === undefined || asked === pageId) ? [{ id, page }] : [];
  });
  return paged(call, found, ({ id, page }) => ({
    id,
    page: {
      category: page.category,
      link: `https://www.facebook.com/${page.username}`,
      name: page.name,
      id: page.id,
    },
  }));
}

export const people: Routes = {
  'GET person': readProfile,
  'GET person/ids_for_apps': (call) => idsForApps(call, personOf(call).person),
  'GET person/ids_for_pages': (call) => idsForPages(call, personOf(call).person),
  'GET app-scoped person/ids_for_pages': (call) => {
    if (call.node.kind !== 'app-scoped person') throw noSuchObject('get', call.request.path[0] ?? '');
    return idsForPages(call, call.node.person);
  },
};
