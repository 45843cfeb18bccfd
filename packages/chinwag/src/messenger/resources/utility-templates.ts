import type { GraphCall } from '../../graph/call.js';
import { required, string } from '../messages/field.js';
import { object } from '../messages/table.js';
import {
  count,
  data,
  type OtherFields,
  openRecord,
  type Paged,
  paged,
  plain,
  id as readId,
  record,
  type Success,
  success,
  text,
} from './answer.js';
import { id, type ListOptions, listRows, names, parameters } from './arguments.js';
import { type NewUtilityTemplate, newTemplate } from './utility-template.js';

/**
 * Templates of utility messages, the way to write outside the 24-hour window. Needs `page_utility_messaging`.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/utility-messages
 */

export type UtilityTemplateStatus =
  | 'APPROVED'
  | 'PENDING'
  | 'REJECTED'
  | 'PAUSED'
  | 'DISABLED'
  | 'IN_APPEAL'
  | 'ARCHIVED'
  | 'DELETED'
  | 'PENDING_DELETION'
  | 'LIMIT_EXCEEDED';

export interface CreatedUtilityTemplate {
  id: string;
  /** Only what is `APPROVED` can be sent; the rest is told by a `message_template_status_update` webhook. */
  status: UtilityTemplateStatus;
  category: string;
}

/** A template of the Page. */
export interface StoredUtilityTemplate {
  id: string;
  name: string;
  language: string;
  status: UtilityTemplateStatus;
  category: string;
  parameterFormat?: 'POSITIONAL' | 'NAMED';
  /** As the platform gives them. */
  components?: Record<string, unknown>[];
  /** `INCORRECT_PARAMS`, `TAG_SHOULD_BE_MARKETING`, … */
  rejectedReason?: string;
  /** Seconds since 1970. */
  creationTime?: number;
  /** Seconds since 1970. */
  lastUpdatedTime?: number;
}

const template = openRecord<StoredUtilityTemplate>({
  id: readId,
  name: text,
  language: text,
  status: plain(),
  category: text,
  parameterFormat: plain(),
  components: plain(),
  rejectedReason: text,
  creationTime: count,
  lastUpdatedTime: count,
});

export interface UtilityTemplateFilter extends ListOptions {
  name?: string;
  content?: string;
  nameOrContent?: string;
  language?: string[];
  status?: UtilityTemplateStatus[];
}

const filter = object<UtilityTemplateFilter>({
  ...listRows,
  name: string(),
  content: string(),
  nameOrContent: string(),
  language: names('language'),
  status: names('status'),
});

/** Lists the templates of the Page. */
export function getUtilityTemplates(
  options: UtilityTemplateFilter = {},
): GraphCall<Paged<StoredUtilityTemplate & OtherFields>> {
  const query = parameters('getUtilityTemplates', filter, options);
  return { method: 'GET', path: 'me/message_templates', query, read: paged(template) };
}

/** Hands a template in; most are approved or refused at once. */
export function createUtilityTemplate(
  utilityTemplate: NewUtilityTemplate,
): GraphCall<CreatedUtilityTemplate> {
  const body = parameters('createUtilityTemplate', newTemplate, utilityTemplate);
  return {
    method: 'POST',
    path: 'me/message_templates',
    body: { category: 'UTILITY', ...body },
    read: record<CreatedUtilityTemplate>({ id: readId, status: plain(), category: text }),
  };
}

const deletion = object<{ name: string; templateId?: string }>({
  name: required(string()),
  templateId: id(),
});

/** Deletes a template in all its languages, or with its `templateId` in one. */
export function deleteUtilityTemplate(
  name: string,
  options: { templateId?: string } = {},
): GraphCall<Success> {
  const query = parameters('deleteUtilityTemplate', deletion, { name, ...options });
  return { method: 'DELETE', path: 'me/message_templates', query, read: success };
}

const librarySearch = object<{ nameOrContent?: string; language?: string } & ListOptions>({
  ...listRows,
  nameOrContent: string(),
  language: string(),
});

/**
 * Searches the platform's library of ready-made templates. Clone one with `createUtilityTemplate` and
 * `libraryTemplateName`. The templates come as the platform gives them, their names in camelCase.
 */
export function getUtilityTemplateLibrary(
  options: { nameOrContent?: string; language?: string } & ListOptions = {},
): GraphCall<({ name: string } & OtherFields)[]> {
  return {
    method: 'GET',
    path: 'message_template_library',
    query: parameters('getUtilityTemplateLibrary', librarySearch, options),
    read: data(openRecord<{ name: string }>({ name: text })),
  };
}
