import type { Platform } from '../platform.js';
import type { Thread } from '../world/model.js';
import { CONTROL_LIFE, isIdle } from '../world/routing.js';
import { fromPerson } from './events.js';

/** The owner as handover events name it: null while the thread is idle. */
export function owning(platform: Platform, thread: Thread): string | null {
  return thread.owner && !isIdle(thread, platform.world.clock.now()) ? thread.owner.appId : null;
}

/** Gives a thread to an app, which hears of it. */
export function pass(platform: Platform, thread: Thread, target: string, metadata?: string): void {
  tellHandover(platform, thread, target, { pass_thread_control: own(platform, thread, target, metadata) });
}

/** Makes an app the owner of a thread; the one who loses it hears of it. */
export function take(
  platform: Platform,
  thread: Thread,
  taker: string,
  loser: string | null,
  metadata?: string,
): void {
  tellHandover(platform, thread, loser, { take_thread_control: own(platform, thread, taker, metadata) });
}

/** A handover event for one app; null tells nobody. */
export function tellHandover(platform: Platform, thread: Thread, appId: string | null, event: object): void {
  const { webhooks, world } = platform;
  world.changes.tell({ kind: 'thread', thread });
  if (appId === null) return;
  void webhooks.emit(
    thread,
    'messaging_handovers',
    { ...fromPerson(thread, world.clock.now()), ...event },
    { only: appId },
  );
}

/** Makes an app the owner; answers what a handover event says of it. */
function own(platform: Platform, thread: Thread, appId: string, metadata: string | undefined): object {
  const previous = owning(platform, thread);
  thread.owner = { appId, expiresAt: platform.world.clock.now() + CONTROL_LIFE };
  return {
    previous_owner_app_id: previous,
    new_owner_app_id: appId,
    ...(metadata !== undefined && { metadata }),
  };
}
