import type { GraphCall } from '../../graph/call.js';
import { type GraphFile, prepareFile } from '../../graph/file.js';
import type {
  EncodedMessage,
  Message,
  MessageExtras,
  Recipient,
  SendOptions,
  SendResult,
} from '../message.js';
import type { AssetCall, AssetReference } from './asset.js';
import { writeEnvelope } from './envelope.js';
import { MessageError } from './error.js';
import { withExtras } from './extras.js';
import { isObject } from './field.js';
import { Findings, type Problem } from './findings.js';
import { kindOf, messageField } from './kinds.js';
import { closeSource, FILE_LIMITS, type MediaAttachment } from './media.js';
import { recipientField } from './recipient.js';
import {
  type ActionOptions,
  actionOptionsField,
  type SenderAction,
  senderActionField,
} from './sender-action.js';

/** Something that is sent as it is, though Messenger may not show all of it. */
export interface MessageWarning extends Problem {
  /** What kind of message it is in. */
  kind: string;
}

/** How a client encodes its messages. */
export interface EncodeOptions {
  /** The most bytes a file may have. Default: the platform's limits, 8 MB for an image and 25 MB for the rest. */
  fileLimit?: number;
  /** Hears of what Messenger may cut short. */
  onWarning?: (warning: MessageWarning) => void;
}

/**
 * The message in its wire form. Extras given here win over those on the message. A file begins to be named, typed
 * and measured once nothing is wrong with the message.
 *
 * @throws {MessageError} with everything that is wrong.
 */
export function encodeMessage(
  message: Message,
  extras?: MessageExtras,
  options: EncodeOptions = {},
): EncodedMessage {
  const wire = checkedMessage(message, options, (findings) => writeMessage(message, extras, findings));
  const file = fileOf(message, options);
  return file ? { wire, file } : { wire };
}

/**
 * The request that sends the message. Its body is the same whether it travels as JSON or, with a file, as the
 * fields of a form; with a file it is a promise, for the file has to be looked at first. Where it names assets, their
 * ids have still to be put in.
 *
 * @throws {MessageError} with everything that is wrong, at once; a promise then rejects only with a `FileError`.
 */
export function encodeSend(
  recipient: Recipient,
  message: Message,
  options: SendOptions = {},
  encoding: EncodeOptions = {},
): AssetCall<SendResult> | Promise<AssetCall<SendResult>> {
  let assets = undefined as readonly AssetReference[] | undefined;
  const body = checkedMessage(message, encoding, (findings) => {
    const written = {
      recipient: writeRecipient(recipient, findings),
      ...writeEnvelope(recipient, message, options, findings),
      message: writeMessage(message, options, findings),
    };
    assets = findings.assets;
    return written;
  });
  const call: AssetCall<SendResult> = toMessages(body, options);
  if (assets) call.assets = assets;
  const file = fileOf(message, encoding);
  if (!file) return call;
  const complete = file.then((file) => ({ ...call, file }));
  // Whoever sends it hears of a failure when its turn comes; until then nobody may be listening.
  complete.catch(() => undefined);
  return complete;
}

/**
 * The request that shows a sender action.
 *
 * @throws {MessageError} with everything that is wrong.
 */
export function encodeAction(
  recipient: Recipient,
  action: SenderAction,
  options: ActionOptions = {},
): GraphCall<SendResult> {
  const body = checked(
    () => 'sender action',
    {},
    (findings) => ({
      recipient: writeRecipient(recipient, findings),
      ...(senderActionField.write(action, findings) as object),
      ...(actionOptionsField.write(options, findings) as object),
    }),
  );
  return toMessages(body, options);
}

function toMessages(body: Record<string, unknown>, options: ActionOptions): GraphCall<SendResult> {
  const call: GraphCall<SendResult> = { method: 'POST', path: 'me/messages', body, read: readSendResult };
  if (options.accessToken != null) call.accessToken = options.accessToken;
  return call;
}

function readSendResult(answer: Record<string, unknown>): SendResult {
  const { recipient_id: recipientId, message_id: messageId, attachment_id: attachmentId } = answer;
  const result: SendResult = {};
  if (recipientId != null) result.recipientId = String(recipientId);
  if (messageId != null) result.messageId = String(messageId);
  if (attachmentId != null) result.attachmentId = String(attachmentId);
  return result;
}

function writeRecipient(recipient: Recipient, findings: Findings): unknown {
  const before = findings.length;
  const wire = recipientField.write(recipient, findings);
  findings.place(before, 'recipient');
  return wire;
}

function writeMessage(
  message: Message,
  extras: MessageExtras | undefined,
  findings: Findings,
): EncodedMessage['wire'] {
  const whole = isObject(message) ? withExtras(message, extras) : message;
  return messageField.write(whole, findings) as EncodedMessage['wire'];
}

function fileOf(message: Message, { fileLimit }: EncodeOptions): Promise<GraphFile> | undefined {
  const media = mediaOf(message);
  if (!media?.payload.source) return undefined;
  const { type: kind, payload } = media;
  const { source, filename, contentType } = payload;
  return prepareFile(source, { filename, contentType, kind, limit: fileLimit ?? FILE_LIMITS[kind] });
}

function mediaOf(message: Message): MediaAttachment | undefined {
  const attachment = message.attachment;
  return attachment && attachment.type !== 'template' ? attachment : undefined;
}

function checkedMessage<Wire>(
  message: Message,
  options: EncodeOptions,
  walk: (findings: Findings) => Wire,
): Wire {
  try {
    return checked(() => kindOf(message), options, walk);
  } catch (error) {
    letGo(message);
    throw error;
  }
}

/** Closes the stream of a message that is refused, which nobody else would. */
function letGo(message: Message): void {
  try {
    const source = mediaOf(message)?.payload.source;
    if (source) closeSource(source);
  } catch {
    // What cannot even be looked at is told by the error that is being thrown.
  }
}

/** Walks, and throws if something was wrong. What is walked over may be anything, also what throws when read. */
function checked<Wire>(
  nameKind: () => string,
  { onWarning }: EncodeOptions,
  walk: (findings: Findings) => Wire,
): Wire {
  const findings = new Findings();
  let kind = 'message';
  let wire: Wire;
  try {
    wire = walk(findings);
    if (findings.length === 0) return wire;
    kind = nameKind();
  } catch (cause) {
    throw new MessageError(kind, [{ field: '', message: `${kind} cannot be read` }], { cause });
  }
  const errors = findings.problems('error', kind);
  if (errors.length > 0) throw new MessageError(kind, errors);
  if (onWarning) for (const warning of findings.problems('warning', kind)) onWarning({ ...warning, kind });
  return wire;
}
