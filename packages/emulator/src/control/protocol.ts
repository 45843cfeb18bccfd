/**
 * What the chat page, tests and scripts exchange with the emulator under `/_emulator/`.
 *
 * Types only: the page imports this file and nothing else of the server. Messages, templates and profile values
 * keep the platform's own wire names (snake_case), so what the page draws is what the bot sent.
 */

export type { Fault, FaultEffect, NewFault } from '../faults/fault.js';
export type { WebhookDelivery } from '../webhooks/delivery.js';

export type * from './actions.js';

/** `GET /_emulator/world`: who is there. */
export interface WorldView {
  /** The app that the emulator was started with. */
  app: AppView;
  /** Every app, that one included. */
  apps: { id: string; name: string }[];
  pages: PageView[];
  people: PersonView[];
  /** The emulator's clock, in milliseconds since 1970. */
  now: number;
  /** How far that is ahead of the machine's own clock, in milliseconds. */
  clockOffset: number;
  /** Whether the platform's rate limits are enforced. */
  rateLimits: boolean;
}

/** The world but for those who live in it, who may be many. */
export type PlaceView = Omit<WorldView, 'people'>;

export interface AppView {
  id: string;
  name: string;
  /** Where webhooks go, or null while no app subscription exists. */
  callbackUrl: string | null;
  fields: string[];
}

export interface PageView {
  id: string;
  name: string;
  /** An address on the emulator itself. */
  picture: string;
  /** In the default language, the placeholders of its greeting not filled in. */
  profile: MessengerProfileView;
}

/** The messenger profile as somebody sees it: in a language of theirs, with a menu of their own. */
export interface MessengerProfileView {
  get_started?: { payload: string };
  greeting?: string;
  ice_breakers?: { question: string; payload: string }[];
  persistent_menu?: { composer_input_disabled: boolean; call_to_actions: MenuItem[] };
  commands?: { name: string; description: string }[];
}

export interface MenuItem {
  type: 'web_url' | 'postback' | 'nested';
  title: string;
  url?: string;
  payload?: string;
  webview_height_ratio?: 'compact' | 'tall' | 'full';
  call_to_actions?: MenuItem[];
}

export interface PersonView {
  /** The emulator's own id of the person; what a Page knows is the PSID. */
  id: string;
  name: string;
  first_name: string;
  last_name: string;
  picture: string;
  locale: string;
  /** Page id → PSID. */
  psids: Record<string, string>;
}

/** `GET /_emulator/conversations/{pageId}/{psid}`: one person's chat with one Page, as the person sees it. */
export interface ConversationView {
  pageId: string;
  psid: string;
  /** Oldest first. */
  messages: ChatMessage[];
  profile: MessengerProfileView;
  /** Who is typing to the person now, or null. */
  typing: { persona: PersonaView | null } | null;
  /** Quick replies on offer: those of the newest message, gone once anything follows it. */
  quickReplies: { mid: string; items: QuickReplyView[] } | null;
  /** Who may answer: an app, or the Page inbox (`inbox: true`). Null while everybody may. */
  owner?: { app_id: string; inbox: boolean } | null;
  /** Until when the Page may write, in milliseconds since 1970; null when the person has never done anything. */
  windowUntil?: number | null;
  /** The person has blocked the Page. */
  blocked?: boolean;
  /** Messages from the Page that the person has not seen; counted up to 100. */
  unread: number;
  /** Messages from the person that the Page has not seen; counted up to 100. */
  unanswered: number;
  /** Everything from the Page up to here has been seen by the person, in milliseconds since 1970. */
  readUpTo: number;
  /** Everything from the person up to here has been seen by the Page. */
  pageReadUpTo: number;
  /** False until the person has sent or tapped something: the page then shows the greeting and Get Started. */
  started: boolean;
}

/** What changes between messages. */
export type ConversationState = Omit<ConversationView, 'messages' | 'profile'>;

/**
 * `GET /_emulator/conversations/{pageId}?limit=N&before=MS`: those in which something has been said, the newest first;
 * with `psids=A,B` those of these people, in that order, said or not.
 */
export interface ConversationGlance extends ConversationState {
  /** The newest message. */
  last: ChatMessage | null;
}

/** `GET /_emulator/messages/{mid}`: whose chat a message is in. */
export interface MessagePlace {
  pageId: string;
  psid: string;
}

export interface QuickReplyView {
  content_type: 'text' | 'user_phone_number' | 'user_email';
  /** For phone and email: the value that will be sent. */
  title: string;
  image_url?: string;
}

export interface PersonaView {
  id: string;
  name: string;
  profile_picture_url: string;
}

export interface ChatMessage {
  mid: string;
  from: 'person' | 'page';
  at: number;
  persona: PersonaView | null;
  text?: string;
  attachments?: ChatAttachment[];
  reply_to?: { mid: string };
  /** Emoji by who reacted. */
  reactions?: { person?: string; page?: string };
  /** Of messages from the person: how far they got. Of messages from the Page: whether the person has seen them. */
  status: 'sent' | 'delivered' | 'read';
  /** Set when the webhook that carried this message was not answered with 200. */
  failed?: string;
  /** How often the person has changed its text. */
  edits?: number;
  /** What the person has done with a card that can be used once. */
  card?: CardState;
  /** Written by a human agent in the Page inbox. */
  inbox?: true;
}

/** A coupon's code is revealed, notifications are wanted or stopped, a form is submitted. */
export type CardState = 'revealed' | 'opted_in' | 'stopped' | 'submitted';

/** Media have a `url` the browser can load; templates carry their payload as it was sent. */
export type ChatAttachment =
  | {
      type: 'image' | 'audio' | 'video' | 'file' | 'sticker';
      payload: { url: string; name?: string; size?: number; mime_type?: string; sticker_id?: string };
    }
  | { type: 'template'; payload: TemplatePayload }
  | { type: 'fallback'; payload: { url?: string; title?: string } | null };

/**
 * A template's payload as the bot sent it; the emulator has already checked it. The element of a media template
 * that names an `attachment_id` has a `media_url` more, for who draws it.
 */
export interface TemplatePayload {
  template_type: string;
  [field: string]: unknown;
}

/**
 * `POST /_emulator/conversations/{pageId}/{psid}/uploads`: multipart, one or more parts named `file`; answers
 * {@link ActionResult}. Several files travel as one message.
 *
 * `POST /_emulator/people` takes {@link NewPerson} and answers {@link PersonView}.
 */
export interface NewPerson {
  name?: string;
  /** `en_US` when left out; its second half is the country the person lives in. */
  locale?: string;
  /** Hours from GMT. */
  timezone?: number;
  /** What the first Page knows the person by; made up when left out. Whoever it knows by it already is answered. */
  psid?: string;
}

/** `GET /_emulator/access`: what a bot needs to know. */
export interface Access {
  app: { id: string; secret: string; verifyToken: string };
  /** Of the person who manages the Pages: what `/me/accounts` wants. */
  userToken: string;
  /** Every Page with the token that the app sends with, the first one first. */
  pages: PageAccess[];
}

/** A Page and the token to act for it. */
export interface PageAccess {
  id: string;
  name: string;
  accessToken: string;
}

/** `PATCH /_emulator/people/{id}`: whatever is given changes. Answers {@link PersonView}. */
export interface PersonChange {
  name?: string;
  locale?: string;
}

/** `GET /_emulator/errors`: the platform's table of errors, to choose a fault from. */
export interface PlatformError {
  code: number;
  subcode?: number;
  message: string;
}

/** Anything the control API refuses: HTTP 4xx with this body. */
export interface ControlError {
  error: { message: string; field?: string };
}

/** `GET /_emulator/traffic?after=ID&limit=N`: every webhook and Graph request, oldest first. */
export interface TrafficEntry {
  /** Grows by one; also the SSE event id. */
  id: number;
  kind: 'graph' | 'webhook';
  at: number;
  method: string;
  /** For Graph requests path and query, tokens blanked out; for webhooks the callback URL. */
  url: string;
  requestHeaders: Record<string, string>;
  /** The JSON body, or an object of the form's fields; files appear as `{ filename, type, size }`. */
  requestBody: unknown;
  status: number | null;
  responseHeaders: Record<string, string>;
  responseBody: unknown;
  /** Milliseconds until the answer; null while waiting. */
  duration: number | null;
  /** Why there is no answer, or the platform's error of a refused request. */
  error: { message: string; code?: number; subcode?: number; type?: string; fbtrace_id?: string } | null;
  /** Of a batch, whose own answer is 200: the items that were refused, by their place in it from 0. */
  refusals?: ({ item: number } & NonNullable<TrafficEntry['error']>)[];
  /** What was accepted and yet will not look as it was meant: titles that Messenger cuts, for one. */
  advice?: string[];
  pageId?: string;
  psid?: string;
  /** In a word what it is about: `message`, `postback`, `delivery`, `messages`, `personas`, … */
  topic: string;
}

/**
 * `GET /_emulator/stream`: server-sent events. Each event's name is `type`, its data this JSON. After a
 * reconnect the page reads the world and the open conversation again.
 */
export type StreamEvent =
  /** Without `people` nobody has come or gone. */
  | { type: 'world'; world: PlaceView & Partial<Pick<WorldView, 'people'>> }
  /** Somebody is new, or has another name. */
  | { type: 'person'; person: PersonView }
  | { type: 'conversation'; conversation: ConversationState; message?: ChatMessage }
  | { type: 'traffic'; entry: TrafficEntry };
