import { type PostbackButton, plainButtonsField, type WebUrlButton } from './button.js';
import type { MessageExtras } from './extras.js';
import { boolean, oneOf, required, string, url, words } from './field.js';
import { list, object, type Rule, variants } from './table.js';
import { type TemplateContent, templateContent } from './template.js';

/** What a tap on a picture does. A postback also posts its text as the person's message. */
export type ImageGridAction =
  | { type: 'web_url'; url: string }
  | { type: 'postback'; payload: string; text: string };

export interface ImageGridImage {
  url: string;
  /** Shown large. At most one of the pictures. */
  isHeroImage?: boolean;
  action?: ImageGridAction;
}

export interface ImageGrid {
  /** 2 to 6. */
  images: ImageGridImage[];
  /** At most 45 characters. */
  title?: string;
  /** Over 80 characters Messenger may cut it. */
  subtitle?: string;
  /** At most 3, links and postbacks only. */
  buttons?: (WebUrlButton | PostbackButton)[];
}

/** Since 2026-06-30. https://developers.facebook.com/docs/messenger-platform/send-messages/template/image-grid */
export interface ImageGridTemplate {
  templateType: 'image_grid';
  /** Exactly one. */
  elements: ImageGrid[];
}

type WebUrlAction = Extract<ImageGridAction, { type: 'web_url' }>;
type PostbackAction = Extract<ImageGridAction, { type: 'postback' }>;

const action = variants<ImageGridAction, 'type'>('type', {
  web_url: object<WebUrlAction>({ type: required(oneOf(['web_url'])), url: required(url()) }),
  postback: object<PostbackAction>({
    type: required(oneOf(['postback'])),
    payload: required(string({ max: 1000 })),
    text: required(words()),
  }),
});

const image = object<ImageGridImage>({ url: required(url()), isHeroImage: boolean(), action });

const oneHero: Rule<ImageGrid> = ({ images }, findings) => {
  const size = images.filter(({ isHeroImage }) => isHeroImage).length;
  if (size > 1) findings.errorAt('images', `${size} hero images, at most 1`, { size, limit: 1, named: true });
};

const element = object<ImageGrid>(
  {
    images: required(list(image, 'image', { min: 2, max: 6 })),
    title: words({ max: 45 }),
    subtitle: words({ suspected: 80 }),
    buttons: plainButtonsField,
  },
  oneHero,
);

export const imageGridTemplateField = object<ImageGridTemplate>({
  templateType: required(oneOf(['image_grid'])),
  elements: required(list(element, 'element', { max: 1 })),
});

/** 2 to 6 pictures in a grid, each of which can lead somewhere. */
export function imageGridTemplate(
  grid: ImageGrid,
  options?: MessageExtras,
): TemplateContent<ImageGridTemplate> & MessageExtras {
  return templateContent({ templateType: 'image_grid', elements: [grid] }, options);
}
