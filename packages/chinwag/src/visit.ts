import { type AttachmentIds, MemoryAttachmentIds } from './core/storage/attachment-ids.js';
import type { Storage } from './core/storage/storage.js';

/** A storage of which only a part is used: opened when it is first asked for something, and again if that failed. */
export class Visit {
  #storage: () => Storage;
  #opened: Promise<void> | undefined;

  constructor(storage: () => Storage) {
    this.#storage = storage;
  }

  get hasBegun(): boolean {
    return this.#opened !== undefined;
  }

  async storage(): Promise<Storage> {
    const storage = this.#storage();
    this.#opened ??= Promise.resolve(storage.open?.('visitor'));
    // It may be there the next time.
    this.#opened.catch(() => {
      this.#opened = undefined;
    });
    await this.#opened;
    return storage;
  }
}

/** The ids of assets as a storage remembers them, or this process where the storage does not. */
export function attachmentIdsIn(storage: () => Promise<Storage>, now: () => number): AttachmentIds {
  const own = new MemoryAttachmentIds(now);
  const ids = async () => {
    const found = await storage();
    return found.attachmentId ? (found as AttachmentIds) : own;
  };
  return {
    attachmentId: async (file) => (await ids()).attachmentId(file),
    keepAttachmentId: async (file, id, lifetime) => (await ids()).keepAttachmentId(file, id, lifetime),
    forgetAttachmentId: async (file, id) => (await ids()).forgetAttachmentId(file, id),
  };
}
