import type { ActionResult, PersonAction } from '../control/protocol.js';
import type { Platform } from '../platform.js';
import { attachmentEvent, fromPerson, replyTo } from '../webhooks/events.js';
import type { WebhookField } from '../webhooks/fields.js';
import type { Attachment, Message, Page, QuickReply, Thread } from '../world/model.js';
import { keepControl } from '../world/routing.js';
import { LIKE_STICKER } from '../world/stickers.js';
import { menuItem, profileFor } from './profile.js';
import { Impossible } from './refusal.js';
import { findButton, quickRepliesOf } from './screen.js';

/** What came of an action, and a promise for when every subscribed app has had it. */
export interface Done {
  result: ActionResult;
  delivered: Promise<void>;
}

const NOTHING_TO_DELIVER = Promise.resolve();

/** A person does something in the chat with a Page. Throws {@link Impossible} when it cannot be done. */
export function act(platform: Platform, thread: Thread, action: PersonAction): Done {
  switch (action.type) {
    case 'say':
      return say(platform, thread, action.text, action.reply_to?.mid);
    case 'like':
      return send(platform, thread, { attachments: [{ type: 'sticker', stickerId: LIKE_STICKER }] });
    case 'get_started': {
      const button = profileFor(platform, thread).get_started;
      if (!button) throw new Impossible('The Page has no Get Started button.');
      return postback(platform, thread, 'Get Started', button.payload);
    }
    case 'ice_breaker': {
      const question = profileFor(platform, thread).ice_breakers?.[action.index];
      if (!question) throw new Impossible(`There is no ice breaker ${action.index}.`, { field: 'index' });
      return postback(platform, thread, question.question, question.payload);
    }
    case 'quick_reply':
      return quickReply(platform, thread, action.mid, action.index);
    case 'button':
      return button(platform, thread, action);
    case 'menu':
      return press(platform, thread, menuItem(profileFor(platform, thread), action.path), null);
    case 'react':
      return react(platform, thread, action.mid, action.emoji);
    case 'unreact':
      return react(platform, thread, action.mid, null);
    case 'read':
      return { result: { ok: true }, delivered: read(platform, thread) };
    default:
      throw new Impossible(`Nobody can do "${String((action as { type?: unknown }).type)}".`, {
        field: 'type',
      });
  }
}

/** Sends attachments that have been stored already. */
export function sendAttachments(platform: Platform, thread: Thread, attachments: Attachment[]): Done {
  return send(platform, thread, { attachments });
}

function say(platform: Platform, thread: Thread, text: unknown, repliesTo: string | undefined): Done {
  if (typeof text !== 'string' || text.trim() === '') {
    throw new Impossible('There is nothing to say: text is empty.', { field: 'text' });
  }
  if (repliesTo !== undefined && platform.world.threadsByMid.get(repliesTo) !== thread) {
    throw new Impossible(`There is no message ${repliesTo} in this chat.`, { field: 'reply_to' });
  }
  return send(platform, thread, { text, ...(repliesTo !== undefined && { replyTo: repliesTo }) });
}

function quickReply(platform: Platform, thread: Thread, mid: string, index: number): Done {
  const offer = quickRepliesOf(thread);
  if (offer?.mid !== mid)
    throw new Impossible('These quick replies are gone.', { field: 'mid', status: 409 });
  const item = offer.items[index];
  if (!item) throw new Impossible(`There is no quick reply ${index}.`, { field: 'index' });
  const person = platform.world.people.get(thread.personId);
  const { text, payload } = answerOf(item, person?.email ?? '', person?.phone ?? '');
  return send(platform, thread, { text }, { quick_reply: { payload } });
}

function answerOf(item: QuickReply, email: string, phone: string): { text: string; payload: string } {
  if (item.content_type === 'user_email') return { text: email, payload: email };
  if (item.content_type === 'user_phone_number') return { text: phone, payload: phone };
  return { text: item.title ?? '', payload: item.payload ?? '' };
}

function button(platform: Platform, thread: Thread, action: Extract<PersonAction, { type: 'button' }>): Done {
  const found = platform.world.message(action.mid);
  if (found?.thread !== thread) {
    throw new Impossible(`There is no message ${action.mid} in this chat.`, { field: 'mid', status: 404 });
  }
  return press(platform, thread, findButton(found.message, action), found.message.appId);
}

/** Taps a button, wherever it is: a page opens, or a postback goes out. */
function press(
  platform: Platform,
  thread: Thread,
  item: Record<string, unknown>,
  appId: string | null,
): Done {
  const title = typeof item.title === 'string' ? item.title : '';
  if (item.type === 'web_url') {
    return {
      result: {
        ok: true,
        open: { url: String(item.url), height: heightOf(item.webview_height_ratio) },
      },
      delivered: NOTHING_TO_DELIVER,
    };
  }
  if (item.type === 'phone_number') {
    return {
      result: { ok: true, open: { url: `tel:${String(item.payload)}`, height: 'full' } },
      delivered: NOTHING_TO_DELIVER,
    };
  }
  if (item.type === 'postback') return postback(platform, thread, title, String(item.payload), appId);
  throw new Impossible(`A ${String(item.type)} button cannot be tapped here.`);
}

function heightOf(ratio: unknown): 'compact' | 'tall' | 'full' {
  return ratio === 'compact' || ratio === 'tall' ? ratio : 'full';
}

/** A tap shows as a message of the person's, and reaches the bot as a postback. */
function postback(
  platform: Platform,
  thread: Thread,
  title: string,
  payload: string,
  _appId: string | null = null,
): Done {
  const message = note(platform, thread, { text: title });
  return deliver(platform, thread, message, 'messaging_postbacks', {
    ...fromPerson(thread, message.at),
    postback: { mid: message.mid, title, payload },
  });
}

function send(
  platform: Platform,
  thread: Thread,
  content: Pick<Message, 'text' | 'attachments' | 'replyTo'>,
  extra: Record<string, unknown> = {},
): Done {
  const message = note(platform, thread, content);
  return deliver(platform, thread, message, 'messages', {
    ...fromPerson(thread, message.at),
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

/** Puts what the person did into the chat; it opens the 24-hour window. */
function note(
  platform: Platform,
  thread: Thread,
  content: Pick<Message, 'text' | 'attachments' | 'replyTo'>,
): Message {
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
  thread.lastUserActionAt = at;
  keepControl(pageOf(platform, thread), thread, at, null);
  platform.world.append(thread, message);
  return message;
}

function deliver(
  platform: Platform,
  thread: Thread,
  message: Message,
  field: WebhookField,
  event: object,
): Done {
  const delivered = platform.webhooks.emit(thread, field, event).then((outcomes) => {
    const failure = outcomes.find((outcome) => outcome !== undefined);
    if (failure !== undefined) message.failed = failure;
    else message.delivered = outcomes.length > 0;
    platform.world.changes.tell({ kind: 'thread', thread, message });
  });
  return { result: { ok: true, mid: message.mid }, delivered };
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
  const found = platform.world.message(mid);
  if (found?.thread !== thread) {
    throw new Impossible(`There is no message ${mid} in this chat.`, { field: 'mid', status: 404 });
  }
  if (emoji === '') throw new Impossible('A reaction needs an emoji.', { field: 'emoji' });
  const { message } = found;
  const { person: _, ...others } = message.reactions ?? {};
  message.reactions = emoji === null ? others : { ...others, person: emoji };
  const at = platform.world.clock.now();
  thread.lastUserActionAt = at;
  platform.world.changes.tell({ kind: 'thread', thread, message });
  const name = emoji && (REACTIONS[emoji.replace('\ufe0f', '')] ?? 'other');
  const delivered = platform.webhooks.emit(thread, 'message_reactions', {
    ...fromPerson(thread, at),
    reaction: emoji === null ? { action: 'unreact', mid } : { reaction: name, emoji, action: 'react', mid },
  });
  return { result: { ok: true, mid }, delivered: delivered.then(() => {}) };
}

/** The person looks at the chat: whatever the Page has sent is read. */
function read(platform: Platform, thread: Thread): Promise<void> {
  const newest = thread.messages.findLast((message) => message.from === 'page');
  if (!newest || newest.at <= thread.readUpTo) return NOTHING_TO_DELIVER;
  const at = platform.world.clock.now();
  thread.readUpTo = at;
  platform.world.changes.tell({ kind: 'thread', thread });
  const delivered = platform.webhooks.emit(thread, 'message_reads', {
    ...fromPerson(thread, at),
    read: { watermark: at },
  });
  return delivered.then(() => {});
}

/** The Page that a thread belongs to; the world never loses one. */
function pageOf(platform: Platform, thread: Thread): Page {
  const page = platform.world.pages.get(thread.pageId);
  if (!page) throw new Impossible(`There is no Page ${thread.pageId}.`, { status: 404 });
  return page;
}
