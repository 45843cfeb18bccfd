import type { Storage } from 'chinwag';
import { afterEach, beforeEach, describe } from 'vitest';
import type { StorageOptions } from '../../../src/storage/options.js';
import { accepting } from './accepting.js';
import { asides } from './asides.js';
import { attachments } from './attachments.js';
import { durability } from './durability.js';
import { journals } from './journals.js';
import { leases } from './leases.js';
import { Clock, type MakePlace, type Place } from './place.js';
import { schedules } from './schedules.js';
import { sessions } from './sessions.js';
import { strangers } from './strangers.js';

/** What a test is given: a storage on an empty place, others on the same one, and their clock. */
export interface Scene {
  clock: Clock;
  storage: Storage;
  another(options?: StorageOptions): Promise<Storage>;
}

export const LEASE = 30_000;
export const REMEMBER = 3_600_000;

/** What every storage promises, and what those promise that outlive the process. */
export function conformance(name: string, makePlace: MakePlace, { isDurable }: { isDurable: boolean }): void {
  describe(name, () => {
    let place: Place;
    const scene = {} as Scene;

    beforeEach(async () => {
      place = await makePlace();
      scene.clock = new Clock();
      scene.another = (options) =>
        place.open({ now: scene.clock.now, lease: LEASE, remember: REMEMBER, ...options });
      scene.storage = await scene.another();
    });
    afterEach(() => place.remove());

    for (const chapter of [accepting, leases, journals, asides, schedules, sessions, attachments, strangers])
      chapter(scene);
    if (isDurable) durability(scene);
  });
}
