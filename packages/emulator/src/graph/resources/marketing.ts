import { randomUUID } from 'node:crypto';
import type { Call, Routes } from '../call.js';
import { badParameter, refuse } from '../error.js';
import { isRecurringRegion } from '../send/region.js';

/** Paid messages need this much time between two to the same person. */
const PAUSE = 12 * 60 * 60 * 1000;

/** A campaign of paid messages; what it costs is nobody's business here. */
function createCampaign(call: Call): unknown {
  const name = call.param('name').text();
  const pageId = call.param('page_id').id();
  if (!call.world.pages.has(pageId)) throw badParameter('Param page_id must be the id of a Page');
  const budgets = ['daily_budget', 'lifetime_budget'].filter((budget) => call.param(budget).given);
  if (budgets.length !== 1) throw badParameter('Exactly one of daily_budget and lifetime_budget is required');
  call.param(budgets[0] ?? '').number();
  const id = call.world.ids.decimal('campaign', 17);
  call.world.campaigns.set(id, { id, pageId, name });
  return { id };
}

/** A paid marketing message to somebody who has opted in: not in the regions where the free ones still go. */
function sendPaid(call: Call): unknown {
  const { world, platform } = call;
  const campaign = world.campaigns.get(call.param('message_id').id());
  const page = world.pages.get(campaign?.pageId ?? '');
  if (!campaign || !page) throw badParameter('Param message_id must be the id of a message campaign');
  const token = call.param('messenger_delivery_data').object().field('subscription_token');
  const optIn = world.optIns.get(token.text());
  const thread = optIn && world.threadOf(page, optIn.psid);
  const now = world.clock.now();
  if (!optIn || !thread || optIn.kind !== 'notification_messages' || optIn.expiresAt <= now) {
    throw badParameter(`Param ${token.name} is invalid or has expired`);
  }
  call.psid = thread.psid;
  if (isRecurringRegion(world, page, thread)) throw refuse('marketingRegion');
  if (optIn.stopped) throw refuse('stoppedTopic');
  if ((optIn.nextPaidAt ?? 0) > now) throw refuse('tooSoon');
  const message = call.param('message').object();
  const text = message.field('text').given ? message.field('text').text({ max: 2_000 }) : undefined;
  if (text === undefined && !message.field('attachment').given) throw refuse('emptyMessage');
  optIn.nextPaidAt = now + PAUSE;
  const mid = world.ids.mid();
  world.append(thread, {
    mid,
    from: 'page',
    at: now,
    appId: call.caller.app.id,
    text: text ?? campaign.name,
    delivered: true,
  });
  const trackingId = randomUUID();
  const value = {
    recipient_id: thread.psid,
    page_id: page.id,
    app_id: call.caller.app.id,
    timestamp: now,
    mid,
    marketing_message_tracking_id: trackingId,
    messenger_subscription_token: optIn.token,
    message_id: campaign.id,
  };
  for (const field of ['marketing_message_echoes', 'marketing_message_deliveries'] as const)
    void platform.webhooks.change(page, field, value);
  return { success: true, marketing_message_tracking_id: trackingId };
}

export const marketing: Routes = {
  'POST ad-account/message_campaign': createCampaign,
  'POST ad-account/messages': sendPaid,
};
