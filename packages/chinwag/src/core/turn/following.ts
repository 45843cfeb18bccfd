import type { HeldTurn } from '../storage/storage.js';
import type { Work } from '../telemetry.js';

/** One event. */
export function turnToFollow({ platform, attempts }: HeldTurn): Work {
  return {
    name: `turn ${platform}`,
    kind: 'consumer',
    facts: { 'chinwag.platform': platform, 'chinwag.attempt': attempts + 1 },
  };
}

/** What is done in a conversation's own time, though no event has come. */
export function taskToFollow({ platform }: { platform: string }): Work {
  return { name: `task ${platform}`, facts: { 'chinwag.platform': platform } };
}
