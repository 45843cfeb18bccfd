import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const READY = /Chat page +(http:\S+)[\s\S]*Ready in/;
/** A command that does not end within this many milliseconds is killed, and its exit code tells. */
const PATIENCE = 15_000;

export interface Showcase {
  /** Where the chat page is. */
  address: string;
  /** Asks the emulator's control API, as a script would. */
  ask<Answer>(path: string, body?: unknown): Promise<Answer>;
  /** Ends the command as Ctrl+C does; answers its exit code. */
  stop(): Promise<number | null>;
}

/** Runs what `npm start` runs, on ports of its own. */
export async function startShowcase(): Promise<Showcase> {
  const child = spawn(
    process.execPath,
    [
      'packages/chinwag/bin/chinwag.js',
      'dev',
      'examples/showcase',
      '--no-open',
      '--no-watch',
      '--port',
      '0',
      '--emulator-port',
      '0',
    ],
    { cwd: root, env: { PATH: process.env.PATH }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const ended = once(child, 'exit');
  let said = '';
  const address = await new Promise<string>((resolve, reject) => {
    const listen = (data: Buffer) => {
      said += data;
      const [, found] = READY.exec(said) ?? [];
      if (found) resolve(found);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    ended.then(([code]) => reject(new Error(`chinwag dev ended (${code}) before it was ready:\n${said}`)));
  });
  return {
    address,
    async ask<Answer>(path: string, body?: unknown) {
      const post = { method: 'POST', body: JSON.stringify(body) };
      const answer = await fetch(`${address}/_emulator/${path}`, body === undefined ? {} : post);
      if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
      return (await answer.json()) as Answer;
    },
    async stop() {
      const impatient = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
      child.kill('SIGINT');
      const [code] = await ended;
      clearTimeout(impatient);
      return code;
    },
  };
}
