import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { connect, type RemoteEmulator } from '@chinwag/emulator';
import { steadyPort } from './steady-port.js';

const BIN = fileURLToPath(new URL('../packages/emulator/dist/bin.js', import.meta.url));
/** A command that does not end within this many milliseconds is killed, and its exit code tells. */
const PATIENCE = 15_000;

export interface EmulatorProcess {
  emulator: RemoteEmulator;
  /** Ends the command as Ctrl+C does; answers its exit code. */
  stop(): Promise<number | null>;
}

/** Runs the emulator that was built, chat page and all, on a port of its own: a page that is open goes on asking for it when it has ended. */
export async function startEmulatorProcess(...flags: string[]): Promise<EmulatorProcess> {
  const child = spawn(process.execPath, [BIN, '--port', `${await steadyPort()}`, '--json', ...flags], {
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const line = await Promise.race([
    once(createInterface(child.stdout), 'line').then(([text]) => String(text)),
    ended.then(([code]) => Promise.reject(new Error(`The emulator ended (${code}) before it was ready.`))),
  ]);
  const { origin } = JSON.parse(line) as { origin: string };
  return {
    emulator: await connect(origin),
    async stop() {
      const impatient = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
      child.kill('SIGINT');
      const [code] = await ended;
      clearTimeout(impatient);
      return code;
    },
  };
}
