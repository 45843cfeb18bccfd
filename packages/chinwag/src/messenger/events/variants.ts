import type { AttachmentPayloads, ReceivedAttachment } from './attachment.js';
import type { Facet, Facets } from './facets.js';
import type { EventKindName, EventValues, WireEvent } from './kinds.js';
import type { ReplyTo, UsedCommand } from './message.js';
import type { LeadAnswer, Referral } from './referral.js';

/** What every event has. */
export interface EventBase {
  readonly platform: 'messenger';
  /** The event just as it came, in wire names. */
  readonly raw: WireEvent;
  /** The same as {@link raw}, by Bottender's name. */
  readonly rawEvent: WireEvent;
  /** Two deliveries of one event have the same identity, whichever way they come. */
  readonly identity: string;
  /** When it happened, in milliseconds since 1970; where the platform does not say, when it was sent. */
  readonly timestamp: number;
  /** The Page it came to. */
  readonly pageId: string;
  /** The person it came from, or whom the Page wrote to; null when it belongs to nobody. */
  readonly psid: string | null;
  /** Stands for a person without a PSID, who ticked the checkbox plugin: `{ userRef }` is a recipient. */
  readonly userRef: string | null;
  /** `messenger:` and the PSID; null when it belongs to nobody. */
  readonly conversationId: string | null;
  /** Another app has this conversation, and the bot only overhears. */
  readonly isStandby: boolean;
  /** What the link, ad or plugin carried that brought the person. */
  readonly ref: string | null;
  /** The ad, link or product that brought this message; {@link Facets.referral} finds those of postbacks too. */
  readonly messageReferral: Referral | null;
  /** The message this one answers. */
  readonly replyTo: ReplyTo | null;
  /** The commands in the text; empty without any. */
  readonly commands: UsedCommand[];
  /** Every image of the message; empty without any. */
  readonly images: AttachmentPayloads['image'][];
  readonly audios: AttachmentPayloads['audio'][];
  readonly videos: AttachmentPayloads['video'][];
  readonly files: AttachmentPayloads['file'][];
  /** A thumb up, in any of its sizes. */
  readonly isLikeSticker: boolean;
  readonly isRequestThreadControlFromPageInbox: boolean;
  /** What a person answered in a lead ad's form, beside the `referral` that says so. */
  readonly lead: LeadAnswer[] | null;
  /** The checkbox this message is the first answer to. */
  readonly priorMessage: PriorMessage | null;
}

export interface PriorMessage {
  source: 'checkbox_plugin' | (string & Record<never, never>);
  /** The `userRef` that the person had until now. */
  identifier: string;
}

/** An event that is all of `Has` and nothing else. */
type Variant<
  Kind extends EventKindName,
  Has extends Facet,
  Attachments extends ReceivedAttachment[] | null = null,
> = EventBase & {
  /** The word for what kind of event it is. */
  readonly kind: Kind;
  /** What happened: the same as `event.message`, `event.postback`, … by its kind. */
  readonly value: EventValues[Kind];
  readonly hasAttachment: Attachments extends null ? false : true;
  /** All of them. The first decides whether the event `isImage`, `isVideo`, … */
  readonly attachments: Attachments;
} & { readonly [Name in Facet as `is${Capitalize<Name>}`]: Name extends Has ? true : false } & {
  readonly [Name in Facet]: Name extends Has ? Facets[Name] : null;
};

type AttachmentFacet =
  | 'image'
  | 'audio'
  | 'video'
  | 'file'
  | 'sticker'
  | 'location'
  | 'fallback'
  | 'reel'
  | 'post'
  | 'appointmentBooking';

type WithEachAttachment<
  Kind extends EventKindName,
  Has extends Facet,
  First extends AttachmentFacet,
> = First extends First ? Variant<Kind, Has | First, ReceivedAttachment[]> : never;

/** With or without text, with or without attachments. */
type Spoken<Kind extends EventKindName, Has extends Facet> =
  | Variant<Kind, Has>
  | Variant<Kind, Has, ReceivedAttachment[]>
  | WithEachAttachment<Kind, Has, AttachmentFacet>
  | Variant<Kind, Has | 'text'>
  | Variant<Kind, Has | 'text', ReceivedAttachment[]>
  | WithEachAttachment<Kind, Has | 'text', AttachmentFacet>;

/** The kinds that are what they are and nothing beside. */
type PlainKind = Exclude<EventKindName, 'message' | 'echo' | 'postback' | 'optin'>;

type Plain<Kind extends PlainKind> = Kind extends Kind ? Variant<Kind, Kind> : never;

/** Every combination in which an event can come, so that `if (event.isText)` makes `event.text` a string. */
export type EventVariant =
  | Spoken<'message', 'message'>
  | Spoken<'message', 'message' | 'referral'>
  | Spoken<'message', 'message' | 'quickReply' | 'payload'>
  | Spoken<'message', 'message' | 'quickReply' | 'payload' | 'referral'>
  | Spoken<'echo', 'message' | 'echo'>
  | Spoken<'echo', 'message' | 'echo' | 'referral'>
  | Variant<'postback', 'postback'>
  | Variant<'postback', 'postback' | 'payload'>
  | Variant<'postback', 'postback' | 'referral'>
  | Variant<'postback', 'postback' | 'payload' | 'referral'>
  | Variant<'optin', 'optin'>
  | Variant<'optin', 'optin' | 'oneTimeNotifOptin'>
  | Variant<'optin', 'optin' | 'notificationMessagesOptin'>
  | Plain<PlainKind>;
