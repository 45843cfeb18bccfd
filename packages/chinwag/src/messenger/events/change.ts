import { fingerprint } from '../../core/fingerprint.js';
import { eventKind } from './kind.js';
import { isObject, needed, shape, untouched, word } from './wire.js';

/** An item of `changes[]`: something happened on the Page, not in a conversation. */
export interface Change {
  field:
    | 'feed'
    | 'mention'
    | 'inbox_labels'
    | 'leadgen'
    | 'message_template_status_update'
    | (string & Record<never, never>);
  /** As it came: each field has a shape of its own, in wire names. */
  value: unknown;
}

export const change = eventKind(
  shape<Change, Change>({ field: needed('field', word()), value: needed('value', untouched) }),
  {
    keys: [],
    person: 'anyone',
    // A label can be put on, taken off and put on again: without a time of its own, the value does not tell which.
    identity: ({ field, value }, { sentAt }) =>
      `${field}:${fingerprint(value)}${hasTime(value) ? '' : `:${sentAt}`}`,
  },
);

function hasTime(value: unknown): boolean {
  return isObject(value) && (value.created_time !== undefined || value.timestamp !== undefined);
}
