import { badParameter, refuse } from '../../error.js';
import { asText } from '../../param.js';
import { button } from './button.js';
import { coupon } from './coupon.js';
import { customerFeedback, customerInformation } from './customer.js';
import { generic } from './generic.js';
import { imageGrid } from './image-grid.js';
import { media } from './media.js';
import { notificationMessages, oneTimeNotification } from './opt-in.js';
import { product } from './product.js';
import { receipt } from './receipt.js';
import type { TemplateCheck } from './template.js';

/** Every template that can be sent. Lists, airline, Open Graph and payment templates are gone from the platform. */
const TEMPLATES: Record<string, TemplateCheck> = {
  generic,
  button,
  media,
  receipt,
  coupon,
  product,
  image_grid: imageGrid,
  customer_feedback: customerFeedback,
  customer_information: customerInformation,
  one_time_notif_req: oneTimeNotification,
  notification_messages: notificationMessages,
  // Lead forms live in Ads Manager; here the control API makes them.
  instant_form: (payload, call) => {
    if (!call.page.instantForms.has(asText(payload.field('form_id').required().value)))
      throw refuse('instantForm');
  },
};

export const checkTemplate: TemplateCheck = (payload, call) => {
  const type = payload.field('template_type').required().value;
  const check = typeof type === 'string' && Object.hasOwn(TEMPLATES, type) ? TEMPLATES[type] : undefined;
  if (!check) throw badParameter('Invalid template type');
  check(payload, call);
};
