import type { Platform } from '../../platform.js';
import { numeric } from '../../webhooks/events.js';
import type { MessageTemplate, Page } from '../../world/model.js';
import type { Call, Routes } from '../call.js';
import { badParameter } from '../error.js';
import { paged, select } from '../paging.js';
import { asText, isRecord, type Param } from '../param.js';

/** What the template library offers; a Page clones these under a name of its own. */
const LIBRARY: Omit<MessageTemplate, 'status'>[] = [
  {
    id: '908100000000001',
    name: 'order_update',
    language: 'en',
    category: 'UTILITY',
    parameter_format: 'POSITIONAL',
    components: [{ type: 'BODY', text: 'Good news: order {{1}} is on its way.' }],
  },
  {
    id: '908100000000002',
    name: 'appointment_reminder',
    language: 'en',
    category: 'UTILITY',
    parameter_format: 'POSITIONAL',
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'Your appointment' },
      { type: 'BODY', text: 'See you on {{1}} at {{2}}, as agreed.' },
    ],
  },
];

function create(call: Call): unknown {
  const name = call.param('name').text({ max: 512 });
  if (!/^[a-z0-9_]+$/.test(name))
    throw badParameter('Param name must be lower-case letters, digits and underscores');
  const language = call.param('language').text();
  const category = call.param('category').oneOf(['UTILITY']);
  const formatParam = call.param('parameter_format');
  const format = formatParam.given ? formatParam.oneOf(['POSITIONAL', 'NAMED']) : 'POSITIONAL';
  const components = call.param('library_template_name').given ? cloned(call) : readComponents(call, format);
  const templates = call.page.messageTemplates;
  for (const each of templates.values()) {
    if (each.name === name && each.language === language) {
      throw badParameter(`There is already a template ${name} in ${language}`);
    }
  }
  const id = call.world.ids.decimal('message template', 16);
  const status = 'APPROVED';
  const template = { id, name, language, category, status, parameter_format: format, components };
  templates.set(id, template);
  tellStatus(call.platform, call.page, template);
  return { id, status: 'APPROVED', category };
}

function cloned(call: Call): Record<string, unknown>[] {
  const name = call.param('library_template_name').text();
  const found = LIBRARY.find((template) => template.name === name);
  if (!found)
    throw badParameter(`Param library_template_name must be a template of the library - got "${name}".`);
  return found.components;
}

function readComponents(call: Call, format: string): Record<string, unknown>[] {
  const components = call
    .param('components')
    .items({ min: 1 })
    .map((item) => item.object());
  for (const component of components) checkComponent(component, format);
  if (
    !components.some(
      (component) => asText(component.value && component.field('type').value).toUpperCase() === 'BODY',
    )
  ) {
    throw badParameter('Param components must include a BODY');
  }
  return components.map((component) => component.value).filter(isRecord);
}

function checkComponent(component: Param, format: string): void {
  const type = component.field('type').oneOf(['HEADER', 'BODY', 'BUTTONS']);
  if (type === 'HEADER' && component.field('format').oneOf(['TEXT', 'IMAGE']) === 'TEXT')
    component.field('text').text();
  if (type === 'BUTTONS') {
    for (const button of component.field('buttons').items({ min: 1 })) checkButton(button.object());
  }
  if (type === 'BODY') checkBody(component, format);
}

function checkButton(button: Param): void {
  const type = button.field('type').oneOf(['POSTBACK', 'URL']);
  button.field('text').text();
  if (type === 'URL') button.field('url').text();
  else button.field('payload').text();
}

/** Variables must not stand at either end; numbered ones count from 1 without a gap. */
function checkBody(component: Param, format: string): void {
  const text = component.field('text').text().trim();
  const variables = [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map((match) => match[1] ?? '');
  if (/^\{\{|\}\}$/.test(text))
    throw rejected('INCORRECT_PARAMS', 'The body must not start or end with a variable.');
  if (variables.length > 0 && !component.field('example').given) {
    throw rejected('INCORRECT_PARAMS', 'The body has variables and no example of them.');
  }
  if (format !== 'POSITIONAL') return;
  const numbers = [...new Set(variables.map(Number))].sort((a, b) => a - b);
  if (numbers.some((number, index) => number !== index + 1)) {
    throw rejected('INCORRECT_PARAMS', 'Numbered variables must count from 1 without a gap.');
  }
}

function rejected(reason: string, why: string) {
  return badParameter(`Template rejected: ${reason}`, why);
}

function show(call: Call, template: Omit<MessageTemplate, 'status'> & { status?: string }): unknown {
  const { id, name, language, category, status, components, parameter_format } = template;
  return select(
    call,
    {
      id: () => id,
      name: () => name,
      language: () => language,
      category: () => category,
      status: () => status,
      components: () => components,
      parameter_format: () => parameter_format,
    },
    ['name', 'language', 'category', 'status', 'components', 'parameter_format'],
  );
}

function remove(call: Call): unknown {
  const name = call.param('name').text();
  const only = call.param('template_id');
  const id = only.given ? only.id() : undefined;
  const gone = [...call.page.messageTemplates.values()].filter(
    (template) => template.name === name && (id === undefined || template.id === id),
  );
  if (gone.length === 0) throw badParameter(`There is no template ${name}`);
  for (const template of gone) {
    call.page.messageTemplates.delete(template.id);
    tellStatus(call.platform, call.page, { ...template, status: 'DELETED' });
  }
  return { success: true };
}

/** Tells the apps what became of a template. */
export function tellStatus(
  platform: Platform,
  page: Page,
  { id, name, language, status }: MessageTemplate,
  reason = 'NONE',
): void {
  void platform.webhooks.change(page, 'message_template_status_update', {
    event: status,
    message_template_id: numeric(id),
    message_template_name: name,
    message_template_language: language,
    reason,
  });
}

function searchLibrary(call: Call): unknown {
  const words = asText(call.request.params.name_or_content ?? '').toLowerCase();
  const language = call.request.params.language;
  const found = LIBRARY.filter(
    (template) =>
      (language === undefined || template.language === language) &&
      JSON.stringify([template.name, template.components]).toLowerCase().includes(words),
  );
  return paged(call, found, (template) => show(call, template));
}

export const messageTemplates: Routes = {
  'GET page/message_templates': (call) =>
    paged(call, [...call.page.messageTemplates.values()], (template) => show(call, template)),
  'POST page/message_templates': create,
  'DELETE page/message_templates': remove,
  'GET /message_template_library': searchLibrary,
};
