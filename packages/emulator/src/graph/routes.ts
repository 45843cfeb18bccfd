import type { Handler, Routes } from './call.js';
import { conversations } from './resources/conversations.js';
import { labels } from './resources/labels.js';
import { marketing } from './resources/marketing.js';
import { messageTemplates } from './resources/message-templates.js';
import { messages } from './resources/messages.js';
import { moderation } from './resources/moderation.js';
import { notifications } from './resources/notifications.js';
import { pages } from './resources/pages.js';
import { people } from './resources/people.js';
import { personas } from './resources/personas.js';
import { profile } from './resources/profile.js';
import { routing } from './resources/routing.js';
import { stickers } from './resources/stickers.js';
import { subscriptions } from './resources/subscriptions.js';
import { tokens } from './resources/tokens.js';

/** Every route of the Graph API that the emulator answers. */
export const ROUTES: Routes = {
  ...messages,
  ...personas,
  ...profile,
  ...people,
  ...labels,
  ...conversations,
  ...moderation,
  ...routing,
  ...subscriptions,
  ...tokens,
  ...messageTemplates,
  ...notifications,
  ...marketing,
  ...stickers,
  ...pages,
};

const WITH_WILDCARD = Object.entries(ROUTES).filter(([route]) => route.includes('*'));

/** The handler of a path that starts at the root of the API. */
export function rootRoute(method: string, path: string[]): Handler | undefined {
  const exact = ROUTES[`${method} /${path.join('/')}`];
  if (exact || path.length < 2) return exact;
  return WITH_WILDCARD.find(([route]) => {
    const [verb, pattern = ''] = route.split(' ');
    const pieces = pattern.slice(1).split('/');
    return (
      verb === method &&
      pieces.length === path.length &&
      pieces.every((piece, index) => piece === '*' || piece === path[index])
    );
  })?.[1];
}
