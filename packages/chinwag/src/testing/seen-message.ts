import type { ChatAttachment, ChatMessage, ConversationView, TemplatePayload } from '@chinwag/emulator';

/** What kind of message a person sees. A template goes by its type, as the platform names it. */
export type MessageKind =
  | 'text'
  | 'image'
  | 'audio'
  | 'video'
  | 'file'
  | 'sticker'
  | 'fallback'
  | 'generic'
  | 'button'
  | 'media'
  | 'receipt'
  | 'coupon'
  | 'product'
  | 'image_grid'
  | 'customer_feedback'
  | 'customer_information'
  | 'one_time_notif_req'
  | 'notification_messages';

/** A message as it is on a person's screen. */
export interface SeenMessage {
  mid: string;
  from: 'person' | 'page';
  /** In the emulator's time: milliseconds since 1970. */
  at: number;
  kind: MessageKind;
  /** Its text, or the text of its template; empty when it has none. */
  text: string;
  /** The titles on it, one for each card. */
  titles: string[];
  /** The titles of its buttons, card by card. */
  buttons: string[];
  /** The titles of its quick replies, as long as they are on offer: nothing may follow them. */
  quickReplies: string[];
  /** The names of the files in it. */
  files: string[];
  /** The name of the persona that speaks; null for the Page itself. */
  persona: string | null;
  attachments: ChatAttachment[];
}

/** What a person makes of a message of the emulator's. */
export function seenMessage(message: ChatMessage, screen: ConversationView): SeenMessage {
  const { mid, from, at, persona, text, attachments = [] } = message;
  const template = attachments.find((attachment) => attachment.type === 'template')?.payload;
  const offer = screen.quickReplies?.mid === mid ? screen.quickReplies.items : [];
  return {
    mid,
    from,
    at,
    kind: kindOf(attachments, template),
    text: text ?? textOf(template?.text),
    titles: template ? cardsOf(template).flatMap(({ title }) => textOf(title) || []) : [],
    buttons: template ? cardsOf(template).flatMap(buttonsOf) : [],
    quickReplies: offer.map(({ title }) => title),
    files: attachments.flatMap((attachment) =>
      attachment.payload && 'name' in attachment.payload ? textOf(attachment.payload.name) || [] : [],
    ),
    persona: persona?.name ?? null,
    attachments,
  };
}

/** Every text on a message that somebody could be looking for. */
export function wordsOn({ text, titles, files }: SeenMessage): string[] {
  return [text, ...titles, ...files].filter((words) => words !== '');
}

function kindOf([first]: ChatAttachment[], template: TemplatePayload | undefined): MessageKind {
  if (template) return template.template_type as MessageKind;
  return first && first.type !== 'template' ? first.type : 'text';
}

/** The template itself and its cards: whatever can have a title and buttons. */
function cardsOf(template: TemplatePayload): Record<string, unknown>[] {
  const elements: unknown[] = Array.isArray(template.elements) ? template.elements : [];
  return [template, ...elements.filter(isRecord)];
}

/** Login buttons have no title of their own; Messenger gives them one. */
const GIVEN_TITLES: Record<string, string> = { account_link: 'Log In', account_unlink: 'Log Out' };

function buttonsOf({ buttons }: Record<string, unknown>): string[] {
  const all: unknown[] = Array.isArray(buttons) ? buttons : [];
  return all.filter(isRecord).map(({ type, title }) => GIVEN_TITLES[textOf(type)] ?? textOf(title));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
