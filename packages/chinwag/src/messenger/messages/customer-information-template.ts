import type { MessageExtras } from './extras.js';
import { boolean, type Field, isObject, oneOf, required, string, words, wrongType } from './field.js';
import { type BusinessPrivacy, businessPrivacyField, expiresInDaysField } from './privacy.js';
import { list, object, snakeCase } from './table.js';
import { type TemplateContent, templateContent } from './template.js';

export interface FormField {
  label?: string;
  required?: boolean;
}

/** Fields of the form by name: `{ postalCode: { label: 'ZIP', required: true } }`. */
export type FormFields = Record<string, FormField>;

export interface AddressOverride {
  /** Two capital letters. */
  country: string;
  overrides: FormFields;
}

export interface CustomerInformation {
  businessPrivacy: BusinessPrivacy;
  /** Where addresses may be, two capital letters each. Default: all countries that the platform knows. */
  countries?: string[];
  /** 1 (default) to 7. */
  expiresInDays?: number;
  purpose?: 'SHIPPING';
  /** Labels and duties of the address's fields, by country. */
  addressOverrides?: AddressOverride[];
  /** Labels and duties of the fields beside the address, such as `email` and `phone`. */
  contactOverrides?: FormFields[];
}

/** https://developers.facebook.com/docs/messenger-platform/send-messages/templates/structured-information-template */
export interface CustomerInformationTemplate extends CustomerInformation {
  templateType: 'customer_information';
}

const country = string({
  rule: (value) => (/^[A-Z]{2}$/.test(value) ? undefined : 'is no country of two capital letters'),
});

const formField = object<FormField>({ label: words(), required: boolean() });

const formFields: Field<FormFields> = {
  write(value, findings) {
    if (!isObject(value)) return wrongType('object', value, findings);
    const entries = Object.entries(value).map(([name, field]) => {
      const before = findings.length;
      const written = formField.write(field, findings);
      findings.place(before, name);
      return [snakeCase(name), written];
    });
    return Object.fromEntries(entries);
  },
};

export const customerInformationTemplateField = object<CustomerInformationTemplate>({
  templateType: required(oneOf(['customer_information'])),
  countries: list(country, 'country'),
  businessPrivacy: required(businessPrivacyField),
  expiresInDays: expiresInDaysField,
  purpose: oneOf(['SHIPPING']),
  addressOverrides: list(
    object<AddressOverride>({ country: required(country), overrides: required(formFields) }),
    'override',
  ),
  contactOverrides: list(formFields, 'override'),
});

/** A form for the address to ship to. The answer is a `messaging_customer_information` event. */
export function customerInformationTemplate(
  information: CustomerInformation,
  options?: MessageExtras,
): TemplateContent<CustomerInformationTemplate> & MessageExtras {
  return templateContent({ templateType: 'customer_information', ...information }, options);
}
