import type { Asset } from './asset.js';
import { attachmentId } from './attachment-id.js';
import { type Button, buttonsField } from './button.js';
import type { Exclusive } from './exclusive.js';
import { given, type MessageExtras } from './extras.js';
import { boolean, type Field, oneOf, required, url } from './field.js';
import { exactlyOne, list, object } from './table.js';
import { type SharableOptions, type TemplateContent, templateContent } from './template.js';

/** An image or a video over up to three buttons. No sound. */
export type MediaElement = { mediaType: 'image' | 'video'; buttons?: Button[] } & Exclusive<
  | { attachmentId: string | Asset }
  /** Of a picture or video on Facebook. Anything else has to be uploaded first. */
  | { url: string }
>;

/** https://developers.facebook.com/docs/messenger-platform/reference/templates/media */
export interface MediaTemplate extends SharableOptions {
  templateType: 'media';
  /** Exactly one. */
  elements: MediaElement[];
}

export type MediaTemplateOptions = SharableOptions;

const onFacebook = ({ hostname }: URL) =>
  /(^|\.)facebook\.com$/.test(hostname)
    ? undefined
    : 'is no address on facebook.com; upload it and pass its attachmentId';

const elementOf = (mediaType: MediaElement['mediaType']) =>
  object<MediaElement>(
    {
      mediaType: required(oneOf(['image', 'video'])),
      attachmentId: attachmentId(mediaType),
      url: url({ rule: onFacebook }),
      buttons: buttonsField,
    },
    exactlyOne('attachmentId', 'url'),
  );

const image = elementOf('image');
const video = elementOf('video');

const element: Field<MediaElement> = {
  write: (value, findings) => (value.mediaType === 'video' ? video : image).write(value, findings),
};

export const mediaTemplateField = object<MediaTemplate>({
  templateType: required(oneOf(['media'])),
  elements: required(list(element, 'element', { max: 1 })),
  sharable: boolean(),
});

/** One image or video, by its `attachmentId` (or an asset) or its address on Facebook, over up to three buttons. */
export function mediaTemplate(
  elements: MediaElement[],
  options?: MediaTemplateOptions & MessageExtras,
): TemplateContent<MediaTemplate> & MessageExtras {
  return templateContent(
    { templateType: 'media', elements, ...given({ sharable: options?.sharable }) },
    options,
  );
}
