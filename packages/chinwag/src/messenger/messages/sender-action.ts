import type { SendOptions } from '../message.js';
import { elsewhere, type Field, id, oneOf, required, string } from './field.js';
import { object, variants } from './table.js';

/** Puts an emoji on a message, or another one in its place. Since 2025-12-02. */
export interface React {
  action: 'react';
  /** The `mid`. */
  messageId: string;
  /** Any emoji. */
  reaction: string;
}

/** Takes it away. */
export interface Unreact {
  action: 'unreact';
  /** The `mid`. */
  messageId: string;
}

export type SenderActionName = 'typing_on' | 'typing_off' | 'mark_seen';

interface Plain {
  action: SenderActionName;
}

/**
 * What is shown without being a message: typing dots (for at most about 20 s), the mark under the last message
 * read, a reaction. https://developers.facebook.com/docs/messenger-platform/send-messages/sender-actions
 */
export type SenderAction = SenderActionName | Plain | React | Unreact;

export type ActionOptions = Pick<
  SendOptions,
  'personaId' | 'accessToken' | 'signal' | 'timeout' | 'priority'
>;

const plain = object<Plain>({ action: required(oneOf(['typing_on', 'typing_off', 'mark_seen'])) });

const actionField = variants<Plain | React | Unreact, 'action'>('action', {
  typing_on: plain,
  typing_off: plain,
  mark_seen: plain,
  react: object<React>({
    action: required(oneOf(['react'])),
    messageId: required(id()),
    reaction: required(string()),
  }),
  unreact: object<Unreact>({ action: required(oneOf(['unreact'])), messageId: required(id()) }),
});

/** `sender_action`, and beside it `payload` for a reaction. */
export const senderActionField: Field<SenderAction> = {
  write(value, findings) {
    const whole = typeof value === 'string' ? { action: value } : value;
    const wire = (actionField.write(whole, findings) ?? {}) as Record<string, unknown>;
    const { action, ...payload } = wire;
    return Object.keys(payload).length === 0 ? { sender_action: action } : { sender_action: action, payload };
  },
};

export const actionOptionsField = object<ActionOptions>({
  personaId: id(),
  accessToken: elsewhere(string()),
  signal: elsewhere(),
  timeout: elsewhere(),
  priority: elsewhere(oneOf(['reply', 'campaign'])),
});
