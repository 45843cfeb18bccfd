import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Emulator } from '@chinwag/emulator';

/** A process that sends a campaign to the people of an emulator: one of the scripts beside the tests. */
export function campaignProcess(
  script: 'campaign-kill/worker.js' | 'campaign-workers/worker.js',
  emulator: Emulator,
  variables: Record<string, string>,
  output: 'inherit' | 'ignore' = 'inherit',
): ChildProcess {
  return fork(fileURLToPath(new URL(script, import.meta.url)), [], {
    env: {
      ...process.env,
      GRAPH_ORIGIN: emulator.origin,
      ACCESS_TOKEN: emulator.page.accessToken,
      ...variables,
    },
    stdio: ['ignore', output, output, 'ipc'],
  });
}
