import type { ActionResult, PersonAction } from '../control/protocol.js';
import type { Platform } from '../platform.js';
import { fromPerson } from '../webhooks/events.js';
import type { WebhookField } from '../webhooks/fields.js';
import type { Message, Thread } from '../world/model.js';
import { Impossible } from './refusal.js';

/** What came of an action, and a promise for when every subscribed app has had it. */
export interface Done {
  result: ActionResult;
  delivered: Promise<void>;
}

/** How a person performs the actions of some types. */
export type Performers<Type extends PersonAction['type']> = {
  [T in Type]: (platform: Platform, thread: Thread, action: Extract<PersonAction, { type: T }>) => Done;
};

export const NOTHING_TO_DELIVER = Promise.resolve();

/** An event of the person's that is no message: told to the apps, and that is all. */
export function tell(
  platform: Platform,
  thread: Thread,
  field: WebhookField,
  event: object,
  result: Omit<ActionResult, 'ok'> = {},
): Done {
  const whole = { ...fromPerson(thread, platform.world.clock.now()), ...event };
  const delivered = platform.webhooks.emit(thread, field, whole).then(() => {});
  return { result: { ok: true, ...result }, delivered };
}

/** A message of this chat. */
export function messageOf(platform: Platform, thread: Thread, mid: string): Message {
  const found = platform.world.message(mid);
  if (found?.thread !== thread) {
    throw new Impossible(`There is no message ${mid} in this chat.`, { field: 'mid', status: 404 });
  }
  return found.message;
}

/** The person has used a card: it looks different from now on. */
export function useCard(
  platform: Platform,
  thread: Thread,
  message: Message,
  card: NonNullable<Message['card']>,
): void {
  message.card = card;
  platform.world.changes.tell({ kind: 'thread', thread, message });
}

/** The payload of a message's template, which has to be of a certain type. */
export function templateOf(
  message: Message,
  ...types: string[]
): Record<string, unknown> & { template_type: string } {
  const template = message.attachments?.find((attachment) => attachment.type === 'template');
  if (!template || !types.includes(template.payload.template_type)) {
    throw new Impossible(`The message holds no ${types.join(' or ')} template.`, { field: 'mid' });
  }
  return template.payload;
}
