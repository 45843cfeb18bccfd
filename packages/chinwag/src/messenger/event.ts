import { fingerprint } from '../core/fingerprint.js';
import type { AttachmentPayloads, ReceivedAttachment } from './events/attachment.js';
import { type Facet, facets, type Kinded } from './events/facets.js';
import {
  type EventKindName,
  type EventValues,
  kinds,
  type Recognised,
  type WireEvent,
} from './events/kinds.js';
import type { ReceivedMessage, ReplyTo, UsedCommand } from './events/message.js';
import { type LeadAnswer, leadShape, type Referral } from './events/referral.js';
import type { EventBase, EventVariant, PriorMessage } from './events/variants.js';
import { id, needed, shape, word } from './events/wire.js';
import { PAGE_INBOX_APP_ID } from './resources/handover.js';

/** Where an event was found, and what its envelope says. */
export interface EventOrigin {
  pageId: string;
  psid: string | null;
  userRef: string | null;
  isStandby: boolean;
  /** Milliseconds since 1970. */
  timestamp: number;
  /** `entry.time`, as it came. */
  sentAt: unknown;
}

/** The thumb up in its three sizes. */
const LIKES = new Set(['369239263222822', '369239343222814', '369239383222810']);

const priorMessage = shape<PriorMessage, PriorMessage>({
  source: needed('source', word()),
  identifier: needed('identifier', id),
});

/**
 * The one class behind all events. It is made for every event of every webhook, so it reads nothing before it is
 * asked; `isText`, `text` and the like are put on it from the table of {@link facets}.
 */
class ReceivedEvent implements EventBase, Kinded {
  readonly platform = 'messenger';
  readonly raw: WireEvent;
  readonly kind: EventKindName;
  readonly conversationId: string | null;
  #part: Record<string, unknown>;
  #origin: EventOrigin;
  #identity: string | undefined;
  #value: EventValues[EventKindName] | undefined;

  constructor(raw: WireEvent, { name, part }: Recognised, origin: EventOrigin) {
    this.raw = raw;
    this.kind = name;
    this.#part = part;
    this.#origin = origin;
    this.conversationId = origin.psid === null ? null : `messenger:${origin.psid}`;
  }

  get rawEvent(): WireEvent {
    return this.raw;
  }

  get pageId(): string {
    return this.#origin.pageId;
  }

  get psid(): string | null {
    return this.#origin.psid;
  }

  get userRef(): string | null {
    return this.#origin.userRef;
  }

  get timestamp(): number {
    return this.#origin.timestamp;
  }

  get isStandby(): boolean {
    return this.#origin.isStandby;
  }

  get identity(): string {
    this.#identity ??= this.#identify();
    return this.#identity;
  }

  /** Standby plays no part: another app's copy of an event is the same event. */
  #identify(): string {
    const { pageId, psid, userRef, sentAt } = this.#origin;
    const own = kinds[this.kind].identity(this.#part, { timestamp: this.raw.timestamp, sentAt });
    return `${pageId}:${psid ?? userRef ?? ''}:${this.kind}:${own ?? fingerprint(this.raw)}`;
  }

  get value(): EventValues[EventKindName] {
    // What was recognised can be read; the fallback only keeps the type honest.
    this.#value ??= kinds[this.kind].read(this.#part) ?? { fields: [] };
    return this.#value;
  }

  get #message(): ReceivedMessage | null {
    return facets.message(this);
  }

  get attachments(): ReceivedAttachment[] | null {
    const attachments = this.#message?.attachments;
    return attachments?.length ? attachments : null;
  }

  get hasAttachment(): boolean {
    return this.attachments !== null;
  }

  get images() {
    return this.#payloads('image');
  }

  get audios() {
    return this.#payloads('audio');
  }

  get videos() {
    return this.#payloads('video');
  }

  get files() {
    return this.#payloads('file');
  }

  #payloads<Type extends 'image' | 'audio' | 'video' | 'file'>(type: Type): AttachmentPayloads[Type][] {
    return (this.attachments ?? []).flatMap((attachment) =>
      attachment.type === type ? [attachment.payload] : [],
    );
  }

  get messageReferral(): Referral | null {
    return this.#message?.referral ?? null;
  }

  get ref(): string | null {
    return facets.referral(this)?.ref ?? facets.optin(this)?.ref ?? null;
  }

  get replyTo(): ReplyTo | null {
    return this.#message?.replyTo ?? null;
  }

  get commands(): UsedCommand[] {
    return this.#message?.commands ?? [];
  }

  get isLikeSticker(): boolean {
    return LIKES.has(facets.sticker(this) ?? '');
  }

  get isRequestThreadControlFromPageInbox(): boolean {
    return facets.requestThreadControl(this)?.requestedOwnerAppId === PAGE_INBOX_APP_ID;
  }

  get lead(): LeadAnswer[] | null {
    return leadShape.read(this.raw.lead)?.data ?? null;
  }

  get priorMessage(): PriorMessage | null {
    return priorMessage.read(this.raw.prior_message) ?? null;
  }
}

for (const [name, find] of Object.entries(facets) as [Facet, (event: Kinded) => unknown][]) {
  const flag = `is${name[0]?.toUpperCase()}${name.slice(1)}`;
  Object.defineProperties(ReceivedEvent.prototype, {
    [flag]: { get: is(find), configurable: true },
    [name]: { get: value(find), configurable: true },
  });
}

function is(find: (event: Kinded) => unknown) {
  return function (this: Kinded) {
    return find(this) !== null;
  };
}

function value(find: (event: Kinded) => unknown) {
  return function (this: Kinded) {
    return find(this);
  };
}

/**
 * Something that happened on Messenger. Exactly the facets it has are there: `if (event.isText)` makes
 * `event.text` a string, and where it is false the value is null.
 */
export type MessengerEvent = EventVariant;

/** For `instanceof`; events are made by `parseWebhook`. */
export const MessengerEvent = ReceivedEvent as unknown as {
  new (raw: WireEvent, recognised: Recognised, origin: EventOrigin): MessengerEvent;
  readonly prototype: MessengerEvent;
};
