import { afterEach, beforeEach } from 'vitest';
import { type Emulator, type PersonHandle, startEmulator } from '../../../src/index.js';
import { graphOf } from '../../graph-client.js';

/** Anew for each test. */
export let emulator: Emulator;
export let graph: ReturnType<typeof graphOf>;
export let ana: PersonHandle;

beforeEach(async () => {
  emulator = await startEmulator();
  graph = graphOf(emulator);
  ana = await emulator.person({ name: 'Ana Maria Lopez', locale: 'es_PE', timezone: -5 });
});

afterEach(() => emulator.close());

export const appToken = () => `${emulator.app.id}|${emulator.app.secret}`;

/** Calls in the app's name instead of the Page's. */
export const asApp = (method: string, path: string, body?: unknown) =>
  graph.call(method, path, body, { authorization: `Bearer ${appToken()}` });
