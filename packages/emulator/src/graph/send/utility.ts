import type { Attachment, MessageTemplate } from '../../world/model.js';
import type { Call } from '../call.js';
import { badParameter } from '../error.js';
import { asText, isRecord, type Param } from '../param.js';

/** Puts the parameters of a send into an approved utility template: a text, or a card if it has more than a body. */
export function fillUtilityTemplate(call: Call, given: Param): { text?: string; attachments: Attachment[] } {
  const name = given.field('name').text();
  const code = given.field('language').object().field('code').text();
  const template = [...call.page.messageTemplates.values()].find(
    (each) => each.name === name && each.language === code,
  );
  if (!template) throw badParameter(`Template name ${name} does not exist in ${code}`);
  if (template.status !== 'APPROVED')
    throw badParameter(`Template ${name} is ${template.status}, not APPROVED`);
  const parameters = readParameters(given.field('components'));
  const body = fill(part(template, 'BODY'), parameters.get('BODY'));
  const header = part(template, 'HEADER');
  const buttons = part(template, 'BUTTONS')?.buttons;
  if (!header && !buttons) return { text: body, attachments: [] };
  return { attachments: [card(body, header, buttons, parameters)] };
}

type Parameters = Map<string, Record<string, unknown>[]>;

function readParameters(components: Param): Parameters {
  const parameters: Parameters = new Map();
  if (!components.given) return parameters;
  for (const given of components.items()) {
    const component = given.object();
    const type = component.field('type').oneOf(['HEADER', 'BODY', 'BUTTONS', 'BUTTON']);
    const list = component.field('parameters').given ? component.field('parameters').items() : [];
    const values = list.map((item) => item.object().value).filter(isRecord);
    parameters.set(type === 'BUTTON' ? 'BUTTONS' : type, values);
  }
  return parameters;
}

function card(
  body: string,
  header: Record<string, unknown> | undefined,
  buttons: unknown,
  parameters: Parameters,
): Attachment {
  const picture = parameters.get('HEADER')?.find((parameter) => isRecord(parameter.image));
  const title = header?.format === 'IMAGE' ? '' : fill(header, parameters.get('HEADER'));
  const element: Record<string, unknown> = title ? { title, subtitle: body } : { title: body };
  if (isRecord(picture?.image)) element.image_url = picture.image.link ?? picture.image.url;
  const tapped = parameters.get('BUTTONS') ?? [];
  if (Array.isArray(buttons)) {
    element.buttons = buttons.filter(isRecord).map((button, index) => {
      const filled = (text: unknown) => asText(tapped[index]?.payload ?? replace(asText(text ?? ''), tapped));
      return button.type === 'URL'
        ? { type: 'web_url', title: button.text, url: replace(asText(button.url), tapped) }
        : { type: 'postback', title: button.text, payload: filled(button.payload) };
    });
  }
  return { type: 'template', payload: { template_type: 'generic', elements: [element] } };
}

function part(template: MessageTemplate, type: string): Record<string, unknown> | undefined {
  return template.components.find((component) => asText(component.type).toUpperCase() === type);
}

function fill(
  component: Record<string, unknown> | undefined,
  parameters: Record<string, unknown>[] = [],
): string {
  const text = typeof component?.text === 'string' ? component.text : '';
  const filled = replace(text, parameters);
  const missing = /\{\{\s*(\w+)\s*\}\}/.exec(filled)?.[1];
  if (missing)
    throw badParameter(`Number of parameters does not match the template: {{${missing}}} has no value`);
  return filled;
}

/** `{{1}}` takes the first parameter, `{{order_id}}` the one of that name. */
function replace(text: string, parameters: Record<string, unknown>[]): string {
  return text.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => {
    const parameter = /^\d+$/.test(name)
      ? parameters[Number(name) - 1]
      : parameters.find((each) => each.parameter_name === name);
    return parameter ? asText(parameter.text ?? parameter.payload ?? '') : whole;
  });
}
