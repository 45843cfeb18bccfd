import { eventKind } from './kind.js';
import { from, needed, shape, text, word } from './wire.js';

/** `account_linking`. */
export interface WireAccountLinking {
  status: string;
  authorization_code?: string;
}

/** A person logged in to, or out of, the business's own accounts. */
export interface AccountLinking {
  status: 'linked' | 'unlinked' | (string & Record<never, never>);
  /** What the login page passed on; only when linked. */
  authorizationCode?: string;
}

export const accountLinking = eventKind(
  shape<WireAccountLinking, AccountLinking>({
    status: needed('status', word()),
    authorizationCode: from('authorization_code', text),
  }),
  { keys: ['account_linking'] },
);
