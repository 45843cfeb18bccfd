import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

/** A name no other run has, which tells people where it is: `shop-1 process 4711 (3f9a…)`. */
export function newOwner(): string {
  return `${hostname()} process ${process.pid} (${randomBytes(6).toString('hex')})`;
}

/** Whether its process has certainly ended. Of other machines nobody can tell. */
export function isGone(owner: string): boolean {
  const [, host, pid] = /^(.+) process (\d+) \(\w+\)$/.exec(owner) ?? [];
  if (host !== hostname() || pid === undefined) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
