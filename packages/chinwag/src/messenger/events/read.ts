import { eventKind } from './kind.js';
import { needed, number, shape } from './wire.js';

/** `read`. */
export interface WireRead {
  watermark: number;
}

/** The person has read what the Page sent. */
export interface Read {
  /** Everything sent before this moment, in milliseconds since 1970, has been read. */
  watermark: number;
}

export const read = eventKind(shape<WireRead, Read>({ watermark: needed('watermark', number) }), {
  keys: ['read'],
  identity: ({ watermark }) => String(watermark),
});
