import { type MessageExtras, withExtras } from './extras.js';
import { type Field, oneOf, required, string, words } from './field.js';
import { list, object, variants } from './table.js';

export interface TextParameter {
  type: 'text';
  text: string;
  /** Of a template whose parameters are named. */
  parameterName?: string;
}

/** Fills in what a tap on a postback button sends. */
export interface PostbackParameter {
  type: 'POSTBACK';
  payload: string;
}

/** Fills in the end of a button's address. */
export interface UrlParameter {
  type: 'URL';
  url: string;
}

export type UtilityComponent =
  | { type: 'header' | 'body'; parameters: TextParameter[] }
  | { type: 'buttons'; parameters: (PostbackParameter | UrlParameter)[] };

export interface UtilityTemplate {
  /** Of an approved template of the Page. */
  name: string;
  /** `en`, `de_DE`, … */
  language: string | { code: string };
  /** The values for the template's variables; none for a template without. */
  components?: UtilityComponent[];
}

/** A template approved beforehand, the sanctioned way to write outside the 24-hour window without promoting anything. */
export interface UtilityTemplateContent {
  template: UtilityTemplate;
}

type Words = Extract<UtilityComponent, { type: 'header' | 'body' }>;
type Buttons = Extract<UtilityComponent, { type: 'buttons' }>;

const textParameter = object<TextParameter>({
  type: required(oneOf(['text'])),
  parameterName: string(),
  text: required(words()),
});

const buttonParameter = variants<PostbackParameter | UrlParameter, 'type'>('type', {
  POSTBACK: object<PostbackParameter>({ type: required(oneOf(['POSTBACK'])), payload: required(string()) }),
  URL: object<UrlParameter>({ type: required(oneOf(['URL'])), url: required(string()) }),
});

const textComponent = object<Words>({
  type: required(oneOf(['header', 'body'])),
  parameters: required(list(textParameter, 'parameter')),
});

const component: Field<UtilityComponent> = variants<UtilityComponent, 'type'>('type', {
  header: textComponent,
  body: textComponent,
  buttons: object<Buttons>({
    type: required(oneOf(['buttons'])),
    parameters: required(list(buttonParameter, 'parameter')),
  }),
});

const code = object<{ code: string }>({ code: required(string()) });

const language: Field<string | { code: string }> = {
  write: (value, findings) => code.write(typeof value === 'string' ? { code: value } : value, findings),
};

export const utilityTemplateField = object<UtilityTemplate>({
  name: required(string()),
  language: required(language),
  components: list(component, 'component', { min: 0 }),
});

/**
 * An approved utility template, filled in. Needs the permission `page_utility_messaging`.
 * https://developers.facebook.com/docs/messenger-platform/send-messages/utility-messages
 */
export function utilityTemplate(
  template: UtilityTemplate,
  options?: MessageExtras,
): UtilityTemplateContent & MessageExtras {
  return withExtras({ template }, options);
}
