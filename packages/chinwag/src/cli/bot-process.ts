import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const BIN = fileURLToPath(new URL('bin/chinwag.js', import.meta.resolve('chinwag/package.json')));

/** What the bot says once it listens. */
export interface Listening {
  /** Its webhook's address. */
  listening: string;
  /** The webhook fields of its config. */
  fields?: string[];
  /** Where its conversations stay when it ends; undefined when they do not. */
  keptIn?: string;
}

/** For turns under way; a bot that hangs must not hang the reload. */
const PATIENCE_MILLISECONDS = 5_000;

/** The bot as a process of its own, so that it can be started afresh while the emulator stays. */
export class BotProcess {
  #folder: string;
  #port: number;
  #environment: Record<string, string>;
  #child: ChildProcess | undefined;
  #stopping = false;
  #ended: (reason: string) => void = () => {};

  constructor(folder: string, port: number, environment: Record<string, string>) {
    this.#folder = folder;
    this.#port = port;
    this.#environment = environment;
  }

  /** Calls back when the bot ends by itself after it has listened. */
  onEnd(ended: (reason: string) => void): void {
    this.#ended = ended;
  }

  /** Starts the bot; answers where it listens for what, or nothing when it ended before (it has said why). */
  async start(): Promise<Listening | undefined> {
    const child = fork(BIN, ['start', this.#folder, '--port', String(this.#port), '--profile'], {
      env: { ...process.env, ...this.#environment },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#child = child;
    const ended = once(child, 'exit').then(() => undefined);
    const listening = once(child, 'message').then(([message]) => message as Listening);
    const found = await Promise.race([ended, listening]);
    if (found)
      child.once('exit', (code, signal) => !this.#stopping && this.#ended(signal ?? `exit code ${code}`));
    return found;
  }

  /** Lets the bot finish what it has, and ends it. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    this.#stopping = true;
    child.kill('SIGTERM');
    const patience = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MILLISECONDS);
    await once(child, 'exit');
    clearTimeout(patience);
    this.#stopping = false;
  }
}
