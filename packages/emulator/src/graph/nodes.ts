import type { Platform } from '../platform.js';
import type { Node } from './call.js';
import type { Caller } from './caller.js';
import { GraphError } from './error.js';

/** Finds what an id stands for; undefined when there is nothing, or nothing that this caller may see. */
export function findNode(platform: Platform, caller: Caller, id: string): Node | undefined {
  const { world } = platform;
  const { page } = caller;
  if (id === 'me')
    return page ? { kind: 'page', page } : caller.token.kind === 'user' ? { kind: 'user' } : undefined;
  if (id === 'app' || id === caller.app.id) return { kind: 'app', app: caller.app };
  if (/^act_\d+$/.test(id)) return { kind: 'ad-account' };
  if (!page) {
    const person = [...world.people.values()].find(({ asids }) => asids.get(caller.app.id) === id);
    return person && { kind: 'app-scoped person', person };
  }
  if (id === page.id) return { kind: 'page', page };
  const thread = world.threads.get(id);
  if (thread?.pageId === page.id) return { kind: 'person', thread };
  const persona = world.personas.get(id);
  if (persona?.pageId === page.id && !persona.deleted) return { kind: 'persona', persona };
  const label = world.labels.get(id);
  if (label?.pageId === page.id) return { kind: 'label', label };
  const conversation = world.threadsById.get(id);
  if (conversation?.pageId === page.id) return { kind: 'conversation', thread: conversation };
  const optIn = world.optIns.get(id.replace(/^notification_messages_/, ''));
  if (optIn?.pageId === page.id) return { kind: 'opt-in', optIn };
  const found = world.message(id);
  if (found?.thread.pageId === page.id) return { kind: 'message', ...found };
  return undefined;
}

/** The platform's answer when an id stands for nothing. */
export function noSuchObject(method: string, id: string): GraphError {
  return new GraphError({
    code: 100,
    subcode: 33,
    type: 'GraphMethodException',
    bare: true,
    message:
      `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to ` +
      'missing permissions, or does not support this operation. Please read the Graph API documentation at ' +
      'https://developers.facebook.com/docs/graph-api',
  });
}
