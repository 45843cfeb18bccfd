import { computed, type Signal, signal } from '@preact/signals';
import type { Fault, NewFault, PlatformError, WebhookDelivery } from '../../../src/control/protocol.js';
import * as api from './api.js';
import { attempt } from './notices.js';

/** What shall go wrong. */
export const faults = signal<readonly Fault[]>([]);

/** The platform's own table of errors, once it has been asked for. */
export const platformErrors = signal<readonly PlatformError[]>([]);

/** How webhooks go out. */
export const delivery = signal<WebhookDelivery>({ duplicates: 0, disorder: 0, batch: 1, delay: 0 });

/** Whether they go out as a bot would wish: once, in order, at once, one by one. */
export const promptDelivery = computed(() => {
  const { duplicates, disorder, batch, delay } = delivery.value;
  return duplicates === 0 && disorder === 0 && batch === 1 && delay === 0;
});

/** Reads something anew. Of two readings under way the later one knows better, whichever is answered first. */
function readingInto<Value>(known: Signal<Value>, read: () => Promise<Value>): () => Promise<void> {
  let asked = 0;
  let answered = 0;
  return async () => {
    asked += 1;
    const reading = asked;
    const answer = await attempt(read);
    if (answer === undefined || reading < answered) return;
    answered = reading;
    known.value = answer;
  };
}

export const loadFaults = readingInto<readonly Fault[]>(faults, api.readFaults);

export const loadDelivery = readingInto(delivery, api.readDelivery);

export async function deliver(change: Partial<WebhookDelivery>): Promise<void> {
  // Of two changes under way the emulator may hear the later one first: neither answer has to be the last word.
  if (await attempt(() => api.changeDelivery(change))) await loadDelivery();
}

export async function loadErrors(): Promise<void> {
  if (platformErrors.value.length > 0) return;
  platformErrors.value = (await attempt(api.readErrors)) ?? [];
}

export async function addFault(fault: NewFault): Promise<boolean> {
  const added = await attempt(() => api.addFault(fault));
  await loadFaults();
  return added !== undefined;
}

export async function removeFault(id: string): Promise<void> {
  await attempt(() => api.removeFault(id));
  await loadFaults();
}
