import { MemoryStorage, type Storage } from 'chinwag';
import { conformance } from './conformance/index.js';

// One process: whoever opens it a second time has the same one.
conformance(
  'memory',
  async () => {
    let storage: Storage | undefined;
    return {
      open: async (options) => {
        if (!storage || options.expiresIn) storage = new MemoryStorage(options);
        return storage;
      },
      remove: async () => storage?.close?.(),
    };
  },
  { isDurable: false },
);
