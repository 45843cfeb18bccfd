import { open } from 'node:fs/promises';
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
  const file = await open(path);
  try {
    const block = Buffer.allocUnsafe(BLOCK);
    for (;;) {
      const { bytesRead } = await file.read(block, 0, BLOCK);
      if (bytesRead === 0) return;
      yield block.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
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
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new AudienceError(`${this.name} cannot be read: ${why}`, { cause });
    }
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

function nameOf(source: Source): string {
  if (typeof source === 'string') return basename(source);
  if (source instanceof URL) return basename(fileURLToPath(source));
  if (typeof source === 'function' || Symbol.asyncIterator in source) return 'The stream';
  throw new AudienceError('An audience is read from a path, a stream, or a function that opens a stream');
}
