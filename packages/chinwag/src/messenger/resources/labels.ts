import type { GraphCall } from '../../graph/call.js';
import { required, words } from '../messages/field.js';
import { object } from '../messages/table.js';
import {
  created,
  type OtherFields,
  openRecord,
  type Paged,
  paged,
  id as readId,
  type Success,
  success,
  text,
} from './answer.js';
import { id, type ListOptions, listRows, names, node, parameters } from './arguments.js';

/**
 * Labels that sort the people of the inbox. The Page must have accepted the Page Contact Terms (2/2018344).
 * https://developers.facebook.com/docs/messenger-platform/identity/custom-labels
 */
export interface Label {
  id: string;
  pageLabelName: string;
}

const DEFAULT_FIELDS = ['page_label_name'];

const label = openRecord<Label>({ id: readId, pageLabelName: text });
const listOptions = object(listRows);
const detailOptions = object<{ fields?: string[] }>({ fields: names('field') });
const newLabel = object<{ pageLabelName: string }>({ pageLabelName: required(words()) });
const labelled = object<{ user: string }>({ user: required(id()) });

/** Creates a label. Needs `pages_messaging` or `pages_manage_metadata`. */
export function createLabel(name: string): GraphCall<{ id: string }> {
  const body = parameters('createLabel', newLabel, { pageLabelName: name });
  return { method: 'POST', path: 'me/custom_labels', body, read: created };
}

/** Puts a label on a person. */
export function associateLabel(psid: string, labelId: string): GraphCall<Success> {
  return { method: 'POST', ...labelOf('associateLabel', psid, labelId), read: success };
}

/** Takes a label off a person. */
export function dissociateLabel(psid: string, labelId: string): GraphCall<Success> {
  return { method: 'DELETE', ...labelOf('dissociateLabel', psid, labelId), read: success };
}

function labelOf(call: string, psid: string, labelId: string) {
  const path = `${node(call, 'labelId', labelId)}/label`;
  return { path, body: parameters(call, labelled, { user: psid }) };
}

/** Lists the labels of a person. */
export function getAssociatedLabels(
  psid: string,
  { fields = DEFAULT_FIELDS, ...options }: ListOptions = {},
): GraphCall<Paged<Label & OtherFields>> {
  const path = `${node('getAssociatedLabels', 'psid', psid)}/custom_labels`;
  const query = parameters('getAssociatedLabels', listOptions, { fields, ...options });
  return { method: 'GET', path, query, read: paged(label) };
}

/** Reads a label. */
export function getLabelDetails(
  labelId: string,
  { fields = DEFAULT_FIELDS }: { fields?: string[] } = {},
): GraphCall<Label & OtherFields> {
  const path = node('getLabelDetails', 'labelId', labelId);
  return {
    method: 'GET',
    path,
    query: parameters('getLabelDetails', detailOptions, { fields }),
    read: label,
  };
}

/** Lists the labels of the Page. */
export function getLabelList({
  fields = DEFAULT_FIELDS,
  ...options
}: ListOptions = {}): GraphCall<Paged<Label & OtherFields>> {
  const query = parameters('getLabelList', listOptions, { fields, ...options });
  return { method: 'GET', path: 'me/custom_labels', query, read: paged(label) };
}

/** Deletes a label; it comes off everyone. */
export function deleteLabel(labelId: string): GraphCall<Success> {
  return { method: 'DELETE', path: node('deleteLabel', 'labelId', labelId), read: success };
}
