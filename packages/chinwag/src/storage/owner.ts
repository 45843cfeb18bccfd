import { hostname } from 'node:os';

/** What a process is called that has no name of its own: whoever is on the same machine can tell whether it lives. */
export const THIS_PROCESS = `${hostname()} ${process.pid} ${Math.floor(performance.timeOrigin)}`;

/** Whether what holds something has ended and will not come back for it, as far as a process that starts can tell. */
export function isOfThePast(owner: string, own: string): boolean {
  // Nobody else may have a name that was given: who had it is who has it now.
  return owner === own ? owner !== THIS_PROCESS : hasEnded(owner);
}

function hasEnded(owner: string): boolean {
  const [, host = '', pid = ''] = /^(.+) (\d+) (\d+)$/.exec(owner) ?? [];
  if (host !== hostname() || owner === THIS_PROCESS) return false;
  // In a container that starts again, the process before had the same number.
  return Number(pid) === process.pid || !isRunning(Number(pid));
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // There is one, and it is somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
