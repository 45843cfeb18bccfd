import { isRecord } from '../../graph/param.js';
import { tellStatus } from '../../graph/resources/message-templates.js';
import { Impossible } from '../../people/refusal.js';
import type { Platform } from '../../platform.js';
import { isWebhookField } from '../../webhooks/fields.js';
import type { Page } from '../../world/model.js';
import { optionalText, type Routes, readJson } from '../context.js';

const TEMPLATE_STATUSES = ['APPROVED', 'PENDING', 'REJECTED', 'PAUSED', 'DISABLED', 'IN_APPEAL', 'ARCHIVED'];
const POLICY_ACTIONS = ['warning', 'block', 'unblock'];

/** What the platform itself does with a Page, and what is kept outside of Messenger: catalogue, forms, settings. */
export const pageRoutes: Routes = (app, platform) => {
  const { world, webhooks } = platform;

  app.post('/_emulator/pages/:pageId/default-app', async (context) => {
    const page = pageOf(platform, context.req.param('pageId'));
    const { app_id: appId } = await readJson(context.req.raw);
    if (appId !== null && (typeof appId !== 'string' || !world.apps.has(appId))) {
      throw new Impossible('app_id must be the id of an app, or null.', { field: 'app_id' });
    }
    page.defaultAppId = appId;
    world.changes.tell({ kind: 'world' });
    return context.json({ ok: true });
  });

  app.post('/_emulator/pages/:pageId/products', async (context) => {
    const page = pageOf(platform, context.req.param('pageId'));
    const body = await readJson(context.req.raw);
    const id = optionalText(body, 'id') ?? world.ids.decimal('product', 16);
    if (!/^\d+$/.test(id)) throw new Impossible('id must be digits.', { field: 'id' });
    const product = {
      id,
      title: optionalText(body, 'title') ?? `Product ${id}`,
      subtitle: optionalText(body, 'subtitle') ?? '',
      image_url: optionalText(body, 'image_url') ?? '',
      retailer_id: optionalText(body, 'retailer_id') ?? id,
    };
    page.products.set(id, product);
    return context.json(product, 201);
  });

  app.post('/_emulator/pages/:pageId/instant-forms', async (context) => {
    const page = pageOf(platform, context.req.param('pageId'));
    const id = optionalText(await readJson(context.req.raw), 'id') ?? world.ids.decimal('form', 16);
    page.instantForms.add(id);
    return context.json({ id }, 201);
  });

  app.post('/_emulator/pages/:pageId/message-templates/:id', async (context) => {
    const page = pageOf(platform, context.req.param('pageId'));
    const template = page.messageTemplates.get(context.req.param('id'));
    if (!template) throw new Impossible('The Page has no such message template.', { status: 404 });
    const body = await readJson(context.req.raw);
    const status = oneOf(body, 'status', TEMPLATE_STATUSES);
    template.status = status;
    tellStatus(platform, page, template, optionalText(body, 'reason'));
    return context.json({ id: template.id, status });
  });

  app.post('/_emulator/pages/:pageId/policy', async (context) => {
    const page = pageOf(platform, context.req.param('pageId'));
    const body = await readJson(context.req.raw);
    const action = oneOf(body, 'action', POLICY_ACTIONS);
    const reason = optionalText(body, 'reason') ?? 'The Page broke a policy.';
    if (action !== 'warning') page.restricted = action === 'block';
    void webhooks.announce(page, 'messaging_policy_enforcement', {
      recipient: { id: page.id },
      timestamp: world.clock.now(),
      policy_enforcement: { action, ...(action !== 'unblock' && { reason }) },
    });
    return context.json({ ok: true });
  });

  // Whatever else the platform may send: calls, leads, mentions, events that nobody has documented.
  app.post('/_emulator/pages/:pageId/events', async (context) => {
    const page = pageOf(platform, context.req.param('pageId'));
    const body = await readJson(context.req.raw);
    const { field, value, event } = body;
    if (!isWebhookField(field)) throw new Impossible('field must be a webhook field.', { field: 'field' });
    if (isRecord(value) === isRecord(event)) {
      throw new Impossible('Give either the value of a change, or a messaging event.', { field: 'value' });
    }
    const told = isRecord(event)
      ? webhooks.announce(page, field, { timestamp: world.clock.now(), ...event })
      : webhooks.change(page, field, isRecord(value) ? value : {});
    const failure = (await told).find((outcome) => outcome !== undefined);
    return context.json({ ok: failure === undefined, ...(failure !== undefined && { failure }) });
  });
};

function pageOf(platform: Platform, id: string): Page {
  const page = platform.world.pages.get(id);
  if (!page) throw new Impossible('There is no such Page.', { status: 404 });
  return page;
}

function oneOf(body: Record<string, unknown>, field: string, words: string[]): string {
  const word = optionalText(body, field);
  if (word === undefined || !words.includes(word)) {
    throw new Impossible(`${field} must be one of ${words.join(', ')}.`, { field });
  }
  return word;
}
