/** Messages: a builder, a type and a limit for each kind there is, and the checks that all of them pass. */
export type { Asset } from './asset.js';
export type {
  AccountLinkButton,
  AccountUnlinkButton,
  AudioCallButton,
  Button,
  DefaultAction,
  GamePlayButton,
  PhoneNumberButton,
  PostbackButton,
  WebUrlButton,
  WebviewHeightRatio,
} from './button.js';
export { BUTTONS_LIMIT } from './button.js';
export {
  BUTTON_TEXT_LIMIT,
  type ButtonTemplate,
  type ButtonTemplateOptions,
  buttonTemplate,
} from './button-template.js';
export { type Coupon, type CouponTemplate, couponTemplate } from './coupon-template.js';
export {
  type CustomerFeedback,
  type CustomerFeedbackTemplate,
  customerFeedbackTemplate,
  type FeedbackFollowUp,
  type FeedbackQuestion,
  type FeedbackScreen,
} from './customer-feedback-template.js';
export {
  type AddressOverride,
  type CustomerInformation,
  type CustomerInformationTemplate,
  customerInformationTemplate,
  type FormField,
  type FormFields,
} from './customer-information-template.js';
export {
  type EncodeOptions,
  encodeAction,
  encodeMessage,
  encodeSend,
  type MessageWarning,
} from './encode.js';
export { MessageError } from './error.js';
export { METADATA_LIMIT, type MessageExtras } from './extras.js';
export type { Problem } from './findings.js';
export {
  ELEMENTS_LIMIT,
  type GenericElement,
  type GenericOptions,
  type GenericTemplate,
  genericTemplate,
} from './generic-template.js';
export {
  type ImageGrid,
  type ImageGridAction,
  type ImageGridImage,
  type ImageGridTemplate,
  imageGridTemplate,
} from './image-grid-template.js';
export {
  IMAGES_LIMIT,
  type ImageAttachment,
  type ImageReference,
  type ImagesContent,
  type ImagesSource,
  images,
} from './images.js';
export { type InstantFormTemplate, instantFormTemplate } from './instant-form-template.js';
export { type Attachment, type MessageContent, type TemplatePayload, template } from './kinds.js';
export {
  audio,
  FILE_LIMITS,
  type FileOptions,
  file,
  image,
  type MediaAttachment,
  type MediaContent,
  type MediaFile,
  type MediaOptions,
  type MediaPayload,
  type MediaSource,
  type MediaType,
  type MediaUrl,
  type SavedMedia,
  video,
} from './media.js';
export {
  type MediaElement,
  type MediaTemplate,
  type MediaTemplateOptions,
  mediaTemplate,
} from './media-template.js';
export {
  type NotificationMessages,
  type NotificationMessagesTemplate,
  notificationMessagesTemplate,
} from './notification-messages-template.js';
export {
  type OneTimeNotifReq,
  type OneTimeNotifReqTemplate,
  oneTimeNotifReqTemplate,
} from './one-time-notif-req-template.js';
export type { BusinessPrivacy } from './privacy.js';
export { type ProductElement, type ProductTemplate, productTemplate } from './product-template.js';
export {
  type EmailQuickReply,
  type PhoneNumberQuickReply,
  QUICK_REPLIES_LIMIT,
  type QuickReply,
  type TextQuickReply,
} from './quick-reply.js';
export {
  RECEIPT_ELEMENTS_LIMIT,
  type Receipt,
  type ReceiptAddress,
  type ReceiptAdjustment,
  type ReceiptElement,
  type ReceiptSummary,
  type ReceiptTemplate,
  receiptTemplate,
} from './receipt-template.js';
export type { ActionOptions, React, SenderAction, SenderActionName, Unreact } from './sender-action.js';
export { splitText } from './split-text.js';
export { LIKE_STICKER, type StickerContent, sticker } from './sticker.js';
export type { SharableOptions, TemplateAttachment, TemplateContent } from './template.js';
export { TEXT_LIMIT, type TextContent, text } from './text.js';
export {
  type PostbackParameter,
  type TextParameter,
  type UrlParameter,
  type UtilityComponent,
  type UtilityTemplate,
  type UtilityTemplateContent,
  utilityTemplate,
} from './utility-template.js';
