/** What the emulated world is made of. Plain data: it can be saved and loaded as it is. */

export interface App {
  id: string;
  name: string;
  secret: string;
  verifyToken: string;
  requireAppSecretProof: boolean;
  /** By object (`page`): where its webhooks go. */
  subscriptions: Map<string, AppSubscription>;
}

export interface AppSubscription {
  callbackUrl: string;
  verifyToken: string;
  fields: string[];
  /** False until the callback has answered the verification GET. */
  verified: boolean;
  /** Of a callback that has been failing without a break: since when. After an hour Messenger gives up on it. */
  failingSince: number | null;
}

export interface Page {
  id: string;
  name: string;
  username: string;
  category: string;
  /** App id → the webhook fields that app gets of this Page. */
  subscribedApps: Map<string, string[]>;
  /** Conversation Routing: the app that idle threads belong to, or null when every app may send. */
  defaultAppId: string | null;
  /** The messenger profile, as it was set. */
  profile: Map<ProfileProperty, unknown>;
  /** Utility templates by id. */
  messageTemplates: Map<string, MessageTemplate>;
  /** Two letters: which rules for recurring notifications apply. */
  country: string;
  /** The catalogue, by id. While it is empty every id is taken for a product. */
  products: Map<string, Product>;
  /** Lead forms that templates may name, by id. */
  instantForms: Set<string>;
  /** Set while the platform has blocked the Page for breaking its policies. */
  restricted: boolean;
}

export interface Product {
  id: string;
  title: string;
  subtitle: string;
  image_url: string;
  retailer_id: string;
}

export type ProfileProperty =
  | 'get_started'
  | 'greeting'
  | 'ice_breakers'
  | 'persistent_menu'
  | 'whitelisted_domains'
  | 'account_linking_url'
  | 'commands';

export interface MessageTemplate {
  id: string;
  name: string;
  language: string;
  category: string;
  status: string;
  parameter_format: string;
  components: Record<string, unknown>[];
}

/** Who a token speaks for. */
export interface AccessToken {
  token: string;
  kind: 'page' | 'user' | 'app';
  appId: string;
  pageId: string | null;
  issuedAt: number;
  /** Milliseconds since 1970; null for a token that does not expire. */
  expiresAt: number | null;
  /** Set once the token was made invalid: the subcode that 190 then carries. */
  invalid: number | null;
}

export interface Person {
  id: string;
  firstName: string;
  lastName: string;
  locale: string;
  /** Hours from GMT. */
  timezone: number;
  gender: string;
  email: string;
  phone: string;
  /** Page id → the id that Page knows the person by. */
  psids: Map<string, string>;
  /** App id → the id that app knows the person by. */
  asids: Map<string, string>;
}

export interface Persona {
  id: string;
  pageId: string;
  name: string;
  pictureUrl: string;
  deleted: boolean;
}

export interface Label {
  id: string;
  pageId: string;
  name: string;
  psids: Set<string>;
}

/** A file that a Page may send again by its `attachment_id`. */
export interface ReusableAttachment {
  id: string;
  pageId: string;
  type: MediaType;
  mediaId: string;
  uploadedAt: number;
  reusable: boolean;
}

export type MediaType = 'image' | 'audio' | 'video' | 'file';

/** One person's chat with one Page. */
export interface Thread {
  id: string;
  pageId: string;
  psid: string;
  personId: string;
  /** Oldest first; the oldest leave when there are more than the world keeps. */
  messages: Message[];
  /** False until the person has sent or tapped something. */
  started: boolean;
  /** The last moment that opened the 24-hour window. */
  lastUserActionAt: number | null;
  /** Everything from the Page up to here has been seen by the person. */
  readUpTo: number;
  /** Everything from the person up to here has been seen by the Page. */
  pageReadUpTo: number;
  typing: { personaId: string | null; until: number } | null;
  owner: { appId: string; expiresAt: number } | null;
  blocked: boolean;
  /** What `moderate_conversations` did. */
  banned: boolean;
  spam: boolean;
  /** The ad that the person came by: their next message tells of it. */
  referral: Record<string, unknown> | null;
  /** The user-level persistent menu, as it was set. */
  menu: unknown[] | null;
}

export interface Message {
  mid: string;
  from: 'person' | 'page';
  at: number;
  /** The app that sent it, of messages from the Page. */
  appId: string | null;
  text?: string;
  attachments?: Attachment[];
  quickReplies?: QuickReply[];
  personaId?: string;
  metadata?: string;
  replyTo?: string;
  reactions?: { person?: string; page?: string };
  /** Of messages from the person: the webhook was answered with 200. */
  delivered: boolean;
  failed?: string;
  edits?: number;
  /** What the person has done with a card that can be used once. */
  card?: 'revealed' | 'opted_in' | 'stopped' | 'submitted';
}

export type Attachment =
  | { type: MediaType; mediaId: string; attachmentId?: string }
  | { type: 'sticker'; stickerId: string }
  /** What people share from elsewhere: a reel, a post, a place, an appointment, a product. */
  | { type: 'shared'; kind: SharedKind; payload: Record<string, unknown> }
  | { type: 'template'; payload: TemplatePayload }
  | { type: 'fallback'; url?: string; title?: string };

export const SHARED_KINDS = [
  'fallback',
  'location',
  'reel',
  'ig_reel',
  'post',
  'ig_post',
  'appointment_booking',
  'template',
] as const;
export type SharedKind = (typeof SHARED_KINDS)[number];

export interface TemplatePayload {
  template_type: string;
  [field: string]: unknown;
}

export interface QuickReply {
  content_type: 'text' | 'user_phone_number' | 'user_email';
  title?: string;
  payload?: string;
  image_url?: string;
}

/** Something a person has agreed to be sent, by token. */
export interface OptIn {
  token: string;
  kind: 'one_time_notif_req' | 'notification_messages';
  pageId: string;
  psid: string;
  payload: string;
  title: string;
  createdAt: number;
  expiresAt: number;
  used: boolean;
  stopped: boolean;
  nextEligibleAt: number;
  /** The same for paid messages. */
  nextPaidAt?: number;
}

/** A campaign of paid marketing messages. */
export interface Campaign {
  id: string;
  pageId: string;
  name: string;
}

/** A comment or visitor post that may be answered privately, once. */
export interface Activity {
  id: string;
  kind: 'comment' | 'post';
  pageId: string;
  psid: string;
  text: string;
  at: number;
  replied: boolean;
}

/** A login page that was opened by an account_link button. */
export interface Linking {
  token: string;
  pageId: string;
  psid: string;
  expiresAt: number;
}
