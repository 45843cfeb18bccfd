import type { Refusal } from './refusal.js';

const CALLING = 'The call could not be made.';
const EXTENSIONS = 'Messenger Extensions could not do that.';

/** A run of subcodes that share their words. */
function series(code: number, from: number, to: number, message: string): Refusal[] {
  return Array.from({ length: to - from + 1 }, (_, index) => ({ code, subcode: from + index, message }));
}

/**
 * Errors of what the emulator does not have: Instagram, calls, payments, Instant Games, web views. Only a fault gives
 * them; here are the words that it then has.
 */
export const DISTANT_REFUSALS: Refusal[] = [
  { code: 10, subcode: 2534022, message: 'This message is sent outside of allowed window.' },
  {
    code: 10,
    subcode: 2534077,
    message: 'The Instagram account needs to be linked again, with two factors.',
  },
  { code: 100, subcode: 2534013, message: 'The Page is not linked to an Instagram account.' },
  { code: 100, subcode: 2534014, message: 'The requested user cannot be found.' },
  { code: 100, subcode: 2534015, message: 'The message data is invalid.' },
  { code: 100, subcode: 2534025, message: 'The comment is invalid for a private reply.' },
  { code: 100, subcode: 2534029, message: 'The business is blocked.' },
  { code: 100, subcode: 2534037, message: 'The app is not the owner of the thread.' },
  {
    code: 100,
    subcode: 2534068,
    message: 'Several images in one message are not enabled for this account yet.',
  },
  { code: 200, subcode: 2534041, message: 'The owner of the account has disabled access to messages.' },
  { code: 613, subcode: 2534040, message: 'Calls to this api have exceeded the rate limit.' },
  { code: 36_000, message: 'The image is too large.' },
  { code: 36_103, message: 'The Instagram account is not eligible.' },
  { code: 341, message: 'Application limit reached' },
  {
    code: 80_002,
    message: 'There have been too many calls to this Instagram account. Wait a bit and try again.',
  },
  {
    code: 80_008,
    message: 'There have been too many calls to this WhatsApp account. Wait a bit and try again.',
  },
  { code: 613, subcode: 1996, message: 'We noticed an inconsistent number of requests.' },
  { code: 24_001, message: 'The payment failed.' },
  { code: 24_002, message: 'The payment was cancelled.' },
  { code: 24_005, message: 'The payment is not supported.' },
  { code: 10, subcode: 2018144, message: 'The cap of Instant Games notifications is reached.' },
  { code: 100, subcode: 2018154, message: EXTENSIONS },
  { code: 100, subcode: 2018163, message: EXTENSIONS },
  { code: 100, subcode: 2018166, message: EXTENSIONS },
  ...series(100, 2071010, 2071025, EXTENSIONS),
  ...series(100, 2018389, 2018396, CALLING),
];
