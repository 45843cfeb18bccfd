import { number, required, url } from './field.js';
import { object } from './table.js';

/** Templates that ask for data of people say what becomes of it. */
export interface BusinessPrivacy {
  /** Of the privacy policy. */
  url: string;
}

export const businessPrivacyField = object<BusinessPrivacy>({ url: required(url()) });

/** How long a form can be filled in: 1 (default) to 7 days. */
export const expiresInDaysField = number({ min: 1, max: 7, whole: true });
