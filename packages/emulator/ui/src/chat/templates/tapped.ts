import { signal } from '@preact/signals';

/** Cards whose one-time button was tapped in this window: revealed coupons, granted opt-ins, filled forms. */
const tapped = signal<ReadonlySet<string>>(new Set());

export const wasTapped = (mid: string) => tapped.value.has(mid);

export function rememberTap(mid: string): void {
  tapped.value = new Set(tapped.value).add(mid);
}
