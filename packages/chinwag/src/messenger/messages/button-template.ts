import { type Button, buttonsField } from './button.js';
import { given, type MessageExtras } from './extras.js';
import { boolean, oneOf, required, words } from './field.js';
import { object } from './table.js';
import { type SharableOptions, type TemplateContent, templateContent } from './template.js';

/** https://developers.facebook.com/docs/messenger-platform/reference/templates/button */
export interface ButtonTemplate extends SharableOptions {
  templateType: 'button';
  /** At most 640 characters. */
  text: string;
  /** 1 to 3. */
  buttons: Button[];
}

export type ButtonTemplateOptions = SharableOptions;

export const BUTTON_TEXT_LIMIT = 640;

export const buttonTemplateField = object<ButtonTemplate>({
  templateType: required(oneOf(['button'])),
  text: required(words({ max: BUTTON_TEXT_LIMIT })),
  buttons: required(buttonsField),
  sharable: boolean(),
});

/** A text of at most 640 characters over 1 to 3 buttons. */
export function buttonTemplate(
  text: string,
  buttons: Button[],
  options?: ButtonTemplateOptions & MessageExtras,
): TemplateContent<ButtonTemplate> & MessageExtras {
  return templateContent(
    { templateType: 'button', text, buttons, ...given({ sharable: options?.sharable }) },
    options,
  );
}
