import { Emulator } from './emulator.js';
import type { EmulatorOptions } from './options.js';

export { connect, type RemoteEmulator } from './client/connect.js';
export type { RemotePage } from './client/page.js';
export type { RemotePerson } from './client/person.js';
export { ControlRefusal } from './client/request.js';
export type * from './control/protocol.js';
export type { GraphRequestRecord, WebhookRecord } from './control/records.js';
export { Emulator } from './emulator.js';
export type { Fault, FaultEffect, NewFault } from './faults/fault.js';
export type { EmulatorOptions } from './options.js';
export type { PolicyAction, TemplateStatus } from './pages/actor.js';
export type { PageHandle } from './pages/page.js';
export type { PersonHandle, Upload } from './people/person.js';
export { Impossible } from './people/refusal.js';
export { PortInUse } from './port-in-use.js';
export type { SavedState } from './saved-state.js';
export type { FileSummary, ItemRefusal, TokenUse } from './traffic/exchange.js';
export type { WebhookDelivery } from './webhooks/delivery.js';

/** Starts an emulator: `await startEmulator()` is ready to be sent messages. */
export function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  return Emulator.start(options);
}
