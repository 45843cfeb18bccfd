import { mediaUrl, type Platform } from '../platform.js';
import type { Attachment, Message, Thread } from '../world/model.js';
import { stickerUrl } from '../world/stickers.js';

/** The head of an event that the person caused. */
export function fromPerson(thread: Thread, timestamp: number): Record<string, unknown> {
  return { sender: { id: thread.psid }, recipient: { id: thread.pageId }, timestamp };
}

/** The head of an event that the Page caused. */
export function fromPage(thread: Thread, timestamp: number): Record<string, unknown> {
  return { sender: { id: thread.pageId }, recipient: { id: thread.psid }, timestamp };
}

/** Ids that are numbers in some places of the wire; those too long for a number stay text. */
export function numeric(id: string): number | string {
  const number = Number(id);
  return Number.isSafeInteger(number) ? number : id;
}

/** An attachment as a webhook tells it. */
export function attachmentEvent(platform: Platform, attachment: Attachment): Record<string, unknown> {
  switch (attachment.type) {
    case 'template':
      return { title: '', url: null, type: 'template', payload: attachment.payload };
    case 'sticker':
      return {
        type: 'sticker',
        payload: {
          url: stickerUrl(platform.origin, attachment.stickerId),
          sticker_id: numeric(attachment.stickerId),
        },
      };
    case 'shared':
      return { type: attachment.kind, payload: attachment.payload };
    case 'fallback':
      return { type: 'fallback', payload: { url: attachment.url, title: attachment.title } };
    default:
      return {
        type: attachment.type,
        payload: {
          url: mediaUrl(platform, attachment.mediaId),
          ...(attachment.attachmentId && { attachment_id: numeric(attachment.attachmentId) }),
        },
      };
  }
}

/** What follows an accepted send: its echo to every app, then the delivery to the person's phone. */
export function emitSent(platform: Platform, thread: Thread, message: Message): void {
  const { webhooks, world } = platform;
  void webhooks.emit(thread, 'message_echoes', {
    ...fromPage(thread, message.at),
    message: {
      mid: message.mid,
      is_echo: true,
      ...(message.appId !== null && { app_id: numeric(message.appId) }),
      ...(message.metadata !== undefined && { metadata: message.metadata }),
      ...(message.text !== undefined && { text: message.text }),
      ...(message.attachments && {
        attachments: message.attachments.map((attachment) => attachmentEvent(platform, attachment)),
      }),
      ...(message.replyTo && { reply_to: replyTo(platform, message.replyTo, 'page') }),
    },
  });
  void webhooks.emit(thread, 'message_deliveries', {
    ...fromPerson(thread, world.clock.now()),
    delivery: { mids: [message.mid], watermark: message.at },
  });
}

/** What a reply says about the message it answers. */
export function replyTo(platform: Platform, mid: string, from: Message['from']): Record<string, unknown> {
  return { mid, is_self_reply: platform.world.message(mid)?.message.from === from };
}
