import { mediaUrl } from '../../platform.js';
import type { Attachment, Message, Page, Thread } from '../../world/model.js';
import { ownerOf, WINDOW } from '../../world/routing.js';
import { findSticker, stickerUrl } from '../../world/stickers.js';
import type { Call, Routes } from '../call.js';
import { refuse } from '../error.js';
import { noSuchObject } from '../nodes.js';
import { paged, select } from '../paging.js';
import { asText } from '../param.js';

/** Of older messages than these only the ids can be read. */
const READABLE_MESSAGES = 20;

function list(call: Call): unknown {
  call.platform.limits?.conversations(call.page.id);
  const platform = call.param('platform');
  if (platform.given && platform.oneOf(['messenger', 'instagram']) === 'instagram') return { data: [] };
  const psid = call.request.params.user_id;
  const threads = [...call.world.threads.values()]
    .filter((thread) => thread.pageId === call.page.id && thread.messages.length > 0)
    .filter((thread) => psid === undefined || thread.psid === asText(psid))
    .sort((a, b) => updatedAt(b) - updatedAt(a));
  return paged(call, threads, (thread) => show(call, thread));
}

function show(call: Call, thread: Thread): Record<string, unknown> {
  const newest = thread.messages.at(-1);
  const now = call.world.clock.now();
  const owner = ownerOf(call.page, thread, now);
  const people = () => ({ data: [personEntry(call, thread), pageEntry(call.page)] });
  return select(
    call,
    {
      id: () => thread.id,
      link: () => `/${call.page.id}/inbox/${thread.id.slice(2)}/?section=messages`,
      updated_time: () => graphTime(updatedAt(thread)),
      snippet: () => newest?.text ?? '',
      message_count: () => thread.messages.length,
      unread_count: () =>
        thread.messages.filter((message) => message.from === 'person' && message.at > thread.pageReadUpTo)
          .length,
      participants: people,
      senders: people,
      former_participants: () => ({ data: [] }),
      can_reply: () =>
        thread.lastUserActionAt !== null && now - thread.lastUserActionAt <= WINDOW && !thread.blocked,
      is_subscribed: () => !thread.blocked,
      is_owner: () => owner === null || owner === call.caller.app.id,
      folder: () => (thread.spam ? 'spam' : 'inbox'),
      name: () => undefined,
      scoped_thread_key: () => thread.id,
      wallpaper: () => undefined,
      linked_group: () => undefined,
      messages: () => messagesOf(call, thread),
    },
    ['updated_time'],
  );
}

function messagesOf(call: Call, thread: Thread): unknown {
  const newestFirst = thread.messages.toReversed().map((message) => ({ id: message.mid, message }));
  return paged(call, newestFirst, ({ message }) => ({
    id: message.mid,
    created_time: graphTime(message.at),
  }));
}

function readMessage(call: Call): unknown {
  if (call.node.kind !== 'message') throw noSuchObject('get', call.request.path[0] ?? '');
  const { thread, message } = call.node;
  if (!thread.messages.slice(-READABLE_MESSAGES).includes(message)) throw refuse('messageDeleted');
  const [from, to] =
    message.from === 'page'
      ? [pageEntry(call.page), personEntry(call, thread)]
      : [personEntry(call, thread), pageEntry(call.page)];
  return select(
    call,
    {
      id: () => message.mid,
      created_time: () => graphTime(message.at),
      from: () => from,
      to: () => ({ data: [to] }),
      message: () => message.text ?? '',
      reply_to: () => (message.replyTo ? { mid: message.replyTo } : undefined),
      attachments: () => attachmentsOf(call, message),
      sticker: () => stickerOf(call, message),
      shares: () => undefined,
      tags: () => ({ data: [{ name: 'inbox' }, { name: message.from === 'page' ? 'sent' : 'received' }] }),
    },
    ['created_time'],
  );
}

function attachmentsOf(call: Call, message: Message): unknown {
  if (!message.attachments) return undefined;
  return {
    data: message.attachments.map((attachment, index) =>
      attachmentEntry(call, attachment, `${message.at}${index}`),
    ),
  };
}

function attachmentEntry(call: Call, attachment: Attachment, id: string): unknown {
  if (attachment.type === 'template') {
    const elements = attachment.payload.elements;
    return {
      id,
      generic_template: Array.isArray(elements) ? elements[0] : { title: attachment.payload.text },
    };
  }
  if (!('mediaId' in attachment)) return { id };
  const media = call.platform.media.get(attachment.mediaId);
  const url = mediaUrl(call.platform, attachment.mediaId);
  const about = { id, mime_type: media?.type, name: media?.filename, size: media?.size };
  if (attachment.type === 'image')
    return { ...about, image_data: { url, preview_url: url, image_type: 1, render_as_sticker: false } };
  return attachment.type === 'video'
    ? { ...about, video_data: { url, preview_url: url } }
    : { ...about, file_url: url };
}

function stickerOf(call: Call, message: Message): string | undefined {
  const sticker = message.attachments?.find((attachment) => attachment.type === 'sticker');
  return sticker && findSticker(sticker.stickerId) && stickerUrl(call.platform.origin, sticker.stickerId);
}

function personEntry(call: Call, thread: Thread): { name: string; email: string; id: string } {
  const person = call.world.people.get(thread.personId);
  const name = `${person?.firstName ?? ''} ${person?.lastName ?? ''}`.trim();
  return { name, email: `${thread.psid}@facebook.com`, id: thread.psid };
}

function pageEntry(page: Page): { name: string; email: string; id: string } {
  return { name: page.name, email: `${page.id}@facebook.com`, id: page.id };
}

function threadOf(call: Call): Thread {
  if (call.node.kind !== 'conversation') throw noSuchObject('get', call.request.path[0] ?? '');
  call.psid = call.node.thread.psid;
  return call.node.thread;
}

function updatedAt(thread: Thread): number {
  return thread.messages.at(-1)?.at ?? 0;
}

/** `2026-05-01T10:00:00+0000` */
export function graphTime(moment: number): string {
  return new Date(moment).toISOString().replace(/\.\d+Z$/, '+0000');
}

export const conversations: Routes = {
  'GET page/conversations': list,
  'GET conversation': (call) => show(call, threadOf(call)),
  'GET conversation/messages': (call) => messagesOf(call, threadOf(call)),
  'GET message': readMessage,
};
