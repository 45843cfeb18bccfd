import { type MessageExtras, withExtras } from './extras.js';
import { words } from './field.js';

/** A text of at most 2,000 characters. */
export interface TextContent {
  text: string;
}

/** https://developers.facebook.com/docs/messenger-platform/reference/send-api: `message.text`. */
export const TEXT_LIMIT = 2000;

export const textField = words({
  max: TEXT_LIMIT,
  hint: 'pass { split: true } to send it in parts, or shorten it',
});

/** A text of at most 2,000 characters (UTF-16 code units); {@link splitText} makes parts of a longer one. */
export function text(text: string, options?: MessageExtras): TextContent & MessageExtras {
  return withExtras({ text }, options);
}
