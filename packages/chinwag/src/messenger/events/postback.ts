import { byMid, eventKind } from './kind.js';
import { type Referral, referralShape, type WireReferral } from './referral.js';
import { from, shape, text } from './wire.js';

/** `postback`. */
export interface WirePostback {
  mid?: string;
  title?: string;
  payload?: string;
  referral?: WireReferral;
}

/** A person tapped a button, the persistent menu, an ice breaker or Get Started. */
export interface Postback {
  mid?: string;
  /** What stood on the button. */
  title?: string;
  /** What the button carries. Absent on standby: only the app that sent the button gets it. */
  payload?: string;
  /** How the person came, when this tap began the conversation. */
  referral?: Referral;
}

export const postback = eventKind(
  shape<WirePostback, Postback>({
    mid: from('mid', text),
    title: from('title', text),
    payload: from('payload', text),
    referral: from('referral', referralShape.read),
  }),
  { keys: ['postback'], identity: byMid },
);
