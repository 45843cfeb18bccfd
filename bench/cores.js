import { execFileSync } from 'node:child_process';

/** What goes before a command so that it runs on one core alone. */
export const onCore = (core) => (process.platform === 'linux' ? ['taskset', '-c', String(core)] : []);

/** This process drives from the second core, so that what is measured has the first to itself. */
export function moveToSecondCore() {
  if (process.platform === 'linux')
    execFileSync('taskset', ['-acp', '1', String(process.pid)], { stdio: 'ignore' });
}
