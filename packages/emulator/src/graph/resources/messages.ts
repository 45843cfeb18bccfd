import { emitSent } from '../../webhooks/events.js';
import type { Message } from '../../world/model.js';
import type { Call, Routes } from '../call.js';
import { refuse } from '../error.js';

async function sendMessage(call: Call): Promise<unknown> {
  const id = call.param('recipient').object().field('id').id();
  call.psid = id;
  const thread = call.world.threadOf(call.page, id);
  if (!thread) throw refuse('noMatchingUser');
  const text = call.param('message').object().field('text').text({ max: 2000 });
  const message: Message = {
    mid: call.world.ids.mid(),
    from: 'page',
    at: call.world.clock.now(),
    appId: call.caller.app.id,
    text,
    delivered: true,
  };
  call.world.append(thread, message);
  emitSent(call.platform, thread, message);
  return { recipient_id: thread.psid, message_id: message.mid };
}

export const messages: Routes = {
  'POST page/messages': sendMessage,
};
