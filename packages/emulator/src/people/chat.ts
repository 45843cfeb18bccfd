import type { Platform } from '../platform.js';
import type { Outcome } from '../webhooks/delivery.js';
import { attachmentEvent, fromPerson, replyTo } from '../webhooks/events.js';
import type { WebhookField } from '../webhooks/fields.js';
import type { Attachment, Message, QuickReply, Thread } from '../world/model.js';
import { keepControl } from '../world/routing.js';
import { findSticker, LIKE_STICKER } from '../world/stickers.js';
import { type Done, messageOf, NOTHING_TO_DELIVER, type Performers, tell } from './done.js';
import { profileFor } from './profile.js';
import { Impossible } from './refusal.js';
import { quickRepliesOf } from './screen.js';

type Content = Pick<Message, 'text' | 'attachments' | 'replyTo'>;

/** What a person writes, reads and reacts to. */
export const chat: Performers<
  'say' | 'sticker' | 'share' | 'like' | 'quick_reply' | 'react' | 'unreact' | 'read' | 'edit' | 'rate'
> = {
  say(platform, thread, { text, reply_to, product_id }) {
    if (text.trim() === '')
      throw new Impossible('There is nothing to say: text is empty.', { field: 'text' });
    const repliesTo = reply_to && messageOf(platform, thread, reply_to.mid).mid;
    const content = { text, ...(repliesTo && { replyTo: repliesTo }) };
    const referral = product_id === undefined ? thread.referral : { product: { id: product_id } };
    thread.referral = null;
    const about = { ...(referral && { referral }) };
    const command = commandIn(platform, thread, text);
    if (!command) return send(platform, thread, content, about);
    return send(
      platform,
      thread,
      { ...content, text: text.slice(1) },
      { commands: [{ name: command }], ...about },
    );
  },
  sticker(platform, thread, { sticker_id }) {
    if (!findSticker(sticker_id)) throw new Impossible('There is no such sticker.', { field: 'sticker_id' });
    return send(platform, thread, { attachments: [{ type: 'sticker', stickerId: sticker_id }] });
  },
  share: (platform, thread, { attachment: { type: kind, payload }, text }) =>
    send(platform, thread, {
      ...(text !== undefined && { text }),
      attachments: [{ type: 'shared', kind, payload }],
    }),
  like: (platform, thread) =>
    send(platform, thread, { attachments: [{ type: 'sticker', stickerId: LIKE_STICKER }] }),
  quick_reply(platform, thread, { mid, index }) {
    const offer = quickRepliesOf(thread);
    if (offer?.mid !== mid)
      throw new Impossible('These quick replies are gone.', { field: 'mid', status: 409 });
    const item = offer.items[index];
    if (!item) throw new Impossible(`There is no quick reply ${index}.`, { field: 'index' });
    const person = platform.world.people.get(thread.personId);
    const { text, payload } = answerOf(item, person?.email ?? '', person?.phone ?? '');
    return send(platform, thread, { text }, { quick_reply: { payload } });
  },
  react: (platform, thread, { mid, emoji }) => react(platform, thread, mid, emoji),
  unreact: (platform, thread, { mid }) => react(platform, thread, mid, null),
  read: (platform, thread) => ({ result: { ok: true }, delivered: read(platform, thread) }),
  edit(platform, thread, { mid, text }) {
    const message = messageOf(platform, thread, mid);
    const edits = (message.edits ?? 0) + 1;
    if (message.from !== 'person' || message.text === undefined) {
      throw new Impossible('Only a text of their own can be edited.', { field: 'mid' });
    }
    if (edits > MOST_EDITS)
      throw new Impossible(`A message can be edited ${MOST_EDITS} times.`, { status: 409 });
    message.text = text;
    message.edits = edits;
    platform.world.changes.tell({ kind: 'thread', thread, message });
    return tell(platform, thread, 'message_edits', { message_edit: { mid, text, num_edit: edits } }, { mid });
  },
  rate(platform, thread, { mid, good }) {
    messageOf(platform, thread, mid);
    const feedback = good ? 'Good response' : 'Bad response';
    return tell(platform, thread, 'response_feedback', { response_feedback: { feedback, mid } }, { mid });
  },
};

const MOST_EDITS = 5;

/** `/flights to LAX` runs the command `flights`, if the Page has it. */
function commandIn(platform: Platform, thread: Thread, text: string): string | undefined {
  const name = /^\/(\S+)/.exec(text)?.[1];
  return profileFor(platform, thread).commands?.find((command) => command.name === name)?.name;
}

/** Sends something as the person; the event carries `extra` beside it. */
export function send(
  platform: Platform,
  thread: Thread,
  content: Content,
  extra: Record<string, unknown> = {},
): Done {
  const message = note(platform, thread, content);
  return deliver(platform, thread, message, 'messages', {
    message: {
      mid: message.mid,
      ...(message.text !== undefined && { text: message.text }),
      ...(message.attachments && {
        attachments: message.attachments.map((attachment) => attachmentEvent(platform, attachment)),
      }),
      ...(message.replyTo && { reply_to: replyTo(platform, message.replyTo, 'person') }),
      ...extra,
    },
  });
}

/** Sends attachments that have been stored already. */
export function sendAttachments(platform: Platform, thread: Thread, attachments: Attachment[]): Done {
  return send(platform, thread, { attachments });
}

/** A tap shows as a message of the person's, and reaches the bot as a postback. */
export function postback(
  platform: Platform,
  thread: Thread,
  title: string,
  payload: string,
  extra: object = {},
): Done {
  const message = note(platform, thread, { text: title });
  return deliver(platform, thread, message, 'messaging_postbacks', {
    postback: { mid: message.mid, title, payload, ...extra },
  });
}

/** Puts what the person did into the chat; it opens the 24-hour window. */
function note(platform: Platform, thread: Thread, content: Content): Message {
  void read(platform, thread);
  const at = platform.world.clock.now();
  const message: Message = {
    mid: platform.world.ids.mid(),
    from: 'person',
    at,
    appId: null,
    ...content,
    delivered: false,
  };
  thread.started = true;
  openWindow(platform, thread);
  platform.world.append(thread, message);
  return message;
}

/** The person did something that lets the Page answer for 24 hours more. */
export function openWindow(platform: Platform, thread: Thread): void {
  const now = platform.world.clock.now();
  thread.lastUserActionAt = now;
  const page = platform.world.pages.get(thread.pageId);
  if (page) keepControl(page, thread, now, null);
}

function deliver(
  platform: Platform,
  thread: Thread,
  message: Message,
  field: WebhookField,
  event: object,
): Done {
  const whole = { ...fromPerson(thread, message.at), ...event };
  const settle = (outcomes: Outcome[]) => {
    const failure = outcomes.find((outcome) => outcome !== undefined);
    if (failure === undefined) delete message.failed;
    else message.failed = failure;
    message.delivered = failure === undefined && outcomes.length > 0;
    platform.world.changes.tell({ kind: 'thread', thread, message });
  };
  const delivered = platform.webhooks
    .emit(thread, field, whole, { late: (outcome) => settle([outcome]) })
    .then(settle);
  return { result: { ok: true, mid: message.mid }, delivered };
}

function answerOf(item: QuickReply, email: string, phone: string): { text: string; payload: string } {
  if (item.content_type === 'user_email') return { text: email, payload: email };
  if (item.content_type === 'user_phone_number') return { text: phone, payload: phone };
  return { text: item.title ?? '', payload: item.payload ?? '' };
}

const REACTIONS: Record<string, string> = {
  '😆': 'smile',
  '😠': 'angry',
  '😢': 'sad',
  '😮': 'wow',
  '❤': 'love',
  '😍': 'love',
  '👍': 'like',
  '👎': 'dislike',
};

function react(platform: Platform, thread: Thread, mid: string, emoji: string | null): Done {
  if (emoji === '') throw new Impossible('A reaction needs an emoji.', { field: 'emoji' });
  const message = messageOf(platform, thread, mid);
  const { person: _, ...others } = message.reactions ?? {};
  message.reactions = emoji === null ? others : { ...others, person: emoji };
  openWindow(platform, thread);
  platform.world.changes.tell({ kind: 'thread', thread, message });
  const reaction =
    emoji === null
      ? { action: 'unreact', mid }
      : { reaction: REACTIONS[emoji.replace('\ufe0f', '')] ?? 'other', emoji, action: 'react', mid };
  return tell(platform, thread, 'message_reactions', { reaction }, { mid });
}

/** The person looks at the chat: whatever the Page has sent is read. */
function read(platform: Platform, thread: Thread): Promise<void> {
  const newest = thread.messages.findLast((message) => message.from === 'page');
  if (!newest || newest.at <= thread.readUpTo) return NOTHING_TO_DELIVER;
  const at = platform.world.clock.now();
  thread.readUpTo = at;
  platform.world.changes.tell({ kind: 'thread', thread });
  return tell(platform, thread, 'message_reads', { read: { watermark: at } }).delivered;
}
