import { type ButtonTemplate, buttonTemplateField } from './button-template.js';
import { type CouponTemplate, couponTemplateField } from './coupon-template.js';
import {
  type CustomerFeedbackTemplate,
  customerFeedbackTemplateField,
} from './customer-feedback-template.js';
import {
  type CustomerInformationTemplate,
  customerInformationTemplateField,
} from './customer-information-template.js';
import type { Exclusive } from './exclusive.js';
import { extraFields, type MessageExtras } from './extras.js';
import { isObject, oneOf, required, unnamed } from './field.js';
import { type GenericTemplate, genericTemplateField } from './generic-template.js';
import { type ImageGridTemplate, imageGridTemplateField } from './image-grid-template.js';
import { type ImagesContent, imagesField } from './images.js';
import { type InstantFormTemplate, instantFormTemplateField } from './instant-form-template.js';
import { FILE_LIMITS, type MediaAttachment, mediaField } from './media.js';
import { type MediaTemplate, mediaTemplateField } from './media-template.js';
import {
  type NotificationMessagesTemplate,
  notificationMessagesTemplateField,
} from './notification-messages-template.js';
import { type OneTimeNotifReqTemplate, oneTimeNotifReqTemplateField } from './one-time-notif-req-template.js';
import { type ProductTemplate, productTemplateField } from './product-template.js';
import { type ReceiptTemplate, receiptTemplateField } from './receipt-template.js';
import { type StickerContent, stickerField } from './sticker.js';
import { exactlyOne, object, variants } from './table.js';
import { type TemplateAttachment, type TemplateContent, templateContent } from './template.js';
import { type TextContent, textField } from './text.js';
import { type UtilityTemplateContent, utilityTemplateField } from './utility-template.js';

/** Every template that travels as an attachment. */
export type TemplatePayload =
  | ButtonTemplate
  | CouponTemplate
  | CustomerFeedbackTemplate
  | CustomerInformationTemplate
  | GenericTemplate
  | ImageGridTemplate
  | InstantFormTemplate
  | MediaTemplate
  | NotificationMessagesTemplate
  | OneTimeNotifReqTemplate
  | ProductTemplate
  | ReceiptTemplate;

/** Any template, written out as data; the builders named after the templates are shorter. */
export function template(
  payload: TemplatePayload,
  options?: MessageExtras,
): TemplateContent<TemplatePayload> & MessageExtras {
  return templateContent(payload, options);
}

/** A medium or a template. */
export type Attachment = MediaAttachment | TemplateAttachment<TemplatePayload>;

/** A message holds exactly one of these. */
export type MessageContent = Exclusive<
  TextContent | { attachment: Attachment } | ImagesContent | StickerContent | UtilityTemplateContent
>;

const airline = 'was removed from the platform in 2021; the generic and button templates remain';
const early = 'was removed from the platform by 2020; use the generic template';

const templateField = variants<TemplatePayload, 'templateType'>(
  'templateType',
  {
    button: buttonTemplateField,
    coupon: couponTemplateField,
    customer_feedback: customerFeedbackTemplateField,
    customer_information: customerInformationTemplateField,
    generic: genericTemplateField,
    image_grid: imageGridTemplateField,
    instant_form: instantFormTemplateField,
    media: mediaTemplateField,
    notification_messages: notificationMessagesTemplateField,
    one_time_notif_req: oneTimeNotifReqTemplateField,
    product: productTemplateField,
    receipt: receiptTemplateField,
  },
  {
    airline_boardingpass: airline,
    airline_checkin: airline,
    airline_itinerary: airline,
    airline_update: airline,
    list: early,
    open_graph: early,
    transaction: early,
  },
);

const attachmentField = variants<Attachment, 'type'>('type', {
  image: mediaField('image'),
  audio: mediaField('audio'),
  video: mediaField('video'),
  file: mediaField('file'),
  template: object<TemplateAttachment<TemplatePayload>>({
    type: required(oneOf(['template'])),
    payload: unnamed(required(templateField)),
  }),
});

/** The table of every message there is. */
export const messageField = object<MessageContent & MessageExtras>(
  {
    text: textField,
    attachment: unnamed(attachmentField),
    attachments: unnamed(imagesField),
    stickerId: stickerField,
    template: unnamed(utilityTemplateField),
    ...extraFields,
  },
  exactlyOne('text', 'attachment', 'attachments', 'stickerId', 'template'),
);

/** What a message is called in errors. */
export function kindOf(message: unknown): string {
  if (!isObject(message)) return 'message';
  const { text, attachment, attachments, stickerId, template } = message;
  if (text != null) return 'text';
  if (attachments != null) return 'images';
  if (stickerId != null) return 'sticker';
  if (template != null) return 'utility template';
  if (attachment == null) return 'message';
  if (!isObject(attachment)) return 'attachment';
  const { type, payload } = attachment;
  if (type !== 'template')
    return typeof type === 'string' && Object.hasOwn(FILE_LIMITS, type) ? type : 'attachment';
  const templateType = isObject(payload) ? payload.templateType : undefined;
  return typeof templateType === 'string' && /^\w{1,40}$/.test(templateType)
    ? `${templateType.replaceAll('_', ' ')} template`
    : 'template';
}
