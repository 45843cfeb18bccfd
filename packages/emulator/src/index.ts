import { Emulator, type EmulatorOptions } from './emulator.js';

export type * from './control/protocol.js';
export {
  Emulator,
  type EmulatorOptions,
  type GraphRequestRecord,
  PortInUse,
  type WebhookRecord,
} from './emulator.js';
export type { PersonHandle, Upload } from './people/person.js';
export { Impossible } from './people/refusal.js';
export type { FileSummary, TokenUse } from './traffic/exchange.js';

/** Starts an emulator: `await startEmulator()` is ready to be sent messages. */
export function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  return Emulator.start(options);
}
