import { type Button, buttonsField, type DefaultAction, defaultActionField } from './button.js';
import { given, type MessageExtras } from './extras.js';
import { boolean, oneOf, required, url, words } from './field.js';
import { list, object, someOf } from './table.js';
import { type SharableOptions, type TemplateContent, templateContent } from './template.js';

/** One card: a title and at least one of the rest. */
export interface GenericElement {
  /** Over 80 characters Messenger may cut it. */
  title: string;
  /** Over 80 characters Messenger may cut it. */
  subtitle?: string;
  imageUrl?: string;
  /** What opens when the card is tapped beside its buttons. */
  defaultAction?: DefaultAction;
  /** At most 3. */
  buttons?: Button[];
}

export interface GenericOptions extends SharableOptions {
  /** 1.91 : 1 (default), or 1 : 1. */
  imageAspectRatio?: 'horizontal' | 'square';
}

/** https://developers.facebook.com/docs/messenger-platform/reference/templates/generic */
export interface GenericTemplate extends GenericOptions {
  templateType: 'generic';
  /** 1 to 10 cards side by side. */
  elements: GenericElement[];
}

export const ELEMENTS_LIMIT = 10;

const element = object<GenericElement>(
  {
    title: required(words({ suspected: 80 })),
    subtitle: words({ suspected: 80 }),
    imageUrl: url(),
    defaultAction: defaultActionField,
    buttons: buttonsField,
  },
  someOf('subtitle', 'imageUrl', 'defaultAction', 'buttons'),
);

export const genericTemplateField = object<GenericTemplate>({
  templateType: required(oneOf(['generic'])),
  elements: required(list(element, 'element', { max: ELEMENTS_LIMIT })),
  imageAspectRatio: oneOf(['horizontal', 'square']),
  sharable: boolean(),
});

/** Cards side by side: 1 to 10 elements, each with a title and a picture, a subtitle, buttons or a link. */
export function genericTemplate(
  elements: GenericElement[],
  options?: GenericOptions & MessageExtras,
): TemplateContent<GenericTemplate> & MessageExtras {
  const looks = given({ imageAspectRatio: options?.imageAspectRatio, sharable: options?.sharable });
  return templateContent({ templateType: 'generic', elements, ...looks }, options);
}
