import { type Field, oneOf, required, string, url } from '../messages/field.js';
import { list, object, variants } from '../messages/table.js';

/** What a utility template is made of. Every parameter needs an example, or the review refuses it. */

/** The line above; at most one. */
export interface HeaderComponent {
  type: 'HEADER';
  format: 'TEXT' | 'IMAGE';
  text?: string;
  example?: {
    headerText?: string[];
    headerTextNamedParams?: NamedExample[];
    /** Of an uploaded picture. */
    headerHandle?: string[];
  };
}

/** The text, with parameters `{{1}}`, `{{2}}` … or `{{order_id}}`, none of them at its beginning or end. */
export interface BodyComponent {
  type: 'BODY';
  text: string;
  example?: {
    /** One row of values for `{{1}}`, `{{2}}`, … */
    bodyText?: string[][];
    bodyTextNamedParams?: NamedExample[];
  };
}

/** The buttons below. */
export interface ButtonsComponent {
  type: 'BUTTONS';
  buttons: UtilityTemplateButton[];
}

/** `payload` and `url` may hold parameters too: `order_{{2}}`. */
export type UtilityTemplateButton =
  | { type: 'POSTBACK'; text: string; payload: string; example?: string[] }
  | { type: 'URL'; text: string; url: string; example?: string[] };

export interface NamedExample {
  paramName: string;
  example: string;
}

export type UtilityTemplateComponent = HeaderComponent | BodyComponent | ButtonsComponent;

/** A template of one's own by `components`, or a clone of the library's by `libraryTemplateName`. */
export interface NewUtilityTemplate {
  name: string;
  /** `en`, `en_US`, … */
  language: string;
  /** Default: `POSITIONAL`. */
  parameterFormat?: 'POSITIONAL' | 'NAMED';
  components?: UtilityTemplateComponent[];
  libraryTemplateName?: string;
  /** As the library names them. */
  libraryTemplateBodyInputs?: Record<string, unknown>;
  /** As the library names them. */
  libraryTemplateButtonInputs?: Record<string, unknown>[];
}

const examples = list(string(), 'example');

const namedExamples = list(
  object<NamedExample>({ paramName: required(string()), example: required(string()) }),
  'example',
);

/** The library's own words pass through untouched. */
const untouched = <T>(): Field<T> => ({ write: (value) => value });

const header = object<HeaderComponent>({
  type: required(oneOf(['HEADER'])),
  format: required(oneOf(['TEXT', 'IMAGE'])),
  text: string(),
  example: object<NonNullable<HeaderComponent['example']>>({
    headerText: examples,
    headerTextNamedParams: namedExamples,
    headerHandle: examples,
  }),
});

const body = object<BodyComponent>({
  type: required(oneOf(['BODY'])),
  text: required(string({ rule: misplacedParameter })),
  example: object<NonNullable<BodyComponent['example']>>({
    bodyText: list(examples, 'row'),
    bodyTextNamedParams: namedExamples,
  }),
});

type ButtonOf<Type> = Extract<UtilityTemplateButton, { type: Type }>;

const buttons = object<ButtonsComponent>({
  type: required(oneOf(['BUTTONS'])),
  buttons: required(
    list(
      variants<UtilityTemplateButton, 'type'>('type', {
        POSTBACK: object<ButtonOf<'POSTBACK'>>({
          type: required(oneOf(['POSTBACK'])),
          text: required(string()),
          payload: required(string()),
          example: examples,
        }),
        URL: object<ButtonOf<'URL'>>({
          type: required(oneOf(['URL'])),
          text: required(string()),
          url: required(url()),
          example: examples,
        }),
      }),
      'button',
    ),
  ),
});

const components = list(
  variants<UtilityTemplateComponent, 'type'>('type', { HEADER: header, BODY: body, BUTTONS: buttons }),
  'component',
);

/** What the review is known to refuse about a body's parameters. */
function misplacedParameter(text: string): string | undefined {
  const trimmed = text.trim();
  if (trimmed.startsWith('{{') || trimmed.endsWith('}}')) return 'may not begin or end with a parameter';
  const positions = [
    ...new Set([...text.matchAll(/\{\{(\d+)\}\}/g)].map(([, position]) => Number(position))),
  ];
  const sequential = positions.sort((a, b) => a - b).every((position, index) => position === index + 1);
  return sequential ? undefined : 'must count its parameters from {{1}} without a gap';
}

export const newTemplate = object<NewUtilityTemplate>(
  {
    name: required(string()),
    language: required(string()),
    parameterFormat: oneOf(['POSITIONAL', 'NAMED']),
    components,
    libraryTemplateName: string(),
    libraryTemplateBodyInputs: untouched(),
    libraryTemplateButtonInputs: untouched(),
  },
  ({ components: own, libraryTemplateName }, findings) => {
    if (!own && !libraryTemplateName)
      findings.errorAt('components', 'is missing, and so is libraryTemplateName');
  },
);
