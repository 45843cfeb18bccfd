import { type MessageExtras, withExtras } from './extras.js';
import { type Field, string } from './field.js';

/** A sticker of the platform's packs, since 2026-06-01. */
export interface StickerContent {
  /** Digits. */
  stickerId: string | number;
}

const digits = string({ rule: (value) => (/^\d+$/.test(value) ? undefined : 'is no number of a sticker') });

export const stickerField: Field<string | number> = {
  write(value, findings) {
    if (typeof value !== 'number') return digits.write(value, findings);
    if (!Number.isSafeInteger(value)) findings.error('is no whole number below 2^53; write it as a string');
    return value;
  },
};

/** The thumbs-up, which may always be sent though no pack has it. */
export const LIKE_STICKER = '369239263222822';

/** A sticker by its id. Only inside the 24-hour window. */
export function sticker(stickerId: string | number, options?: MessageExtras): StickerContent & MessageExtras {
  return withExtras({ stickerId }, options);
}
