import type { ChatAttachment, ChatMessage } from '../../../src/control/protocol.js';
import { cardTitleOf } from './templates/payloads.js';

const MEDIA_NAMES = {
  image: 'Photo',
  video: 'Video',
  audio: 'Audio',
  file: 'File',
  sticker: 'Sticker',
} as const;

function nameOf(attachment: ChatAttachment): string {
  if (attachment.type === 'template') return cardTitleOf(attachment.payload);
  if (attachment.type === 'fallback') return attachment.payload?.title ?? 'Link';
  return attachment.payload.name && attachment.type === 'file'
    ? attachment.payload.name
    : MEDIA_NAMES[attachment.type];
}

/** A message in one line, for lists, quotes and screen readers. */
export function summaryOf(message: ChatMessage): string {
  if (message.text) return message.text;
  const attachments = message.attachments ?? [];
  const [first] = attachments;
  if (!first) return 'Message';
  return attachments.length > 1 ? `${attachments.length} photos` : nameOf(first);
}
