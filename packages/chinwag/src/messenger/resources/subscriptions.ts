import type { GraphCall } from '../../graph/call.js';
import { boolean, oneOf, required, string, url } from '../messages/field.js';
import { object } from '../messages/table.js';
import { array, data, flag, id, record, type Success, success, text } from './answer.js';
import { type AppCredentials, appAccessToken, appId } from './app.js';
import { names, node, parameters } from './arguments.js';

/**
 * Which events reach which webhook. An event is delivered when its field is subscribed twice: by the app, with
 * the address (`createSubscription`), and at the Page (`subscribePage`).
 * https://developers.facebook.com/docs/graph-api/webhooks/subscriptions-edge
 */

/** What a bot needs to hear when nothing else is asked for. */
export const DEFAULT_SUBSCRIPTION_FIELDS = [
  'messages',
  'messaging_postbacks',
  'messaging_optins',
  'messaging_referrals',
  'messaging_handovers',
  'messaging_policy_enforcement',
];

export type SubscriptionObject = 'page' | 'instagram' | 'user' | 'permissions';

const objects = oneOf<SubscriptionObject>(['page', 'instagram', 'user', 'permissions']);

/** A webhook of the app. */
export interface Subscription {
  object: string;
  callbackUrl: string;
  active: boolean;
  fields: { name: string; version: string }[];
}

const subscription = record<Subscription>({
  object: text,
  callbackUrl: text,
  active: flag,
  fields: array(record<{ name: string; version: string }>({ name: text, version: text })),
});

interface NewSubscription {
  /** Default: `page`. */
  object?: SubscriptionObject;
  /** Public and https; the platform asks it to verify itself before it answers. */
  callbackUrl: string;
  /** Default: {@link DEFAULT_SUBSCRIPTION_FIELDS}. */
  fields?: string[];
  /** Send what changed along, not only that it did. */
  includeValues?: boolean;
  /** What the webhook compares `hub.verify_token` with. */
  verifyToken: string;
}

/** An app token instead of the one made of `appId` and `appSecret`. */
interface AppToken {
  accessToken?: string;
}

const newSubscription = object<NewSubscription>({
  object: objects,
  callbackUrl: required(url()),
  fields: names('field'),
  includeValues: boolean(),
  verifyToken: required(string()),
});

const dropped = object<{ object?: SubscriptionObject; fields?: string[] }>({
  object: objects,
  fields: names('field'),
});

function subscriptionsOf(call: string, app: AppCredentials, { accessToken }: AppToken) {
  return {
    path: `${node(call, 'appId', appId(call, app))}/subscriptions`,
    accessToken: accessToken ?? appAccessToken(call, app),
  };
}

/**
 * Points the app's webhook at an address. Replaces the one that the object has; fails with 2200 when the address
 * does not answer the verification.
 */
export function createSubscription(
  app: AppCredentials,
  { accessToken, ...options }: NewSubscription & AppToken,
): GraphCall<Success> {
  const body = parameters('createSubscription', newSubscription, {
    object: 'page',
    fields: DEFAULT_SUBSCRIPTION_FIELDS,
    ...options,
  });
  const subscriptions = subscriptionsOf('createSubscription', app, { accessToken });
  return { method: 'POST', ...subscriptions, body, read: success };
}

/** Lists the webhooks of the app, one for each object. */
export function getSubscriptions(app: AppCredentials, options: AppToken = {}): GraphCall<Subscription[]> {
  return { method: 'GET', ...subscriptionsOf('getSubscriptions', app, options), read: data(subscription) };
}

/** Reads the webhook for Pages, or `null`. */
export function getPageSubscription(
  app: AppCredentials,
  options: AppToken = {},
): GraphCall<Subscription | null> {
  return {
    method: 'GET',
    ...subscriptionsOf('getPageSubscription', app, options),
    read: (answer: unknown) =>
      data(subscription)(answer).find((webhook) => webhook.object === 'page') ?? null,
  };
}

/** Drops the webhook of an object, or only some of its fields. */
export function deleteSubscription(
  app: AppCredentials,
  { accessToken, ...options }: { object?: SubscriptionObject; fields?: string[] } & AppToken = {},
): GraphCall<Success> {
  const body = parameters('deleteSubscription', dropped, { object: 'page', ...options });
  const subscriptions = subscriptionsOf('deleteSubscription', app, { accessToken });
  return { method: 'DELETE', ...subscriptions, body, read: success };
}

/** An app that hears of what happens at the Page. */
export interface SubscribedApp {
  id: string;
  name: string;
  category?: string;
  link?: string;
  subscribedFields: string[];
}

const subscribedFields = object<{ subscribedFields: string[] }>({
  subscribedFields: required(names('field')),
});

/**
 * Subscribes the app to the Page; the fields replace those of before. Needs `pages_manage_metadata`,
 * `pages_messaging` and the `MODERATE` task.
 * @param options.fields Default: {@link DEFAULT_SUBSCRIPTION_FIELDS}.
 */
export function subscribePage({
  fields = DEFAULT_SUBSCRIPTION_FIELDS,
}: {
  fields?: string[];
} = {}): GraphCall<Success> {
  const body = parameters('subscribePage', subscribedFields, { subscribedFields: fields });
  return { method: 'POST', path: 'me/subscribed_apps', body, read: success };
}

/** Takes the app off the Page: no events of the Page reach it any more. */
export function unsubscribePage(): GraphCall<Success> {
  return { method: 'DELETE', path: 'me/subscribed_apps', read: success };
}

/** Lists the apps that are subscribed to the Page. */
export function getSubscribedApps(): GraphCall<SubscribedApp[]> {
  const app = record<SubscribedApp>({
    id,
    name: text,
    category: text,
    link: text,
    subscribedFields: array(text),
  });
  return { method: 'GET', path: 'me/subscribed_apps', read: data(app) };
}
