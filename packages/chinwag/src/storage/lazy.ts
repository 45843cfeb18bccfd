import type { Storage } from '../core/storage/storage.js';

/** A durable storage whose driver is loaded when it is first asked for something, and not with Chinwag. */
export function lazyStorage(
  load: () => Promise<Storage>,
  about: Pick<Storage, 'isShared' | 'place'> = {},
): Storage {
  const known: Partial<Storage> = { isDurable: true, lease: 30_000, isShared: false, ...about };
  let loaded: Promise<Storage> | undefined;
  return new Proxy(known as Storage, {
    get(_, name: keyof Storage | 'then') {
      // It is no promise, whatever `await` may ask it.
      if (name === 'then' || name in known) return known[name as keyof Storage];
      return async (...args: unknown[]) => {
        loaded ??= load();
        const storage = await loaded;
        return (storage[name] as ((...args: unknown[]) => unknown) | undefined)?.apply(storage, args);
      };
    },
  });
}
