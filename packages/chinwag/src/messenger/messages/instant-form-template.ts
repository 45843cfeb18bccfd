import type { MessageExtras } from './extras.js';
import { id, oneOf, required } from './field.js';
import { object } from './table.js';
import { type TemplateContent, templateContent } from './template.js';

/** In development at Meta in 2026. */
export interface InstantFormTemplate {
  templateType: 'instant_form';
  /** Of one of the Page's lead forms. */
  formId: string;
}

export const instantFormTemplateField = object<InstantFormTemplate>({
  templateType: required(oneOf(['instant_form'])),
  formId: required(id()),
});

/** A lead form, filled in without leaving the chat. */
export function instantFormTemplate(
  formId: string,
  options?: MessageExtras,
): TemplateContent<InstantFormTemplate> & MessageExtras {
  return templateContent({ templateType: 'instant_form', formId }, options);
}
