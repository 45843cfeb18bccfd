import { readMark } from '../sending/send-mark.js';
import { type ReceivedAttachment, readAttachment, type WireAttachment } from './attachment.js';
import { byMid, eventKind } from './kind.js';
import { type Referral, referralShape, type WireReferral } from './referral.js';
import { flag, from, id, list, needed, type Reader, shape, text, untouched } from './wire.js';

/** `message`, of a person; with `is_echo`, of the Page. */
export interface WireMessage {
  mid?: string;
  text?: string;
  attachments?: WireAttachment[];
  quick_reply?: { payload: string };
  reply_to?: { mid: string; is_self_reply?: boolean };
  commands?: { name: string }[];
  referral?: WireReferral;
  nlp?: unknown;
  admin_text?: string;
  is_echo?: boolean;
  app_id?: string | number;
  metadata?: string;
}

/** What a person wrote, sent or tapped. */
export interface ReceivedMessage {
  /** The message's id. Only system lines have none. */
  mid?: string;
  /** May be empty. For a quick reply, the button's title. */
  text?: string;
  /** All of them: an album comes as one message. */
  attachments?: ReceivedAttachment[];
  /** The quick reply that was tapped. */
  quickReply?: QuickReplyTap;
  /** The message this one answers. */
  replyTo?: ReplyTo;
  /** The commands in the text. */
  commands?: UsedCommand[];
  /** The ad, link or product that brought this message. */
  referral?: Referral;
  /** What the built-in NLP made of the text, as it came. */
  nlp?: unknown;
  /** A line Messenger itself wrote into the conversation. */
  adminText?: string;
}

export interface QuickReplyTap {
  payload: string;
}

export interface ReplyTo {
  mid: string;
  /** Whether the person answers a message of their own. */
  isSelfReply?: boolean;
}

export interface UsedCommand {
  /** Without the slash. */
  name: string;
}

/** What the Page sent, be it by this bot, another app or a human in the inbox. */
export interface EchoMessage extends ReceivedMessage {
  isEcho: true;
  /** The app that sent it; the Page's inbox is `263902037430900`. */
  appId?: string;
  /** What the sender gave as `metadata`. */
  metadata?: string;
  /** By which Chinwag knows its own send again. */
  sendKey?: string;
}

const quickReply = shape<QuickReplyTap, QuickReplyTap>({ payload: needed('payload', text) });

const replyTo = shape<{ mid: unknown; is_self_reply?: unknown }, ReplyTo>({
  mid: needed('mid', text),
  isSelfReply: from('is_self_reply', flag),
});

const command = shape<UsedCommand, UsedCommand>({ name: needed('name', text) });

const said = {
  mid: from<WireMessage, string>('mid', text),
  text: from<WireMessage, string>('text', text),
  attachments: from<WireMessage, ReceivedAttachment[]>('attachments', list(readAttachment)),
  quickReply: from<WireMessage, QuickReplyTap>('quick_reply', quickReply.read),
  replyTo: from<WireMessage, ReplyTo>('reply_to', replyTo.read),
  commands: from<WireMessage, UsedCommand[]>('commands', list(command.read)),
  referral: from<WireMessage, Referral>('referral', referralShape.read),
  nlp: from<WireMessage, unknown>('nlp', untouched),
  adminText: from<WireMessage, string>('admin_text', text),
};

const isTrue: Reader<true> = (wire) => (wire === true ? true : undefined);

/** A person wrote, sent something, or tapped a quick reply. */
export const message = eventKind(shape<WireMessage, ReceivedMessage>(said), {
  keys: ['message'],
  when: (wire) => wire.is_echo !== true,
  identity: byMid,
});

/** The Page spoke: sender and recipient are swapped. */
export const echo = eventKind(
  shape<WireMessage, EchoMessage>({
    ...said,
    isEcho: needed('is_echo', isTrue),
    appId: from('app_id', id),
    metadata: from('metadata', (wire) => readMark(text(wire) ?? '').metadata || undefined),
    sendKey: from('metadata', (wire) => readMark(text(wire) ?? '').key),
  }),
  { keys: ['message'], person: 'recipient', identity: byMid },
);
