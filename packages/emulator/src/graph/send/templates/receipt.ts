import { badParameter, refuse } from '../../error.js';
import { asText, type Param } from '../../param.js';
import type { TemplateCheck } from './template.js';

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));

export const receipt: TemplateCheck = (payload) => {
  for (const key of ['recipient_name', 'order_number', 'payment_method']) payload.field(key).text();
  checkCurrency(payload.field('currency').required());
  for (const key of ['merchant_name', 'timestamp']) {
    const { value } = payload.field(key);
    if (typeof value !== 'number') payload.field(key).optionalText();
  }
  const orderUrl = payload.field('order_url');
  if (orderUrl.given) orderUrl.url();
  const summary = payload.field('summary').object();
  amount(summary.field('total_cost').required());
  for (const key of ['subtotal', 'shipping_cost', 'total_tax']) amount(summary.field(key));
  if (payload.field('elements').given) {
    for (const element of payload.field('elements').items({ max: 100 })) checkItem(element.object());
  }
  if (payload.field('adjustments').given) {
    for (const adjustment of payload.field('adjustments').items()) {
      adjustment.object().field('name').optionalText();
      amount(adjustment.field('amount'));
    }
  }
  if (payload.field('address').given) checkAddress(payload.field('address').object());
};

function checkItem(element: Param): void {
  element.field('title').text();
  element.field('subtitle').optionalText();
  amount(element.field('price').required());
  amount(element.field('quantity'));
  if (element.field('currency').given) checkCurrency(element.field('currency'));
  if (element.field('image_url').given) element.field('image_url').url();
}

function checkAddress(address: Param): void {
  for (const key of ['street_1', 'city', 'postal_code', 'state', 'country']) address.field(key).text();
  address.field('street_2').optionalText();
}

function checkCurrency(currency: Param): void {
  if (!CURRENCIES.has(asText(currency.value))) {
    throw badParameter(`The currency code '${asText(currency.value)}' is not supported`);
  }
}

function amount(param: Param): void {
  if (!param.given) return;
  const number =
    typeof param.value === 'string' && param.value.trim() !== '' ? Number(param.value) : param.value;
  if (typeof number !== 'number' || !Number.isFinite(number)) throw refuse('receiptAmount');
}
