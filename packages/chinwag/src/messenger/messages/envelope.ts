import type { Message, Recipient, SendOptions } from '../message.js';
import { elsewhere, type Field, id, oneOf, required, string } from './field.js';
import type { Findings } from './findings.js';
import type { GenericOptions } from './generic-template.js';
import type { FileOptions } from './media.js';
import { isToken } from './recipient.js';
import { object, type Rule } from './table.js';

/** Options of the builders and of `sendText`, which users pass along with those of the envelope. */
type Alongside = GenericOptions & FileOptions & { split?: boolean };

type ReplyTo = Extract<SendOptions['replyTo'], object>;
type ThreadControl = NonNullable<SendOptions['threadControl']>;

const utility =
  'is refused by the platform since 2026-04-27; send a utility template (utilityTemplate) instead';
const old = 'is refused by the platform since 2020; send a utility template (utilityTemplate) instead';

const tag = oneOf(['HUMAN_AGENT', 'CUSTOMER_FEEDBACK'], {
  ACCOUNT_UPDATE: utility,
  CONFIRMED_EVENT_UPDATE: utility,
  POST_PURCHASE_UPDATE: utility,
  NON_PROMOTIONAL_SUBSCRIPTION: old,
  PAIRING_UPDATE: old,
  SHIPPING_UPDATE: old,
  TICKET_UPDATE: old,
});

const quoted = object<ReplyTo>({ mid: required(id()) });

const replyTo: Field<string | ReplyTo> = {
  write: (value, findings) => quoted.write(typeof value === 'string' ? { mid: value } : value, findings),
};

const passedTo: Rule<ThreadControl> = ({ controlType, appId }, findings) => {
  if (controlType === 'pass' && appId == null) findings.error('needs the appId to pass the thread to');
};

const threadControl = object<ThreadControl>(
  { controlType: required(oneOf(['pass', 'release'])), appId: id() },
  passedTo,
);

const taggedAsTyped: Rule<SendOptions> = ({ messagingType, tag }, findings) => {
  if (messagingType === 'MESSAGE_TAG' && tag == null) findings.errorAt('tag', 'is missing');
  if (tag != null && messagingType != null && messagingType !== 'MESSAGE_TAG') {
    findings.errorAt('messagingType', 'is not MESSAGE_TAG, though there is a tag');
  }
};

const envelope = object<SendOptions & Alongside>(
  {
    messagingType: oneOf(['RESPONSE', 'UPDATE', 'MESSAGE_TAG', 'UTILITY']),
    tag,
    notificationType: oneOf(['REGULAR', 'SILENT_PUSH', 'NO_PUSH']),
    personaId: id(),
    replyTo,
    threadControl,
    accessToken: elsewhere(string()),
    signal: elsewhere(),
    timeout: elsewhere(),
    priority: elsewhere(oneOf(['reply', 'campaign'])),
    quickReplies: elsewhere(),
    metadata: elsewhere(),
    imageAspectRatio: elsewhere(),
    sharable: elsewhere(),
    filename: elsewhere(),
    contentType: elsewhere(),
    isReusable: elsewhere(),
    split: elsewhere(),
  },
  taggedAsTyped,
);

/** The wire form of options that cannot change: a campaign has the same ones for everybody. */
const unchanging = new WeakMap<SendOptions, Record<string, unknown>>();

function writeOptions(options: SendOptions, findings: Findings): Record<string, unknown> | undefined {
  const known = unchanging.get(options);
  if (known) return { ...known };
  const before = findings.length;
  const wire = envelope.write(options, findings) as Record<string, unknown> | undefined;
  if (wire && findings.length === before && isUnchanging(options)) unchanging.set(options, { ...wire });
  return wire;
}

function isUnchanging(options: SendOptions): boolean {
  return Object.isFrozen(options) && Object.values(options).every((value) => typeof value !== 'object');
}

/** Everything about a send but the recipient and the message. */
export function writeEnvelope(
  recipient: Recipient,
  message: Message,
  options: SendOptions,
  findings: Findings,
): Record<string, unknown> | undefined {
  const before = findings.length;
  const wire = writeOptions(options, findings);
  if (!wire) {
    findings.place(before, 'options');
    return undefined;
  }
  if (wire.tag === 'CUSTOMER_FEEDBACK' && !isFeedback(message)) {
    findings.errorAt('tag', 'CUSTOMER_FEEDBACK is for the customer feedback template only');
  }
  wire.messaging_type ??= messagingType(recipient, message, options);
  return wire;
}

function messagingType(recipient: Recipient, message: Message, options: SendOptions): string | undefined {
  if (options.tag != null) return 'MESSAGE_TAG';
  if (message?.template != null) return 'UTILITY';
  return isToken(recipient) ? undefined : 'RESPONSE';
}

function isFeedback(message: Message): boolean {
  const attachment = message?.attachment;
  return attachment?.type === 'template' && attachment.payload?.templateType === 'customer_feedback';
}
