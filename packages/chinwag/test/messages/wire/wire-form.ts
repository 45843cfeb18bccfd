import type { Message } from '../../../src/messenger/message.js';
import type * as build from '../../../src/messenger/messages/index.js';

/** Messages as their builders make them, beside the JSON that the platform's documentation shows. */
export type WireForms = Record<string, [message: Message, wire: object]>;

export function template(payload: object) {
  return { attachment: { type: 'template', payload } };
}

export function receipt(): build.Receipt {
  return {
    recipientName: 'Ana',
    orderNumber: '1',
    currency: 'EUR',
    paymentMethod: 'Cash',
    summary: { totalCost: 0 },
  };
}
