import type { MessageExtras } from './extras.js';
import { oneOf, required, string, url, words } from './field.js';
import { object, someOf } from './table.js';
import { type TemplateContent, templateContent } from './template.js';

interface CouponLooks {
  /** Over 80 characters Messenger may cut it. */
  title: string;
  /** Over 80 characters Messenger may cut it. Default: "Terms may apply." */
  subtitle?: string;
  /** Default: "Shop now". */
  couponUrlButtonTitle?: string;
  /** A text in front of the coupon. */
  couponPreMessage?: string;
  imageUrl?: string;
  /** Comes back when the code is revealed. */
  payload?: string;
}

/** A code without white space, an address, or both. */
export type Coupon = CouponLooks &
  ({ couponCode: string; couponUrl?: string } | { couponCode?: string; couponUrl: string });

/** https://developers.facebook.com/docs/messenger-platform/send-messages/template/coupon */
export type CouponTemplate = { templateType: 'coupon' } & Coupon;

const code = string({ rule: (value) => (/\s/.test(value) ? 'has white space in it' : undefined) });

export const couponTemplateField = object<CouponTemplate>(
  {
    templateType: required(oneOf(['coupon'])),
    title: required(words({ suspected: 80 })),
    subtitle: words({ suspected: 80 }),
    couponCode: code,
    couponUrl: url(),
    couponUrlButtonTitle: words(),
    couponPreMessage: words(),
    imageUrl: url(),
    payload: string(),
  },
  someOf('couponCode', 'couponUrl'),
);

/** A coupon: the person reveals its code or follows its address. */
export function couponTemplate(
  coupon: Coupon,
  options?: MessageExtras,
): TemplateContent<CouponTemplate> & MessageExtras {
  return templateContent({ templateType: 'coupon', ...coupon }, options);
}
