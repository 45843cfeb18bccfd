import { emitSent } from '../../webhooks/events.js';
import type { Message, Thread } from '../../world/model.js';
import { keepControl, PAGE_INBOX } from '../../world/routing.js';
import type { Call, Routes } from '../call.js';
import { badParameter, refuse } from '../error.js';
import { complete, type Draft, readDraft } from '../send/draft.js';
import { collect, MEDIA_TYPES, readMediaSource, register } from '../send/media.js';
import { checkOptIns, checkOwnership, checkWindow, readPolicy } from '../send/policy.js';
import { type Recipient, readRecipient } from '../send/recipient.js';
import { readSenderAction } from '../send/sender-action.js';
import { passControl, releaseControl } from './routing.js';

/** The Send API. Checks come in the platform's order: parameters, recipient, thread ownership, window. */
function send(call: Call): unknown {
  const find = readRecipient(call);
  const hasMessage = call.param('message').given;
  const hasAction = call.param('sender_action').given;
  if (hasMessage && hasAction) throw refuse('bothMessageAndState');
  if (!hasMessage && !hasAction) throw refuse('neitherMessageNorState');
  const tag = readPolicy(call);
  const personaId = readPersona(call);
  if (hasAction) return performAction(call, find, personaId);
  const draft = readDraft(call);
  const handover = readHandover(call);
  const recipient = find();
  call.psid = recipient.thread.psid;
  checkOwnership(call, recipient.thread);
  checkWindow(call, recipient, draft, tag);
  checkOptIns(call, recipient.thread, draft);
  const replyTo = readReplyTo(call, recipient);
  if (recipient.right === 'private reply') call.platform.limits?.privateReply(call.page.id);
  call.platform.limits?.send(call.world, call.page.id, isSlow(draft));
  return sendMessage(call, recipient, draft, { personaId, replyTo, handover });
}

function performAction(call: Call, find: () => Recipient, personaId: string | undefined): unknown {
  const perform = readSenderAction(call, personaId);
  const { thread } = find();
  checkOwnership(call, thread);
  if (thread.blocked || thread.banned) throw refuse('notReceiving');
  perform(thread);
  call.world.changes.tell({ kind: 'thread', thread });
  return { recipient_id: thread.psid };
}

/** Sound and video are counted apart. */
function isSlow(draft: Draft): boolean {
  return draft.attachments.some(({ type }) => type === 'audio' || type === 'video');
}

interface Extras {
  personaId: string | undefined;
  replyTo: string | undefined;
  handover: ((thread: Thread) => void) | undefined;
}

function sendMessage(call: Call, recipient: Recipient, draft: Draft, extras: Extras): unknown {
  // A text is sent at once: two texts arrive in the order in which they were asked for.
  if (draft.attachments.length === 0) return accept(call, recipient, draft, extras, undefined, undefined);
  return complete(call, draft).then(({ attachments, attachmentId }) =>
    accept(call, recipient, draft, extras, attachments, attachmentId),
  );
}

function accept(
  call: Call,
  recipient: Recipient,
  draft: Draft,
  extras: Extras,
  attachments: Message['attachments'],
  attachmentId: string | undefined,
): unknown {
  const { world } = call;
  const { thread } = recipient;
  const message: Message = {
    mid: world.ids.mid(),
    from: 'page',
    at: world.clock.now(),
    appId: call.caller.app.id,
    delivered: true,
  };
  if (draft.text !== undefined) message.text = draft.text;
  if (attachments) message.attachments = attachments;
  if (draft.quickReplies) message.quickReplies = draft.quickReplies;
  if (draft.metadata !== undefined) message.metadata = draft.metadata;
  if (extras.personaId !== undefined) message.personaId = extras.personaId;
  if (extras.replyTo !== undefined) message.replyTo = extras.replyTo;
  recipient.use();
  thread.typing = null;
  world.append(thread, message);
  keepControl(call.page, thread, message.at, call.caller.app.id);
  emitSent(call.platform, thread, message);
  extras.handover?.(thread);
  return {
    ...(recipient.named && { recipient_id: thread.psid }),
    message_id: message.mid,
    ...(attachmentId !== undefined && { attachment_id: attachmentId }),
  };
}

function readPersona(call: Call): string | undefined {
  const param = call.param('persona_id');
  if (!param.given) return undefined;
  const persona = call.world.personas.get(param.id());
  if (persona?.pageId !== call.page.id || persona.deleted) {
    throw badParameter('Param persona_id must be a persona of this Page');
  }
  return persona.id;
}

/** `thread_control`: the message goes out and the thread goes on to somebody else, or to nobody. */
function readHandover(call: Call): ((thread: Thread) => void) | undefined {
  if (!call.param('thread_control').given) return undefined;
  const control = call.param('thread_control').object();
  if (control.field('control_type').oneOf(['pass', 'release']) === 'release') {
    return (thread) => releaseControl(call, thread);
  }
  const target = control.field('app_id').given
    ? control.field('app_id').id()
    : (call.page.defaultAppId ?? PAGE_INBOX);
  return (thread) => passControl(call, thread, target, undefined);
}

function readReplyTo(call: Call, recipient: Recipient): string | undefined {
  const param = call.param('reply_to');
  if (!param.given) return undefined;
  const mid = param.object().field('mid').text();
  if (call.world.threadsByMid.get(mid) !== recipient.thread) {
    throw badParameter('Param reply_to[mid] must be a message of this conversation');
  }
  return mid;
}

/** The Attachment Upload API: stores a file to be sent later by its id. */
async function upload(call: Call): Promise<unknown> {
  const platform = call.param('platform');
  if (platform.given) platform.oneOf(['MESSENGER', 'INSTAGRAM']);
  const attachment = call.param('message').object().field('attachment').object();
  const type = attachment.field('type').oneOf(MEDIA_TYPES);
  const source = readMediaSource(call, attachment, type);
  if (source.from === 'id') throw badParameter('The parameter message[attachment][payload][url] is required');
  const { mediaId, attachmentId } = await collect(call, source);
  return { attachment_id: attachmentId ?? register(call, type, mediaId, false) };
}

export const messages: Routes = {
  'POST page/messages': send,
  'POST page/message_attachments': upload,
};
