import { type AccountLinking, accountLinking, type WireAccountLinking } from './account-linking.js';
import { type Change, change } from './change.js';
import {
  customerInformation,
  type ReceivedCustomerInformation,
  type WireCustomerInformation,
} from './customer-information.js';
import { type Delivery, delivery, type WireDelivery } from './delivery.js';
import { edit, type MessageEdit, type WireMessageEdit } from './edit.js';
import { type Feedback, feedback, type WireFeedback } from './feedback.js';
import { type GamePlay, gamePlay, type WireGamePlay } from './game-play.js';
import {
  type AppRoles,
  appRoles,
  passThreadControl,
  requestThreadControl,
  type ThreadControl,
  type ThreadControlRequest,
  takeThreadControl,
  type WireThreadControl,
  type WireThreadControlRequest,
} from './handover.js';
import type { EventKind } from './kind.js';
import { form, type LeadForm, type WireLeadForm } from './lead-form.js';
import { type EchoMessage, echo, message, type ReceivedMessage, type WireMessage } from './message.js';
import { type Optin, optin, type WireOptin } from './optin.js';
import { type Order, order, type WireOrder } from './order.js';
import {
  type PolicyEnforcement,
  policyEnforcement,
  type WirePolicyEnforcement,
} from './policy-enforcement.js';
import { type Postback, postback, type WirePostback } from './postback.js';
import { type Reaction, reaction, type WireReaction } from './reaction.js';
import { type Read, read, type WireRead } from './read.js';
import { type LeadAnswer, type Referral, referral, type WireReferral } from './referral.js';
import { type ResponseFeedback, responseFeedback, type WireResponseFeedback } from './response-feedback.js';
import { type TemplateTap, template, type WireTemplateTap } from './template.js';
import { type UnknownEvent, unknown } from './unknown.js';

/** Every kind of event, and what an event of it says. */
export interface EventValues {
  message: ReceivedMessage;
  echo: EchoMessage;
  delivery: Delivery;
  read: Read;
  edit: MessageEdit;
  reaction: Reaction;
  postback: Postback;
  referral: Referral;
  optin: Optin;
  accountLinking: AccountLinking;
  policyEnforcement: PolicyEnforcement;
  passThreadControl: ThreadControl;
  takeThreadControl: ThreadControl;
  requestThreadControl: ThreadControlRequest;
  appRoles: AppRoles;
  feedback: Feedback;
  responseFeedback: ResponseFeedback;
  customerInformation: ReceivedCustomerInformation;
  form: LeadForm;
  template: TemplateTap;
  order: Order;
  gamePlay: GamePlay;
  change: Change;
  unknown: UnknownEvent;
}

/** The word for what kind of event it is. */
export type EventKindName = keyof EventValues;

/** An item of `messaging[]`, `standby[]` or `changes[]`, just as it came. */
export interface WireEvent {
  sender?: { id?: string; user_ref?: string };
  recipient?: { id?: string };
  /** Milliseconds since 1970. */
  timestamp?: number;
  message?: WireMessage;
  prior_message?: { source: string; identifier: string };
  delivery?: WireDelivery;
  read?: WireRead;
  message_edit?: WireMessageEdit;
  reaction?: WireReaction;
  postback?: WirePostback;
  referral?: WireReferral;
  lead?: { data: LeadAnswer[] };
  optin?: WireOptin;
  account_linking?: WireAccountLinking;
  policy_enforcement?: WirePolicyEnforcement;
  pass_thread_control?: WireThreadControl;
  take_thread_control?: WireThreadControl;
  request_thread_control?: WireThreadControlRequest;
  app_roles?: AppRoles;
  messaging_feedback?: WireFeedback;
  response_feedback?: WireResponseFeedback;
  messaging_customer_information?: WireCustomerInformation;
  form?: WireLeadForm;
  template?: WireTemplateTap;
  order?: WireOrder;
  game_play?: WireGamePlay;
  /** Of an item of `changes[]`. */
  field?: string;
  /** Of an item of `changes[]`. */
  value?: unknown;
}

export const kinds: { readonly [Name in EventKindName]: EventKind<EventValues[Name]> } = {
  message,
  echo,
  delivery,
  read,
  postback,
  reaction,
  edit,
  optin,
  accountLinking,
  policyEnforcement,
  passThreadControl,
  takeThreadControl,
  requestThreadControl,
  appRoles,
  feedback,
  responseFeedback,
  customerInformation,
  form,
  template,
  order,
  gamePlay,
  // Behind the others: a referral may stand beside what else happened.
  referral,
  change,
  unknown,
};

/** An event's kind, and the part of it that says so. */
export interface Recognised {
  name: EventKindName;
  part: Record<string, unknown>;
}

const byKey = (Object.entries(kinds) as [EventKindName, EventKind<unknown>][]).flatMap(([name, kind]) =>
  kind.keys.map((key) => ({ key, name, kind })),
);

/** What kind of event an item of `messaging[]` or `standby[]` is: the platform leaves that to be seen from its keys. */
export function recognise(raw: Record<string, unknown>): Recognised {
  for (const { key, name, kind } of byKey) {
    const part = raw[key];
    if (part !== undefined && kind.accepts(part)) return { name, part: part as Record<string, unknown> };
  }
  return { name: 'unknown', part: raw };
}
