/** What people do, as types: the public values, and under `Wire…` the form in which they come. */

export type { AccountLinking, WireAccountLinking } from './account-linking.js';
export type {
  AppointmentBookingPayload,
  AttachmentPayloads,
  FallbackPayload,
  LocationPayload,
  PostPayload,
  ReceivedAttachment,
  ReceivedMedia,
  ReceivedTemplate,
  ReelPayload,
  SharedProduct,
  StickerPayload,
  UnknownAttachment,
  WireAttachment,
} from './attachment.js';
export type { Change } from './change.js';
export type {
  ReceivedCustomerInformation,
  ReceivedCustomerInformationScreen,
  WireCustomerInformation,
} from './customer-information.js';
export type { Delivery, WireDelivery } from './delivery.js';
export type { MessageEdit, WireMessageEdit } from './edit.js';
export type { Feedback, FeedbackAnswer, ReceivedFeedbackScreen, WireFeedback } from './feedback.js';
export type { GamePlay, WireGamePlay } from './game-play.js';
export type {
  AppRoles,
  ThreadControl,
  ThreadControlRequest,
  WireThreadControl,
  WireThreadControlRequest,
} from './handover.js';
export type { EventKindName, EventValues, WireEvent } from './kinds.js';
export type { LeadForm, WireLeadForm } from './lead-form.js';
export type {
  EchoMessage,
  QuickReplyTap,
  ReceivedMessage,
  ReplyTo,
  UsedCommand,
  WireMessage,
} from './message.js';
export type { NotificationMessagesOptin, OneTimeNotifOptin, Optin, WireOptin } from './optin.js';
export type { Order, OrderedProduct, WireOrder } from './order.js';
export type { ParsedWebhook } from './parse.js';
export type { PolicyEnforcement, WirePolicyEnforcement } from './policy-enforcement.js';
export type { Postback, WirePostback } from './postback.js';
export type { Reaction, WireReaction } from './reaction.js';
export type { Read, WireRead } from './read.js';
export type { AdContext, LeadAnswer, Referral, WireAdContext, WireReferral } from './referral.js';
export type { ResponseFeedback, WireResponseFeedback } from './response-feedback.js';
export type { TemplateTap, WireTemplateTap } from './template.js';
export type { UnknownEvent } from './unknown.js';
export type { EventBase, PriorMessage } from './variants.js';
