import { eventKind } from './kind.js';
import { fallingBack, list, needed, number, shape, text } from './wire.js';

/** `delivery`. */
export interface WireDelivery {
  mids?: string[];
  watermark: number;
}

/** What the Page sent has arrived on the person's device. */
export interface Delivery {
  /** The messages meant; often empty. */
  mids: string[];
  /** Everything sent before this moment, in milliseconds since 1970, has arrived. */
  watermark: number;
}

export const delivery = eventKind(
  shape<WireDelivery, Delivery>({
    mids: fallingBack('mids', list(text), [] as string[]),
    watermark: needed('watermark', number),
  }),
  { keys: ['delivery'], identity: ({ watermark }) => String(watermark) },
);
