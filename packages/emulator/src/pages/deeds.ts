import { isRecord } from '../graph/param.js';
import { tellStatus } from '../graph/resources/message-templates.js';
import { Impossible } from '../people/refusal.js';
import type { Platform } from '../platform.js';
import { isWebhookField } from '../webhooks/fields.js';
import type { Page, Product } from '../world/model.js';
import { optionalText, type Values } from './values.js';

export const TEMPLATE_STATUSES = [
  'APPROVED',
  'PENDING',
  'REJECTED',
  'PAUSED',
  'DISABLED',
  'IN_APPEAL',
  'ARCHIVED',
] as const;
export const POLICY_ACTIONS = ['warning', 'block', 'unblock'] as const;

type Deed = (platform: Platform, page: Page, values: Values) => unknown;

/** What the platform itself does with a Page, and what is kept outside of Messenger: catalogue, forms, settings. */
export const PAGE_DEEDS = {
  'default-app': ({ world }, page, { app_id: appId }) => {
    if (appId !== null && (typeof appId !== 'string' || !world.apps.has(appId))) {
      throw new Impossible('app_id must be the id of an app, or null.', { field: 'app_id' });
    }
    page.defaultAppId = appId;
    world.changes.tell({ kind: 'world' });
    return { ok: true };
  },

  products: ({ world }, page, values): Product => {
    const id = optionalText(values, 'id') ?? world.ids.decimal('product', 16);
    if (!/^\d+$/.test(id)) throw new Impossible('id must be digits.', { field: 'id' });
    const product = {
      id,
      title: optionalText(values, 'title') ?? `Product ${id}`,
      subtitle: optionalText(values, 'subtitle') ?? '',
      image_url: optionalText(values, 'image_url') ?? '',
      retailer_id: optionalText(values, 'retailer_id') ?? id,
    };
    page.products.set(id, product);
    return product;
  },

  'instant-forms': ({ world }, page, values) => {
    const id = optionalText(values, 'id') ?? world.ids.decimal('form', 16);
    page.instantForms.add(id);
    return { id };
  },

  'message-templates': (platform, page, values) => {
    const template = page.messageTemplates.get(optionalText(values, 'id') ?? '');
    if (!template) throw new Impossible('The Page has no such message template.', { status: 404 });
    const status = oneOf(values, 'status', TEMPLATE_STATUSES);
    template.status = status;
    tellStatus(platform, page, template, optionalText(values, 'reason'));
    return { id: template.id, status };
  },

  policy: ({ world, webhooks }, page, values) => {
    const action = oneOf(values, 'action', POLICY_ACTIONS);
    const reason = optionalText(values, 'reason') ?? 'The Page broke a policy.';
    if (action !== 'warning') page.restricted = action === 'block';
    void webhooks.announce(page, 'messaging_policy_enforcement', {
      recipient: { id: page.id },
      timestamp: world.clock.now(),
      policy_enforcement: { action, ...(action !== 'unblock' && { reason }) },
    });
    return { ok: true };
  },

  // Whatever else the platform may send: calls, leads, mentions, events that nobody has documented.
  events: async ({ world, webhooks }, page, { field, value, event }) => {
    if (!isWebhookField(field)) throw new Impossible('field must be a webhook field.', { field: 'field' });
    if (isRecord(value) === isRecord(event)) {
      throw new Impossible('Give either the value of a change, or a messaging event.', { field: 'value' });
    }
    const told = isRecord(event)
      ? webhooks.announce(page, field, { timestamp: world.clock.now(), ...event })
      : webhooks.change(page, field, isRecord(value) ? value : {});
    const failure = (await told).find((outcome) => outcome !== undefined);
    return { ok: failure === undefined, ...(failure !== undefined && { failure }) };
  },
} satisfies Record<string, Deed>;

export type PageDeed = keyof typeof PAGE_DEEDS;

function oneOf<Word extends string>(values: Values, field: string, words: readonly Word[]): Word {
  const given = optionalText(values, field);
  const word = words.find((candidate) => candidate === given);
  if (word === undefined) throw new Impossible(`${field} must be one of ${words.join(', ')}.`, { field });
  return word;
}
