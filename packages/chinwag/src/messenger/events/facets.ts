import type {
  AppointmentBookingPayload,
  AttachmentPayloads,
  FallbackPayload,
  LocationPayload,
  PostPayload,
  ReceivedAttachment,
  ReceivedMedia,
  ReelPayload,
} from './attachment.js';
import type { EventKindName, EventValues } from './kinds.js';
import type { QuickReplyTap, ReceivedMessage } from './message.js';
import {
  isNotificationMessagesOptin,
  isOneTimeNotifOptin,
  type NotificationMessagesOptin,
  type OneTimeNotifOptin,
} from './optin.js';
import type { Referral } from './referral.js';

/** What a message, or a postback, can be beside its kind. */
interface FinerFacets {
  /** What the person wrote; may be `''`. */
  text: string;
  quickReply: QuickReplyTap;
  /** What the tapped button or quick reply carries. */
  payload: string;
  referral: Referral;
  image: ReceivedMedia;
  audio: ReceivedMedia;
  video: ReceivedMedia;
  file: ReceivedMedia;
  /** The sticker's id. */
  sticker: string;
  location: LocationPayload;
  fallback: FallbackPayload;
  reel: ReelPayload;
  post: PostPayload;
  appointmentBooking: AppointmentBookingPayload;
  oneTimeNotifOptin: OneTimeNotifOptin;
  notificationMessagesOptin: NotificationMessagesOptin;
}

/** All that an event can be, and its value when it is: the one table behind `isText` and `text`, and so on. */
export interface Facets extends EventValues, FinerFacets {
  /** An echo is a message too. */
  message: ReceivedMessage;
}

export type Facet = keyof Facets;

/** As much of an event as the facets look at. */
export interface Kinded {
  readonly kind: EventKindName;
  readonly value: EventValues[EventKindName];
}

const said = (event: Kinded) =>
  event.kind === 'message' || event.kind === 'echo' ? (event.value as ReceivedMessage) : null;

const ofKind =
  <Name extends EventKindName>(name: Name) =>
  (event: Kinded) =>
    event.kind === name ? (event.value as EventValues[Name]) : null;

const postback = ofKind('postback');
const optin = ofKind('optin');

/** The first attachment decides what a message with attachments is. */
function firstAttachment<Type extends keyof AttachmentPayloads>(...types: Type[]) {
  return (event: Kinded): AttachmentPayloads[Type] | null => {
    const first: ReceivedAttachment | undefined = said(event)?.attachments?.[0];
    return first && (types as string[]).includes(first.type)
      ? (first.payload as AttachmentPayloads[Type])
      : null;
  };
}

const sticker = firstAttachment('sticker');

/** How each facet is found in an event; null when it has none. */
export const facets: { readonly [Name in Facet]: (event: Kinded) => Facets[Name] | null } = {
  message: said,
  echo: ofKind('echo'),
  text: (event) => said(event)?.text ?? null,
  quickReply: (event) => said(event)?.quickReply ?? null,
  payload: (event) => said(event)?.quickReply?.payload ?? postback(event)?.payload ?? null,
  referral: (event) =>
    event.kind === 'referral'
      ? (event.value as Referral)
      : ((said(event) ?? postback(event))?.referral ?? null),
  image: firstAttachment('image'),
  audio: firstAttachment('audio'),
  video: firstAttachment('video'),
  file: firstAttachment('file'),
  sticker: (event) => sticker(event)?.stickerId ?? null,
  location: firstAttachment('location'),
  fallback: firstAttachment('fallback'),
  reel: firstAttachment('reel', 'ig_reel'),
  post: firstAttachment('post', 'ig_post'),
  appointmentBooking: firstAttachment('appointment_booking'),
  delivery: ofKind('delivery'),
  read: ofKind('read'),
  edit: ofKind('edit'),
  reaction: ofKind('reaction'),
  postback,
  optin,
  oneTimeNotifOptin(event) {
    const value = optin(event);
    return value && isOneTimeNotifOptin(value) ? value : null;
  },
  notificationMessagesOptin(event) {
    const value = optin(event);
    return value && isNotificationMessagesOptin(value) ? value : null;
  },
  accountLinking: ofKind('accountLinking'),
  policyEnforcement: ofKind('policyEnforcement'),
  passThreadControl: ofKind('passThreadControl'),
  takeThreadControl: ofKind('takeThreadControl'),
  requestThreadControl: ofKind('requestThreadControl'),
  appRoles: ofKind('appRoles'),
  feedback: ofKind('feedback'),
  responseFeedback: ofKind('responseFeedback'),
  customerInformation: ofKind('customerInformation'),
  form: ofKind('form'),
  template: ofKind('template'),
  order: ofKind('order'),
  gamePlay: ofKind('gamePlay'),
  change: ofKind('change'),
  unknown: ofKind('unknown'),
};
