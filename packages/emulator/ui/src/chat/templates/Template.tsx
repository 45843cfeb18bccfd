import type { ComponentType } from 'preact';
import type { TemplatePayload } from '../../../../src/control/protocol.js';
import { ButtonTemplate } from './ButtonTemplate.js';
import { Coupon } from './Coupon.js';
import { CustomerFeedback } from './CustomerFeedback.js';
import { CustomerInformation } from './CustomerInformation.js';
import { Generic } from './Generic.js';
import { ImageGrid } from './ImageGrid.js';
import { InstantForm } from './InstantForm.js';
import { MediaTemplate } from './MediaTemplate.js';
import { OptIn } from './OptIn.js';
import { Product } from './Product.js';
import type { TemplateProps } from './payloads.js';
import { Receipt } from './Receipt.js';
import { UnknownTemplate } from './UnknownTemplate.js';
import './templates.css';

/** Each card trusts the shape of its own payload: the emulator refuses any other before it gets here. */
const TEMPLATES = new Map<string, ComponentType<TemplateProps<never>>>([
  ['generic', Generic],
  ['button', ButtonTemplate],
  ['media', MediaTemplate],
  ['receipt', Receipt],
  ['coupon', Coupon],
  ['product', Product],
  ['image_grid', ImageGrid],
  ['customer_feedback', CustomerFeedback],
  ['customer_information', CustomerInformation],
  ['instant_form', InstantForm],
  ['one_time_notif_req', OptIn],
  ['notification_messages', OptIn],
]);

export function Template({ mid, payload, card }: TemplateProps<TemplatePayload>) {
  const Known = TEMPLATES.get(payload.template_type) as ComponentType<TemplateProps<unknown>> | undefined;
  return Known ? <Known mid={mid} payload={payload} card={card} /> : <UnknownTemplate payload={payload} />;
}
