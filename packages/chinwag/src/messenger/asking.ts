import type { AnswerKind, Offer } from '../core/dialogue/answer.js';
import { AskError } from '../core/dialogue/errors.js';
import type { AskOptions, Question } from '../core/dialogue/question.js';
import { fingerprint } from '../core/fingerprint.js';
import type { Message, Recipient, SendOptions, SendResult } from './message.js';
import { encodeSend } from './messages/encode.js';
import { type QuickReply, text } from './messages/index.js';

/** A quick reply: its words; or its words and what it stands for, which is then the answer. */
export type OfferedReply =
  | string
  | { title: string; payload?: string | number; imageUrl?: string }
  | QuickReply;

/** How a question is put on Messenger. What else a message can be sent with, it can be asked with. */
export interface MessengerAskOptions<
  As extends AnswerKind = AnswerKind,
  Result = unknown,
  Otherwise = unknown,
> extends AskOptions<As, Result, Otherwise>,
    Omit<SendOptions, 'quickReplies' | 'timeout' | 'signal'> {
  /** At most 13. What is tapped is an answer, and so is what is written: `m` for `M`. */
  quickReplies?: OfferedReply[];
  /** What to say when an answer will not do. Default: the question once more. */
  retry?: string | Message;
}

/** How a message is scheduled: all that it can be sent with. */
export type ScheduleOptions = Omit<SendOptions, 'signal'>;

type Send = (message: Message, options: SendOptions) => Promise<SendResult>;

/** The question as the dialogue sees it. */
export function questionOf(asked: string | Message, options: MessengerAskOptions, send: Send): Question {
  const message: Message = typeof asked === 'string' ? text(asked) : asked;
  const { quickReplies, retry, id, ...rest } = options;
  const { as, validate, retries, timeout, cancel, interrupts, otherwise, onlyOffered, ...envelope } = rest;
  const offered = quickReplies?.map(quickReplyOf) ?? message.quickReplies ?? [];
  const say = (words: Message) =>
    send(words, { ...envelope, ...(quickReplies ? { quickReplies: offered } : {}) });
  const again = retry === undefined ? message : typeof retry === 'string' ? text(retry) : retry;
  return {
    key: id ?? keyOf(message),
    text: message.text ?? id ?? 'a question without words',
    options,
    offers: offered.flatMap(offerOf),
    payloads: [...payloadsIn(message), ...payloadsIn(offered)],
    say: () => say(message),
    sayAgain: (reason) => say(typeof reason === 'string' ? text(reason) : ((reason as Message) ?? again)),
  };
}

/** What is scheduled: as much as the context needs to say it at its time. */
export interface ScheduledSaying {
  message: Message;
  options: ScheduleOptions;
}

/** A message to keep for later, checked now, when somebody can still do something about it. */
export function sayingOf(
  to: Recipient,
  said: string | Message,
  options: ScheduleOptions = {},
): ScheduledSaying {
  const message: Message = typeof said === 'string' ? text(said) : said;
  const kept = { message, options };
  if (!isData(kept)) {
    throw new AskError(
      'a file cannot be kept until its time',
      'Upload it now with client.uploadAttachment(…), and schedule the message with its { attachmentId }, or with a url.',
    );
  }
  encodeSend(to, message, options);
  return kept;
}

function quickReplyOf(reply: OfferedReply): QuickReply {
  if (typeof reply === 'string') return { contentType: 'text', title: reply, payload: reply };
  if ('contentType' in reply) return reply;
  const { title, payload = title, imageUrl } = reply;
  return { contentType: 'text', title, payload, ...(imageUrl === undefined ? {} : { imageUrl }) };
}

function offerOf(reply: QuickReply): Offer[] {
  return reply.contentType === 'text' ? [{ title: reply.title, value: String(reply.payload) }] : [];
}

/** Short words are their own key, which reads well in a session. */
function keyOf(message: Message): string {
  if (!isData(message)) {
    throw new AskError('a question with a file cannot be told from others', "Give it an { id: 'size' }.");
  }
  const { quickReplies: _, ...content } = message;
  const isShort = message.text !== undefined && message.text.length <= 100;
  return isShort ? message.text : fingerprint(content);
}

/** What the buttons in a message carry, however deep they are. */
function payloadsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(payloadsIn);
  if (!isPlain(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'payload' && typeof inner !== 'object' ? [String(inner)] : payloadsIn(inner),
  );
}

/** Whether it is the same after it was kept as JSON. */
function isData(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return typeof value !== 'function';
  if (Array.isArray(value)) return value.every(isData);
  return isPlain(value) && Object.values(value).every(isData);
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
