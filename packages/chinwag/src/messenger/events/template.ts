import { eventKind } from './kind.js';
import { from, needed, shape, text, word } from './wire.js';

/** `template`. */
export interface WireTemplateTap {
  type: string;
  payload?: string;
  coupon_code?: string;
}

/** A person uncovered the code of a coupon template. */
export interface TemplateTap {
  type: 'coupon' | (string & Record<never, never>);
  /** What the template carried. */
  payload?: string;
  couponCode?: string;
}

export const template = eventKind(
  shape<WireTemplateTap, TemplateTap>({
    type: needed('type', word()),
    payload: from('payload', text),
    couponCode: from('coupon_code', text),
  }),
  { keys: ['template'] },
);
