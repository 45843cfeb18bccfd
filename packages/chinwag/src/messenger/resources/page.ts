import type { GraphCall } from '../../graph/call.js';
import { object } from '../messages/table.js';
import { data, flag, id, type OtherFields, openRecord, record, text } from './answer.js';
import { names, parameters } from './arguments.js';

/** https://developers.facebook.com/docs/graph-api/reference/page */

export interface PageInfo {
  id: string;
  name: string;
  /** What stands in `m.me/…`. */
  username?: string;
  link?: string;
}

const options = object<{ fields?: string[] }>({ fields: names('field') });
const info = openRecord<PageInfo>({ id, name: text, username: text, link: text });

/**
 * Reads the Page that the token belongs to.
 * @param options.fields The platform's names; `id` and `name` when left out.
 */
export function getPageInfo({ fields }: { fields?: string[] } = {}): GraphCall<PageInfo & OtherFields> {
  return { method: 'GET', path: 'me', query: parameters('getPageInfo', options, { fields }), read: info };
}

/** How conversations of the Page are routed between apps. */
export interface MessagingFeatureStatus {
  /** The Handover Protocol's second version. */
  hopV2?: boolean;
  /** Several apps may answer on Messenger. */
  msgrMultiApp?: boolean;
  /** Several apps may answer on Instagram. */
  igMultiApp?: boolean;
}

const featureStatus = record<{ messagingFeatureStatus?: MessagingFeatureStatus }>({
  messagingFeatureStatus: record<MessagingFeatureStatus>(
    { hopV2: flag, msgrMultiApp: flag, igMultiApp: flag },
    { hopV2: 'hop_v2' },
  ),
});

/** Reads how conversations of the Page are routed between apps. */
export function getMessagingFeatureStatus(): GraphCall<MessagingFeatureStatus> {
  return {
    method: 'GET',
    path: 'me',
    query: { fields: 'messaging_feature_status' },
    read: (answer: unknown) => featureStatus(answer).messagingFeatureStatus ?? {},
  };
}

/** How the review of a feature stands. */
export interface MessagingFeatureReview {
  feature: string;
  /** `limited`: was approved, and was taken back for a breach of policy. */
  status: 'pending' | 'rejected' | 'approved' | 'limited';
}

const review = record<MessagingFeatureReview>({
  feature: text,
  status: (status) => String(status).toLowerCase() as MessagingFeatureReview['status'],
});

/** Lists the features that were handed in for review, with how each stands. Needs `pages_messaging`. */
export function getMessagingFeatureReview(): GraphCall<MessagingFeatureReview[]> {
  return { method: 'GET', path: 'me/messaging_feature_review', read: data(review) };
}
