import type { MessageExtras } from './extras.js';
import { boolean, type Field, number, oneOf, required, string, url, words } from './field.js';
import { list, object } from './table.js';
import { type TemplateContent, templateContent } from './template.js';

/** One thing that was bought. */
export interface ReceiptElement {
  title: string;
  price: number;
  subtitle?: string;
  quantity?: number;
  /** Three capital letters: `USD`. */
  currency?: string;
  imageUrl?: string;
}

export interface ReceiptAddress {
  street1: string;
  street2?: string;
  city: string;
  postalCode: string;
  state: string;
  country: string;
}

export interface ReceiptSummary {
  totalCost: number;
  subtotal?: number;
  shippingCost?: number;
  totalTax?: number;
}

export interface ReceiptAdjustment {
  name?: string;
  amount?: number;
}

export interface Receipt {
  recipientName: string;
  /** Unique to the order. */
  orderNumber: string;
  /** Three capital letters: `USD`. */
  currency: string;
  /** Such as `Visa 1234`. */
  paymentMethod: string;
  summary: ReceiptSummary;
  merchantName?: string;
  /** When it was ordered: a `Date`, or seconds since 1970. */
  timestamp?: string | number | Date;
  orderUrl?: string;
  /** At most 100. */
  elements?: ReceiptElement[];
  address?: ReceiptAddress;
  adjustments?: ReceiptAdjustment[];
  /** Lets people share it. Default `false`. */
  sharable?: boolean;
}

/** https://developers.facebook.com/docs/messenger-platform/reference/templates/receipt */
export interface ReceiptTemplate extends Omit<Receipt, 'timestamp'> {
  templateType: 'receipt';
  /** Seconds since 1970. */
  timestamp?: string | number;
}

export const RECEIPT_ELEMENTS_LIMIT = 100;

const currency = string({
  rule: (value) => (/^[A-Z]{3}$/.test(value) ? undefined : 'is no currency of three capital letters'),
});

const seconds: Field<string | number> = {
  write(value, findings) {
    const time = Number(value);
    if (!Number.isSafeInteger(time) || time < 0) findings.error('is neither a Date nor seconds since 1970');
    else if (time >= 1e11) findings.error('is in milliseconds; the platform counts seconds');
    return String(time);
  },
};

const element = object<ReceiptElement>({
  title: required(words()),
  price: required(number()),
  subtitle: words(),
  quantity: number(),
  currency,
  imageUrl: url(),
});

const address = object<ReceiptAddress>({
  street1: required(words()),
  street2: string({ min: 0 }),
  city: required(words()),
  postalCode: required(words()),
  state: required(words()),
  country: required(words()),
});

const summary = object<ReceiptSummary>({
  totalCost: required(number()),
  subtotal: number(),
  shippingCost: number(),
  totalTax: number(),
});

const adjustment = object<ReceiptAdjustment>({ name: words(), amount: number() });

export const receiptTemplateField = object<ReceiptTemplate>({
  templateType: required(oneOf(['receipt'])),
  recipientName: required(words()),
  merchantName: words(),
  orderNumber: required(string()),
  currency: required(currency),
  paymentMethod: required(words()),
  orderUrl: url(),
  timestamp: seconds,
  address,
  summary: required(summary),
  adjustments: list(adjustment, 'adjustment', { min: 0 }),
  elements: list(element, 'element', { min: 0, max: RECEIPT_ELEMENTS_LIMIT }),
  sharable: boolean(),
});

/** What was ordered, for how much, and where it goes. */
export function receiptTemplate(
  receipt: Receipt,
  options?: MessageExtras,
): TemplateContent<ReceiptTemplate> & MessageExtras {
  const timestamp = receipt?.timestamp;
  // A message is plain data: a Date would not survive being stored.
  const time = timestamp instanceof Date ? Math.floor(timestamp.getTime() / 1000) : timestamp;
  return templateContent({ templateType: 'receipt', ...receipt, timestamp: time }, options);
}
