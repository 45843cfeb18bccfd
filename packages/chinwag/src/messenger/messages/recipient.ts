import type { Recipient } from '../message.js';
import { type Field, id, required, string, words } from './field.js';
import { exactlyOne, object } from './table.js';

type RecipientForm = Exclude<Recipient, string>;
type PersonName = NonNullable<Extract<RecipientForm, { phoneNumber: string }>['name']>;

const psid = id();

const form = object<RecipientForm>(
  {
    id: id(),
    userRef: id(),
    commentId: id(),
    postId: id(),
    oneTimeNotifToken: string(),
    notificationMessagesToken: string(),
    phoneNumber: string(),
    name: object<PersonName>({ firstName: required(words()), lastName: required(words()) }),
  },
  exactlyOne(
    'id',
    'userRef',
    'commentId',
    'postId',
    'oneTimeNotifToken',
    'notificationMessagesToken',
    'phoneNumber',
  ),
);

/** To whom; a number in place of a PSID is refused, for it may have lost digits. */
export const recipientField: Field<Recipient> = {
  write(value, findings) {
    if (typeof value === 'object' && value !== null) return form.write(value, findings);
    if (value === undefined || value === null) return findings.error('is missing');
    return { id: psid.write(value, findings) };
  },
};

/** Whether it is a token that stands for a permission to write, which the platform takes without a messaging type. */
export function isToken(recipient: Recipient): boolean {
  return (
    typeof recipient === 'object' &&
    recipient !== null &&
    ('oneTimeNotifToken' in recipient || 'notificationMessagesToken' in recipient)
  );
}
