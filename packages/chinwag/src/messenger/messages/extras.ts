import { string } from './field.js';
import { type QuickReply, quickRepliesField } from './quick-reply.js';
import type { Fields } from './table.js';

/** What every kind of message can carry. */
export interface MessageExtras {
  /** Buttons over the keyboard that vanish with the next message; at most 13. */
  quickReplies?: QuickReply[];
  /** Comes back in the `message_echoes` webhook and nowhere else; at most 1,000 characters. */
  metadata?: string;
}

/** The platform says "under 1,000" here as it says "under 2,000" of texts, where it means "at most". */
export const METADATA_LIMIT = 1000;

export const extraFields: Fields<MessageExtras> = {
  quickReplies: quickRepliesField,
  metadata: string({ min: 0, max: METADATA_LIMIT }),
};

/** The content with the extras among the options, which may hold much else: the envelope, a template's looks. */
export function withExtras<Content extends object>(
  content: Content,
  options: MessageExtras | undefined,
): Content & MessageExtras {
  if (options?.quickReplies == null && options?.metadata == null) return content;
  return { ...content, ...given({ quickReplies: options.quickReplies, metadata: options.metadata }) };
}

/** Without the keys that hold nothing, so that a message looks as if it had been written out by hand. */
export function given<T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value != null)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
}

/** What came instead of a list passes as it is, for the check to refuse. */
export function each<T, R>(items: T[], make: (item: T) => R): R[] {
  return Array.isArray(items) ? items.map(make) : items;
}
