import { asText, isRecord } from '../graph/param.js';
import { profileFor, profileOf } from '../people/profile.js';
import { quickRepliesOf } from '../people/screen.js';
import { mediaUrl, type Platform } from '../platform.js';
import { blank, blankText } from '../traffic/blank.js';
import type { Exchange } from '../traffic/exchange.js';
import type { App, Attachment, Message, Page, Person, QuickReply, Thread } from '../world/model.js';
import { ownerOf, PAGE_INBOX, WINDOW } from '../world/routing.js';
import { stickerUrl } from '../world/stickers.js';
import type {
  Access,
  AppView,
  ChatAttachment,
  ChatMessage,
  ConversationGlance,
  ConversationState,
  ConversationView,
  PageAccess,
  PageView,
  PersonaView,
  PersonView,
  PlaceView,
  QuickReplyView,
  TemplatePayload,
  TrafficEntry,
  WorldView,
} from './protocol.js';

/** The world in the shapes of the protocol. */
export function worldView(platform: Platform): WorldView {
  const people = [...platform.world.people.values()].map((person) => personView(platform, person));
  return { ...placeView(platform), people };
}

/** The world without the people. */
export function placeView(platform: Platform): PlaceView {
  const { world, app } = platform;
  return {
    app: appView(app),
    apps: [...world.apps.values()].map(({ id, name }) => ({ id, name })),
    pages: [...world.pages.values()].map((page) => pageView(platform, page)),
    now: world.clock.now(),
    clockOffset: world.clock.offset,
    rateLimits: platform.limits !== null,
  };
}

/** What a bot needs to know. */
export function access(platform: Platform): Access {
  const { id, secret, verifyToken } = platform.app;
  const pages = [...platform.world.pages.values()].map((page) => pageAccess(platform, page));
  return { app: { id, secret, verifyToken }, userToken: platform.userToken, pages };
}

export function pageAccess(platform: Platform, page: Page): PageAccess {
  return { id: page.id, name: page.name, accessToken: platform.tokenOf(page) };
}

function appView(app: App): AppView {
  const subscription = app.subscriptions.get('page');
  return {
    id: app.id,
    name: app.name,
    callbackUrl: subscription?.callbackUrl ?? null,
    fields: subscription?.fields ?? [],
  };
}

export function pageView(platform: Platform, page: Page): PageView {
  return {
    id: page.id,
    name: page.name,
    picture: pictureUrl(platform, page.id),
    profile: profileOf(page, undefined),
  };
}

export function personView(platform: Platform, person: Person): PersonView {
  return {
    id: person.id,
    name: `${person.firstName} ${person.lastName}`.trim(),
    first_name: person.firstName,
    last_name: person.lastName,
    picture: pictureUrl(platform, person.id),
    locale: person.locale,
    psids: Object.fromEntries(person.psids),
  };
}

export function pictureUrl(platform: Platform, id: string): string {
  return `${platform.origin}/_emulator/pictures/${id}.svg`;
}

export function conversationView(platform: Platform, thread: Thread): ConversationView {
  return {
    ...conversationState(platform, thread),
    profile: profileFor(platform, thread),
    messages: thread.messages.map((message) => chatMessage(platform, thread, message)),
  };
}

/** A conversation as it stands in a list. */
export function conversationGlance(platform: Platform, thread: Thread): ConversationGlance {
  const last = thread.messages.at(-1);
  return {
    ...conversationState(platform, thread),
    last: last ? chatMessage(platform, thread, last) : null,
  };
}

/** A conversation without its messages: what changes between them. */
export function conversationState(platform: Platform, thread: Thread): ConversationState {
  const offer = quickRepliesOf(thread);
  const page = platform.world.pages.get(thread.pageId);
  const owner = page ? ownerOf(page, thread, platform.world.clock.now()) : null;
  const person = platform.world.people.get(thread.personId);
  const typing = thread.typing && thread.typing.until > platform.world.clock.now() ? thread.typing : null;
  return {
    pageId: thread.pageId,
    psid: thread.psid,
    typing: typing && { persona: personaView(platform, typing.personaId) },
    quickReplies: offer && { mid: offer.mid, items: offer.items.map((item) => quickReplyView(item, person)) },
    owner: owner === null ? null : { app_id: owner, inbox: owner === PAGE_INBOX },
    windowUntil: thread.lastUserActionAt === null ? null : thread.lastUserActionAt + WINDOW,
    blocked: thread.blocked,
    unread: unseen(thread, 'page', thread.readUpTo),
    unanswered: unseen(thread, 'person', thread.pageReadUpTo),
    readUpTo: thread.readUpTo,
    pageReadUpTo: thread.pageReadUpTo,
    started: thread.started,
  };
}

/** Nobody counts further, and counting must cost nothing in a chat of thousands. */
const MOST_UNSEEN = 100;

/** How many messages of one side are newer than what the other has seen. */
function unseen({ messages }: Thread, from: Message['from'], seenUpTo: number): number {
  let count = 0;
  for (let index = messages.length - 1; index >= 0 && count < MOST_UNSEEN; index--) {
    const message = messages[index];
    if (!message || message.at <= seenUpTo) break;
    if (message.from === from) count++;
  }
  return count;
}

export function chatMessage(platform: Platform, thread: Thread, message: Message): ChatMessage {
  const seen = message.at <= (message.from === 'page' ? thread.readUpTo : thread.pageReadUpTo);
  return {
    mid: message.mid,
    from: message.from,
    at: message.at,
    persona: personaView(platform, message.personaId ?? null),
    ...(message.text !== undefined && { text: message.text }),
    ...(message.attachments && {
      attachments: message.attachments.map((attachment) =>
        chatAttachment(platform, thread.pageId, attachment),
      ),
    }),
    ...(message.replyTo && { reply_to: { mid: message.replyTo } }),
    ...(message.reactions && { reactions: message.reactions }),
    status: seen ? 'read' : message.delivered ? 'delivered' : 'sent',
    ...(message.failed !== undefined && { failed: message.failed }),
    ...(message.edits !== undefined && { edits: message.edits }),
    ...(message.card && { card: message.card }),
    ...(message.appId === PAGE_INBOX && { inbox: true }),
  };
}

function chatAttachment(platform: Platform, pageId: string, attachment: Attachment): ChatAttachment {
  switch (attachment.type) {
    case 'template':
      return { type: 'template', payload: withWhatIsNamed(platform, pageId, attachment.payload) };
    case 'shared':
      return { type: 'fallback', payload: sharedView(attachment.payload, attachment.kind) };
    case 'fallback':
      return { type: 'fallback', payload: { url: attachment.url, title: attachment.title } };
    case 'sticker': {
      const url = stickerUrl(platform.origin, attachment.stickerId);
      return { type: 'sticker', payload: { url, sticker_id: attachment.stickerId } };
    }
    default: {
      const media = platform.media.get(attachment.mediaId);
      const url = mediaUrl(platform, attachment.mediaId);
      return {
        type: attachment.type,
        payload: { url, name: media?.filename, size: media?.size, mime_type: media?.type },
      };
    }
  }
}

/** What was shared, as a link that can be drawn: whatever it is, it has an address and a title or goes by its kind. */
function sharedView(payload: Record<string, unknown>, kind: string): { url?: string; title: string } {
  const { url, title } = payload;
  return { ...(typeof url === 'string' && { url }), title: typeof title === 'string' ? title : kind };
}

/** Some templates name what they show by an id; who draws them needs the thing itself. */
function withWhatIsNamed(platform: Platform, pageId: string, payload: TemplatePayload): TemplatePayload {
  const complete = { media: withMedia(platform), product: withProduct(platform.world.pages.get(pageId)) }[
    payload.template_type
  ];
  if (!complete || !Array.isArray(payload.elements)) return payload;
  return { ...payload, elements: payload.elements.filter(isRecord).map(complete) };
}

type Complete = (element: Record<string, unknown>) => Record<string, unknown>;

const withMedia =
  (platform: Platform): Complete =>
  (element) => {
    const stored = platform.world.attachments.get(asText(element.attachment_id));
    return stored ? { ...element, media_url: mediaUrl(platform, stored.mediaId) } : element;
  };

const withProduct =
  (page: Page | undefined): Complete =>
  (element) => ({ ...page?.products.get(asText(element.id)), ...element });

function personaView(platform: Platform, id: string | null): PersonaView | null {
  const persona = id === null ? undefined : platform.world.personas.get(id);
  return persona ? { id: persona.id, name: persona.name, profile_picture_url: persona.pictureUrl } : null;
}

function quickReplyView(item: QuickReply, person: Person | undefined): QuickReplyView {
  const value = item.content_type === 'user_email' ? person?.email : person?.phone;
  return {
    content_type: item.content_type,
    title: item.content_type === 'text' ? (item.title ?? '') : (value ?? ''),
    ...(item.image_url && { image_url: item.image_url }),
  };
}

export function trafficEntry(exchange: Exchange): TrafficEntry {
  return {
    id: exchange.id,
    kind: exchange.kind,
    at: exchange.at,
    method: exchange.method,
    url: blankText(exchange.url),
    requestHeaders: headersView(exchange.requestHeaders),
    requestBody: requestBodyView(exchange),
    status: exchange.status,
    responseHeaders: exchange.responseHeaders,
    responseBody: blank(readJson(exchange.responseBody)),
    duration: exchange.duration,
    error: exchange.error,
    ...(exchange.refusals.length > 0 && { refusals: exchange.refusals }),
    ...(exchange.advice.length > 0 && { advice: exchange.advice }),
    ...(exchange.pageId !== undefined && { pageId: exchange.pageId }),
    ...(exchange.psid !== undefined && { psid: exchange.psid }),
    topic: exchange.topic,
  };
}

export function headersView(headers: Exchange['requestHeaders']): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    plain[name] = Array.isArray(value) ? value.join(', ') : String(value);
  return blank(plain) as Record<string, string>;
}

/** The parameters as they came, and files as what they are. Webhooks are told as the JSON they carry. */
export function requestBodyView(exchange: Exchange): unknown {
  if (Buffer.isBuffer(exchange.requestBody)) return readJson(exchange.requestBody.toString('utf8'));
  const body = blank(exchange.requestBody);
  return exchange.files ? { ...(body as object), ...exchange.files } : body;
}

function readJson(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
