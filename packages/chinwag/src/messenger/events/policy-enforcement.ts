import { eventKind } from './kind.js';
import { from, needed, shape, text, word } from './wire.js';

/** `policy_enforcement`; older pages write it with a hyphen. */
export interface WirePolicyEnforcement {
  action: string;
  reason?: string;
}

/** Meta warned, blocked or unblocked the Page. */
export interface PolicyEnforcement {
  action: 'warning' | 'block' | 'unblock' | (string & Record<never, never>);
  /** Absent when unblocked. */
  reason?: string;
}

export const policyEnforcement = eventKind(
  shape<WirePolicyEnforcement, PolicyEnforcement>({
    action: needed('action', word()),
    reason: from('reason', text),
  }),
  { keys: ['policy_enforcement', 'policy-enforcement'], person: 'anyone' },
);
