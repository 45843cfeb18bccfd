import type { GraphCall } from '../../graph/call.js';
import { required, string } from '../messages/field.js';
import { object } from '../messages/table.js';
import { id as readId, record, text } from './answer.js';
import { id, parameters } from './arguments.js';

/** https://developers.facebook.com/docs/messenger-platform/identity/account-linking */

/** The two ends of a linking that is under way. */
export interface AccountLinkingRecipient {
  /** The Page. */
  id: string;
  /** The PSID of the person. */
  recipient: string;
}

const linking = object<{ accountLinkingToken: string }>({ accountLinkingToken: required(string()) });
const unlinking = object<{ psid: string }>({ psid: required(id()) });

/**
 * Finds out who is linking an account.
 * @param accountLinkingToken What the linking page was opened with; valid for 5 minutes (10303 after that).
 */
export function getAccountLinkingRecipient(accountLinkingToken: string): GraphCall<AccountLinkingRecipient> {
  const query = parameters('getAccountLinkingRecipient', linking, { accountLinkingToken });
  return {
    method: 'GET',
    path: 'me',
    query: { fields: 'recipient', ...query },
    read: record<AccountLinkingRecipient>({ id: readId, recipient: readId }),
  };
}

/** Undoes the linking of a person's account. */
export function unlinkAccount(psid: string): GraphCall<{ result: string }> {
  const body = parameters('unlinkAccount', unlinking, { psid });
  return {
    method: 'POST',
    path: 'me/unlink_accounts',
    body,
    read: record<{ result: string }>({ result: text }),
  };
}
