import { signal } from '@preact/signals';
import type { PersonAction } from '../../../../src/control/protocol.js';

type Tap = PersonAction['type'];

/** What was last done, in this window, with cards that change by it: coupons, opt-ins, forms. */
const taps = signal<ReadonlyMap<string, Tap>>(new Map());

export const tappedState = (mid: string) => taps.value.get(mid);

export function rememberTap(mid: string, tap: Tap): void {
  taps.value = new Map(taps.value).set(mid, tap);
}
