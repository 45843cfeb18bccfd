import type { GraphCall } from '../../graph/call.js';
import { oneOf, string } from '../messages/field.js';
import { object } from '../messages/table.js';
import {
  count,
  data,
  flag,
  type OtherFields,
  openRecord,
  type Paged,
  paged,
  id as readId,
  record,
  text,
} from './answer.js';
import { id, type ListOptions, listRows, names, node, parameters } from './arguments.js';

/**
 * What was written between people and the Page. Read only, and 2 calls a second for each Page.
 * https://developers.facebook.com/docs/messenger-platform/conversations
 */

/** Who takes part: a person, with the PSID as `id`, or the Page. */
export interface Participant {
  id: string;
  name?: string;
  /** Made up by the platform: `24810001@facebook.com`. */
  email?: string;
}

export interface ConversationThread {
  /** `t_10224…`. */
  id: string;
  /** `2026-05-01T10:00:00+0000`. */
  updatedTime?: string;
  /** A path on facebook.com, for people at the Page. */
  link?: string;
  /** The beginning of the last message. */
  snippet?: string;
  messageCount?: number;
  unreadCount?: number;
  participants?: Participant[];
  senders?: Participant[];
  formerParticipants?: Participant[];
  canReply?: boolean;
  isSubscribed?: boolean;
  /** This app has control. */
  isOwner?: boolean;
  folder?: string;
  name?: string;
  scopedThreadKey?: string;
  /** The newest first. */
  messages?: ConversationMessage[];
}

export interface ConversationMessage {
  /** The `mid`. */
  id: string;
  /** `2026-05-01T10:00:00+0000`. */
  createdTime?: string;
  from?: Participant;
  to?: Participant[];
  /** The text; empty when there is none. */
  message?: string;
  replyTo?: { mid: string; isSelfReply?: boolean };
  attachments?: ConversationAttachment[];
  /** The address of a sticker's picture. */
  sticker?: string;
}

export interface ConversationAttachment {
  id?: string;
  mimeType?: string;
  name?: string;
  /** Bytes. */
  size?: number;
  /** An address that expires. */
  fileUrl?: string;
  imageData?: ConversationMedium;
  videoData?: ConversationMedium & { length?: number };
}

/** A picture or video; sizes in pixels, `length` in milliseconds. */
export interface ConversationMedium {
  url?: string;
  previewUrl?: string;
  width?: number;
  height?: number;
}

const participant = record<Participant>({ id: readId, name: text, email: text });

const mediumRows = { url: text, previewUrl: text, width: count, height: count };

const attachment = openRecord<ConversationAttachment>({
  id: readId,
  mimeType: text,
  name: text,
  size: count,
  fileUrl: text,
  imageData: record<ConversationMedium>(mediumRows),
  videoData: record<ConversationMedium & { length?: number }>({ ...mediumRows, length: count }),
});

const message = openRecord<ConversationMessage>({
  id: readId,
  createdTime: text,
  from: participant,
  to: data(participant),
  message: text,
  replyTo: record<{ mid: string; isSelfReply?: boolean }>({ mid: text, isSelfReply: flag }),
  attachments: data(attachment),
  sticker: text,
});

const conversation = openRecord<ConversationThread>({
  id: readId,
  updatedTime: text,
  link: text,
  snippet: text,
  messageCount: count,
  unreadCount: count,
  participants: data(participant),
  senders: data(participant),
  formerParticipants: data(participant),
  canReply: flag,
  isSubscribed: flag,
  isOwner: flag,
  folder: text,
  name: text,
  scopedThreadKey: text,
  messages: data(message),
});

export interface ConversationFilter extends ListOptions {
  /** Default: `messenger`. */
  platform?: 'messenger' | 'instagram';
  /** Only the conversation with this person. */
  userId?: string;
  /** `inbox`, `spam`, `page_done`, … */
  folder?: string;
  tags?: string[];
}

const filter = object<ConversationFilter>({
  ...listRows,
  platform: oneOf(['messenger', 'instagram']),
  userId: id(),
  folder: string(),
  tags: names('tag'),
});

const listOptions = object(listRows);
const fieldOptions = object<{ fields?: string[] }>({ fields: names('field') });

const MESSAGE_FIELDS = ['id', 'created_time', 'from', 'to', 'message', 'attachments', 'sticker', 'reply_to'];

/**
 * Lists the Page's conversations, the latest first. Those that people have only asked for leave the list after 30
 * days without a message.
 * @param options.fields Default: the platform's, `id`, `link` and `updated_time`.
 */
export function getConversations({
  platform = 'messenger',
  ...options
}: ConversationFilter = {}): GraphCall<Paged<ConversationThread & OtherFields>> {
  const query = parameters('getConversations', filter, { platform, ...options });
  return { method: 'GET', path: 'me/conversations', query, read: paged(conversation) };
}

/** Reads a conversation. */
export function getConversation(
  conversationId: string,
  options: { fields?: string[] } = {},
): GraphCall<ConversationThread & OtherFields> {
  return {
    method: 'GET',
    path: node('getConversation', 'conversationId', conversationId),
    query: parameters('getConversation', fieldOptions, options),
    read: conversation,
  };
}

/** Lists the messages of a conversation, the newest first. Only the newest 20 can be read. */
export function getMessages(
  conversationId: string,
  { fields = MESSAGE_FIELDS, ...options }: ListOptions = {},
): GraphCall<Paged<ConversationMessage & OtherFields>> {
  return {
    method: 'GET',
    path: `${node('getMessages', 'conversationId', conversationId)}/messages`,
    query: parameters('getMessages', listOptions, { fields, ...options }),
    read: paged(message),
  };
}

/** Reads a message. One that is not among the newest 20 of its conversation is refused as deleted. */
export function getMessage(
  messageId: string,
  { fields = MESSAGE_FIELDS }: { fields?: string[] } = {},
): GraphCall<ConversationMessage & OtherFields> {
  return {
    method: 'GET',
    path: node('getMessage', 'messageId', messageId),
    query: parameters('getMessage', fieldOptions, { fields }),
    read: message,
  };
}
