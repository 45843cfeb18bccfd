import type { GraphCall } from '../../graph/call.js';
import { object } from '../messages/table.js';
import { type Paged, paged, plain, id as readId, record, text } from './answer.js';
import { id, node, parameters } from './arguments.js';

/**
 * One person's ids at the other apps and Pages of the same Business. The client signs the call when it knows the
 * app secret, as the platform demands here.
 * https://developers.facebook.com/docs/messenger-platform/identity/id-matching
 */
export interface IdMatch {
  /** A PSID, or an app-scoped id from Facebook Login. */
  userId: string;
  /** Only the id at this app. */
  app?: string;
  /** Only the id at this Page. */
  page?: string;
}

/** An app or a Page that knows the person. */
export interface IdOwner {
  id: string;
  name: string;
  link: string;
  category?: string;
  namespace?: string;
}

export interface IdForApp {
  /** The app-scoped id. */
  id: string;
  app: IdOwner;
}

export interface IdForPage {
  /** The PSID at that Page. */
  id: string;
  page: IdOwner;
}

const filter = object<Omit<IdMatch, 'userId'>>({ app: id(), page: id() });

const owner = record<IdOwner>({ id: readId, name: text, link: text, category: text, namespace: text });
const idsForApps = paged(record<IdForApp>({ id: readId, app: owner }));
const idsForPages = paged(record<IdForPage>({ id: readId, page: owner }));

/**
 * Reads an edge of a person by its name.
 * @param field `ids_for_apps`, `ids_for_pages`, … The answer comes as the platform gives it.
 */
export function getUserField({ field, userId, ...only }: IdMatch & { field: string }): GraphCall {
  const path = `${node('getUserField', 'userId', userId)}/${node('getUserField', 'field', field)}`;
  return { method: 'GET', path, query: parameters('getUserField', filter, only), read: plain() };
}

/** Lists the person's ids at the apps of the Business. */
export function getIdsForApps(match: IdMatch): GraphCall<Paged<IdForApp>> {
  return { ...getUserField({ ...match, field: 'ids_for_apps' }), read: idsForApps };
}

/** Lists the person's ids at the Pages of the Business. */
export function getIdsForPages(match: IdMatch): GraphCall<Paged<IdForPage>> {
  return { ...getUserField({ ...match, field: 'ids_for_pages' }), read: idsForPages };
}
