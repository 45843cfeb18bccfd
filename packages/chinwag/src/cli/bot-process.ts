import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const BIN = fileURLToPath(new URL('../../bin/chinwag.js', import.meta.url));

/** The bot as a process of its own, so that it can be started afresh while the emulator stays. */
export class BotProcess {
  #folder: string;
  #port: number;
  #environment: Record<string, string>;
  #child: ChildProcess | undefined;

  constructor(folder: string, port: number, environment: Record<string, string>) {
    this.#folder = folder;
    this.#port = port;
    this.#environment = environment;
  }

  /** Starts the bot; answers its webhook's address, or nothing when it ended before (it has said why). */
  async start(): Promise<string | undefined> {
    const child = fork(BIN, ['start', this.#folder, '--port', String(this.#port)], {
      env: { ...process.env, ...this.#environment },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    this.#child = child;
    child.stdout?.on('data', (said: Buffer) => process.stdout.write(withoutNotices(said.toString())));
    const ended = once(child, 'exit').then(() => undefined);
    const listening = once(child, 'message').then(
      ([message]) => (message as { listening: string }).listening,
    );
    return Promise.race([ended, listening]);
  }

  /** Lets the bot finish what it has, and ends it. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
}

/** What `chinwag start` says of itself is said by `chinwag dev` in its own way. */
function withoutNotices(said: string): string {
  return said.replace(/^(The bot listens at|Stopping).*\n/gm, '');
}
