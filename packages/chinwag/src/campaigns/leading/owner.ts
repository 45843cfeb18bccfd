import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

/** When this process began: what tells it from another that had its number before. */
const LIFE = Math.floor(performance.timeOrigin).toString(36);

/** Milliseconds that a former life is waited for. */
const FORMER_LIFE = 2_000;

/** A name no other run has, which tells people where it is: `shop-1 process 4711 (mp2x9a0c.3f9a…)`. */
export function newOwner(): string {
  return `${hostname()} process ${process.pid} (${LIFE}.${randomBytes(6).toString('hex')})`;
}

/** Whether its process has certainly ended. Of other machines nobody can tell. */
export function isGone(owner: string): boolean {
  const { host, pid } = partsOf(owner);
  if (host !== hostname() || pid === undefined) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/**
 * Milliseconds without a sign of life after which an owner may be taken over from. In a container that starts again the
 * process has the number of the one before. But so it is in two containers that were given one name, and of those both
 * live: so it is waited for, though not for long.
 */
export function patienceWith(owner: string, lease: number): number {
  const { host, pid, life } = partsOf(owner);
  const isFormerLife = host === hostname() && pid === process.pid && life !== undefined && life !== LIFE;
  return isFormerLife ? Math.min(FORMER_LIFE, lease) : lease;
}

function partsOf(owner: string): { host?: string; pid?: number; life?: string } {
  const [, host, pid, life] = /^(.+) process (\d+) \((?:(\w+)\.)?\w+\)$/.exec(owner) ?? [];
  if (host === undefined) return {};
  return { host, pid: Number(pid), ...(life === undefined ? {} : { life }) };
}
