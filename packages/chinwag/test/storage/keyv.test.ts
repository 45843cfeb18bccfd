import { EventEmitter } from 'node:events';
import { StorageError } from 'chinwag';
import { describe, expect, it } from 'vitest';
import { KeyvSessionStore } from '../../src/storage/keyv.js';
import { present, session } from './conformance/place.js';

const ANN = 'messenger:ann';

/** As a Keyv behaves whose database is gone: it tells of the error, and answers nothing. */
class Gone extends EventEmitter {
  get(): undefined {
    this.emit('error', new Error('connection refused'));
  }
  set(): boolean {
    this.emit('error', new Error('connection refused'));
    return false;
  }
  delete(): boolean {
    this.emit('error', new Error('connection refused'));
    return false;
  }
}

describe('sessions in a Keyv', () => {
  it('are written, read and destroyed', async () => {
    const store = new KeyvSessionStore(new Map<string, string>());
    expect(await store.read(ANN)).toBeNull();
    await store.write(ANN, session(ANN, { count: 1 }));
    expect(await store.read(ANN)).toEqual(session(ANN, { count: 1 }));
    await store.destroy(ANN);
    expect(await store.read(ANN)).toBeNull();
  });

  it('are copies', async () => {
    const store = new KeyvSessionStore(new Map<string, string>());
    await store.write(ANN, session(ANN, { list: [1] }));
    present(await store.read(ANN)).state.list = 'changed';
    expect(present(await store.read(ANN)).state).toEqual({ list: [1] });
  });

  it('are given the time they live, in milliseconds', async () => {
    const lifetimes: unknown[] = [];
    const keyv = {
      get: () => undefined,
      delete: () => true,
      set: (...args: unknown[]) => lifetimes.push(args[2]),
    };
    await new KeyvSessionStore(keyv, { expiresIn: 10 }).write(ANN, session(ANN));
    await new KeyvSessionStore(keyv).write(ANN, session(ANN));
    expect(lifetimes).toEqual([600_000, undefined]);
  });

  it('are listed where the store can list them, and refused where it cannot', async () => {
    const kept = new Map<string, string>();
    const listing = Object.assign(kept, {
      async *iterator() {
        yield* kept.entries();
      },
    });
    const store = new KeyvSessionStore(listing);
    await store.write(ANN, session(ANN));
    expect(await store.all()).toEqual([session(ANN)]);
    await expect(new KeyvSessionStore(new Map()).all()).rejects.toThrow(StorageError);
  });

  it('are never taken for none when the store is gone', async () => {
    const store = new KeyvSessionStore(new Gone());
    await expect(store.read(ANN)).rejects.toThrow(StorageError);
    await expect(store.write(ANN, session(ANN))).rejects.toThrow(StorageError);
    await expect(store.destroy(ANN)).rejects.toThrow(StorageError);
    const silent = {
      throwOnErrors: false,
      get(): undefined {
        if (this.throwOnErrors) throw new Error('gone');
      },
      set: () => true,
      delete: () => true,
    };
    await expect(new KeyvSessionStore(silent).read(ANN)).rejects.toThrow(StorageError);
    const throwing = { get: () => Promise.reject(new Error('gone')), set: () => true, delete: () => true };
    await expect(new KeyvSessionStore(throwing).read(ANN)).rejects.toThrow(StorageError);
  });

  it.each(['', 'no JSON', '42', 'null', '[]'])(
    'that read %j are an error that names the session',
    async (text) => {
      const store = new KeyvSessionStore(new Map([[ANN, text]]));
      await expect(store.read(ANN)).rejects.toThrow(ANN);
    },
  );
});
