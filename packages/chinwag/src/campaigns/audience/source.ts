import type { Stats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AudienceError } from './error.js';

/** A stream of Node or of the web, or anything else that gives bytes or text piece by piece. */
export type Bytes = AsyncIterable<Uint8Array | string>;

/**
 * What a file of people is read from: a path, a stream, or a function that opens a stream. A stream can be read once;
 * a campaign that is looked at first (`dryRun`) and started then reads its audience twice.
 */
export type Source = string | URL | Bytes | (() => Bytes);

/** Big enough that a read is rarely waited for, small enough that a row is quickly looked at again. */
const BLOCK = 64 * 1024;

/** The file, block by block; each is overwritten by the next, which a stream's would not be until memory is short. */
async function* blocksOf(path: string | URL): AsyncGenerator<Uint8Array> {
  if ((await stat(path)).isFIFO()) {
    // To open one that nobody writes into takes for ever, and keeps the process from ending.
    throw new AudienceError(`${String(path)} is a pipe, not a file`, {
      hint: 'Pass a stream: csv(process.stdin). It can be read once only.',
    });
  }
  const file = await open(path);
  try {
    const before = await file.stat();
    const block = Buffer.allocUnsafe(BLOCK);
    for (;;) {
      const { bytesRead } = await file.read(block, 0, BLOCK);
      if (bytesRead === 0) return refuseChanged(path, before, await file.stat());
      yield block.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/**
 * What was read of a file that somebody wrote to meanwhile is nobody's list: it may end in the middle of an id. One that
 * another file took the name of is read as it was.
 *
 * @throws {AudienceError}
 */
function refuseChanged(path: string | URL, before: Stats, after: Stats): void {
  if (after.size === before.size && after.mtimeMs === before.mtimeMs) return;
  const bytes = (size: number) => `${size.toLocaleString('en')} bytes`;
  const how =
    after.size < before.size ? 'cut short' : after.size > before.size ? 'written to' : 'written over';
  throw new AudienceError(
    `${nameOf(path)} was ${how} while it was read: it had ${bytes(before.size)}, and has ${bytes(after.size)}`,
    { hint: 'Write to a file of another name, and give it this one when it is complete.' },
  );
}

/** A file of people, which can be opened again and again unless it is a stream. */
export class SourceFile {
  /** For messages: the file's name, or what it is. */
  readonly name: string;
  #source: Source;
  #wasRead = false;

  constructor(source: Source) {
    this.#source = source;
    this.name = nameOf(source);
  }

  async *read(): AsyncGenerator<Uint8Array | string> {
    try {
      yield* this.#open();
    } catch (cause) {
      if (cause instanceof AudienceError) throw cause;
      throw this.#told(cause);
    }
  }

  #told(cause: unknown): AudienceError {
    const path = typeof this.#source === 'string' ? this.#source : this.name;
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    const hint = `Paths are relative to the folder the command runs in: ${process.cwd()}`;
    if (code === 'ENOENT') return new AudienceError(`there is no file ${path}`, { hint, cause });
    if (code === 'EISDIR') return new AudienceError(`${path} is a folder, not a file`, { cause });
    if (code === 'EACCES') return new AudienceError(`${path} may not be read by this user`, { cause });
    const why = cause instanceof Error ? cause.message : String(cause);
    return new AudienceError(`${this.name} cannot be read: ${why}`, { cause });
  }

  #open(): Bytes {
    if (typeof this.#source === 'function') return this.#source();
    if (typeof this.#source === 'string' || this.#source instanceof URL) {
      return blocksOf(this.#source);
    }
    if (this.#wasRead) {
      throw new AudienceError(`${this.name} was read before, and can be read once only`, {
        hint: 'Pass the path of a file, or a function that opens the stream: csv(() => createReadStream(…)).',
      });
    }
    this.#wasRead = true;
    return this.#source;
  }
}

/** @throws {AudienceError} for what nothing can be read from. */
function nameOf(source: unknown): string {
  if (typeof source === 'string' && source !== '') return basename(source);
  if (source instanceof URL && source.protocol === 'file:') return basename(fileURLToPath(source));
  const isStream = typeof source === 'object' && source !== null && Symbol.asyncIterator in source;
  if (isStream || typeof source === 'function') return 'The stream';
  const given = source instanceof URL ? source.protocol : source === '' ? 'an empty path' : typeof source;
  throw new AudienceError(`an audience is read from a file or a stream, not from ${given}`, {
    hint: "Give a path ('people.csv'), a stream, or a function that opens a stream.",
  });
}
