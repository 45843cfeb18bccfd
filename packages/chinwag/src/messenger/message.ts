import type { Priority } from '../graph/call.js';
import type { GraphFile } from '../graph/file.js';
import type { MessageExtras } from './messages/extras.js';
import type { MessageContent } from './messages/kinds.js';

export type { MessageExtras } from './messages/extras.js';

/**
 * A message as plain data: what `text('Hi!')` and the other builders return, and what every way of sending takes.
 * The same message can be sent many times (but for one that holds a stream, which can be read once).
 */
export type Message = MessageContent & MessageExtras;

/** To whom. A string is a page-scoped user id (PSID). */
export type Recipient =
  | string
  | { id: string }
  /** A person who ticked the checkbox plugin and has not written yet. */
  | { userRef: string }
  /** A private reply to a comment: one message, within 7 days. */
  | { commentId: string }
  /** A private reply to a visitor's post: one message, within 7 days. */
  | { postId: string }
  /** One message to a person who asked for it; the token is used up. */
  | { oneTimeNotifToken: string }
  /** A marketing message; since 2026-02-10 only in AU, EU, JP, KR and UK. */
  | { notificationMessagesToken: string }
  | { phoneNumber: string; name?: { firstName: string; lastName: string } };

/** Tags of late 2026. The other tags are refused by the platform since 2026-04-27. */
export type MessageTag = 'HUMAN_AGENT' | 'CUSTOMER_FEEDBACK';

/** The envelope: the same options for every kind of message, files included. */
export interface SendOptions extends MessageExtras {
  /** Default: `RESPONSE`, or `MESSAGE_TAG` with a tag, or `UTILITY` for a utility template. */
  messagingType?: 'RESPONSE' | 'UPDATE' | 'MESSAGE_TAG' | 'UTILITY';
  /** The reason to write outside the 24-hour window. */
  tag?: MessageTag;
  /** `REGULAR` sounds and vibrates (default), `SILENT_PUSH` only shows, `NO_PUSH` does neither. */
  notificationType?: 'REGULAR' | 'SILENT_PUSH' | 'NO_PUSH';
  /** Speak as this persona. */
  personaId?: string;
  /** Quote a message: its `mid`. */
  replyTo?: string | { mid: string };
  /** Hand the thread to another app with this message, or let go of it. */
  threadControl?: { controlType: 'pass' | 'release'; appId?: string };
  /** Send with this Page's token instead of the client's. */
  accessToken?: string;
  /** Stop waiting. A request already on the wire may still have arrived. */
  signal?: AbortSignal;
  /** Milliseconds; default 10,000, and longer for files. */
  timeout?: number;
  /** A `campaign` waits where not everything can go at once; what answers somebody (`reply`, the default) goes first. */
  priority?: Priority;
}

/** What the platform answers to a send. */
export interface SendResult {
  /** The PSID. Absent for `userRef` and `phoneNumber` recipients. */
  recipientId?: string;
  /** The `mid`. Absent for sender actions. */
  messageId?: string;
  /** Present when the medium was sent with `isReusable: true`: send it again with `{ attachmentId }`. */
  attachmentId?: string;
}

/** A message checked and in its wire form. */
export interface EncodedMessage {
  /** `message` as the Send API takes it. */
  wire: Record<string, unknown>;
  /** A file to upload along, still being named, typed and measured. */
  file?: Promise<GraphFile>;
}
