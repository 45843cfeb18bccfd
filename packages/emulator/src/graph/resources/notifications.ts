import type { OptIn } from '../../world/model.js';
import type { Call, Routes } from '../call.js';
import { badParameter } from '../error.js';
import { noSuchObject } from '../nodes.js';
import { paged } from '../paging.js';

function list(call: Call): unknown {
  const own = [...call.world.optIns.values()].filter(
    (optIn) => optIn.pageId === call.page.id && optIn.kind === 'notification_messages' && !optIn.stopped,
  );
  return paged(
    call,
    own.map((optIn) => ({ id: optIn.token, optIn })),
    ({ optIn }) => show(optIn),
  );
}

function show(optIn: OptIn): unknown {
  return {
    notification_messages_token: optIn.token,
    recipient_id: optIn.psid,
    creation_timestamp: Math.floor(optIn.createdAt / 1000),
    token_expiry_timestamp: Math.floor(optIn.expiresAt / 1000),
    next_eligible_time: Math.floor(optIn.nextEligibleAt / 1000),
    next_eligible_time_for_paid_messaging: Math.floor((optIn.nextPaidAt ?? optIn.createdAt) / 1000),
    notification_messages_reoptin: 'ENABLED',
    notification_messages_timezone: 'UTC',
    topic_title: optIn.title,
    user_token_status: 'NOT_REFRESHED',
  };
}

/** The developer's helper: lets the next message go out without the pause. */
function devSupport(call: Call): unknown {
  const token = call.param('recipient').object().field('notification_messages_token').text();
  call.param('developer_action').oneOf(['ENABLE_FOLLOWUP_MESSAGE']);
  const optIn = call.world.optIns.get(token);
  if (optIn?.pageId !== call.page.id)
    throw badParameter('Param recipient[notification_messages_token] is invalid');
  optIn.nextEligibleAt = call.world.clock.now();
  return { success: true };
}

export const notifications: Routes = {
  'GET opt-in': (call) => {
    if (call.node.kind !== 'opt-in') throw noSuchObject('get', call.request.path[0] ?? '');
    return show(call.node.optIn);
  },
  'GET page/notification_message_tokens': list,
  'POST page/notification_messages_dev_support': devSupport,
};
