import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { PAGE, SECRET, TOKEN } from './bot.js';

/** Runs the `chinwag` command as somebody at a terminal does, on what was built. */
export const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'packages/chinwag/bin/chinwag.js');
// Inside the repository, so that `chinwag` is found as an installed package is.
// Each test file has its own, so that none clears away another's.
const projects = join(root, 'test', '.projects', String(process.pid));
const running = new Set<ChildProcess>();

beforeAll(() => {
  mkdirSync(projects, { recursive: true });
});

afterEach(async () => {
  for (const child of running) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
});

afterAll(() => rmSync(projects, { recursive: true, force: true }));

/** A bot's folder with these files in it. */
export function project(name: string, files: Record<string, string>): string {
  const folder = join(projects, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'src'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  for (const [path, content] of Object.entries(files)) writeFileSync(join(folder, path), content);
  return folder;
}

/** Runs the command; `until` waits for words on its output, and rejects when it ends without them. */
export const chinwag = (args: string[], environment: Record<string, string> = {}) =>
  run([process.execPath, bin, ...args], environment);

/**
 * The same at a terminal of so many columns, which is what `script` is for the program it runs. When the child is
 * killed, the terminal goes away from the command, as it does with a connection that is lost. One that is detached
 * writes to the terminal, and is not told that it goes away.
 */
export function chinwagAtTerminal(
  { columns = 80, isDetached = false },
  args: string[],
  environment: Record<string, string> = {},
) {
  const typed = [process.execPath, bin, ...args].map((word) => `'${word}'`).join(' ');
  const shell = `stty cols ${columns} rows 40; exec ${isDetached ? 'setsid --wait ' : ''}${typed}`;
  const words =
    process.platform === 'darwin'
      ? ['-q', '/dev/null', 'sh', '-c', shell]
      : ['--quiet', '--return', '--command', shell, '/dev/null'];
  return run(['script', ...words], { TERM: 'xterm', ...environment });
}

function run([file = '', ...args]: string[], environment: Record<string, string>) {
  const child = spawn(file, args, {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let said = '';
  let heard = () => {};
  const listen = (data: Buffer) => {
    said += data;
    heard();
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  const ended = once(child, 'exit').then(([code, signal]) => {
    running.delete(child);
    heard();
    return { code: code ?? signal, said };
  });
  const until = async (words: RegExp, since = 0): Promise<RegExpExecArray> => {
    for (;;) {
      const found = words.exec(said.slice(since));
      if (found) return found;
      if (!running.has(child)) throw new Error(`ended without ${words}:\n${said}`);
      await new Promise<void>((resolve) => {
        heard = resolve;
      });
    }
  };
  return { child, until, ended, length: () => said.length };
}

/** The credentials of a bot whose Graph API is there. */
export const environment = (origin: string) => ({
  MESSENGER_ORIGIN: origin,
  MESSENGER_PAGE_ID: PAGE,
  MESSENGER_ACCESS_TOKEN: TOKEN,
  MESSENGER_APP_SECRET: SECRET,
  MESSENGER_VERIFY_TOKEN: 'verify-me',
});
