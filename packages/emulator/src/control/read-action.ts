import { asText, isRecord } from '../graph/param.js';
import { Impossible } from '../people/refusal.js';
import { SHARED_KINDS } from '../world/model.js';
import type { InboxAction, PersonAction } from './protocol.js';

/** Says what a field has to be; undefined when it is. */
type Check = (value: unknown) => string | undefined;

const text: Check = (value) => (typeof value === 'string' ? undefined : 'a text');
const index: Check = (value) =>
  Number.isInteger(value) && Number(value) >= 0 ? undefined : 'a number from 0';
const flag: Check = (value) => (typeof value === 'boolean' ? undefined : 'true or false');
const listOf =
  (check: Check, what: string): Check =>
  (value) =>
    Array.isArray(value) && value.every((item) => check(item) === undefined) ? undefined : what;
const oneOf =
  (...words: unknown[]): Check =>
  (value) =>
    words.includes(value) ? undefined : words.join(' or ');
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined ? undefined : check(value);
const shape =
  (fields: Record<string, Check>): Check =>
  (value) =>
    isRecord(value) && Object.entries(fields).every(([name, check]) => check(value[name]) === undefined)
      ? undefined
      : `an object of ${Object.keys(fields).join(', ')}`;
const mapOf =
  (check: Check, what: string): Check =>
  (value) =>
    isRecord(value) && Object.values(value).every((item) => check(item) === undefined) ? undefined : what;

const anyObject: Check = (value) => (isRecord(value) ? undefined : 'an object');
const mid = text;

/** The fields of each action. */
export const ACTION_FIELDS: Record<PersonAction['type'], Record<string, Check>> = {
  say: { text, reply_to: optional(shape({ mid })), product_id: optional(text) },
  sticker: { sticker_id: text },
  share: { attachment: shape({ type: oneOf(...SHARED_KINDS), payload: anyObject }), text: optional(text) },
  lead_ad: {
    ad_id: text,
    answers: listOf(shape({ question: text, answer: text }), 'a list of { question, answer }'),
    complete: optional(flag),
  },
  submit_form: { mid },
  send_to_messenger: { ref: text },
  checkbox: { user_ref: text, ref: optional(text) },
  send_cart: { products: listOf(anyObject, 'a list of objects'), note: optional(text) },
  post: { text },
  like: {},
  get_started: {},
  ice_breaker: { index },
  quick_reply: { mid, index },
  button: {
    mid,
    element: optional(index),
    button: (value) =>
      value === 'default_action' ? undefined : index(value) && 'a number from 0 or default_action',
  },
  tap: { title: text },
  pick_menu: { title: text },
  menu: { path: listOf(index, 'a list of numbers') },
  react: { mid, emoji: text },
  unreact: { mid },
  read: {},
  edit: { mid, text },
  grid_image: { mid, index },
  reveal_coupon: { mid },
  opt_in: { mid },
  stop_notifications: { mid },
  resume_notifications: { mid },
  feedback: {
    mid,
    answers: mapOf(
      shape({ payload: text, follow_up: optional(text) }),
      'answers with a payload by question id',
    ),
  },
  customer_information: {
    mid,
    responses: listOf(shape({ key: text, value: text }), 'a list of { key, value }'),
  },
  rate: { mid, good: flag },
  referral: { ref: text, source: optional(oneOf('SHORTLINK', 'ADS')), ad_id: optional(text) },
  comment: { text },
  block: {},
  unblock: {},
};

/** The fields of what is done in the Page inbox. */
export const INBOX_FIELDS: Record<InboxAction['type'], Record<string, Check>> = {
  take: {},
  say: { text },
  hand_back: { app_id: optional(text) },
};

/** An action as it came over the wire, once everything in it is what it has to be. */
export function readAction(body: Record<string, unknown>): PersonAction {
  checkFields(body, ACTION_FIELDS);
  // Every field has just been checked against the action's type.
  return body as unknown as PersonAction;
}

export function readInboxAction(body: Record<string, unknown>): InboxAction {
  checkFields(body, INBOX_FIELDS);
  return body as unknown as InboxAction;
}

function checkFields(body: Record<string, unknown>, shapes: Record<string, Record<string, Check>>): void {
  const { type } = body;
  const fields = typeof type === 'string' && Object.hasOwn(shapes, type) ? shapes[type] : undefined;
  if (!fields) {
    const known = Object.keys(shapes).join(', ');
    throw new Impossible(`Nobody can do "${asText(type)}": type must be one of ${known}.`, { field: 'type' });
  }
  for (const [field, check] of Object.entries(fields)) {
    const expected = check(body[field]);
    if (expected) throw new Impossible(`${field} must be ${expected}.`, { field });
  }
}
