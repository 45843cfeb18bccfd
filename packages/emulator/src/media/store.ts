import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Ids } from '../world/ids.js';
import type { Media, SavedMedia } from './media.js';

/** A file that has arrived and nobody has accepted yet. */
export interface ReceivedFile {
  filename: string;
  type: string;
  size: number;
  /** True when it was longer than it may be; the rest was thrown away. */
  truncated: boolean;
  path: string;
}

export const MEGABYTE = 1024 * 1024;
/** The platform's limits: images 8 MB, everything else 25 MB. */
export const LARGEST_IMAGE = 8 * MEGABYTE;
export const LARGEST_FILE = 25 * MEGABYTE;

/** Keeps files in a temporary folder, so that memory stays flat whatever is uploaded. */
export class MediaStore {
  readonly #ids: Ids;
  readonly #media = new Map<string, Media & { path: string }>();
  #folder: Promise<string> | undefined;
  #received = 0;

  constructor(ids: Ids) {
    this.#ids = ids;
  }

  /** Writes a file to disk, at most `limit` bytes of it. */
  async receive(
    content: AsyncIterable<Uint8Array> | Uint8Array,
    given: { filename: string; type: string },
    limit = LARGEST_FILE,
  ): Promise<ReceivedFile> {
    const path = join(await this.#open(), String(++this.#received));
    let size = 0;
    const capped = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        size += chunk.length;
        done(null, size <= limit ? chunk : undefined);
      },
    });
    const chunks = content instanceof Uint8Array ? [content] : content;
    await pipeline(chunks, capped, createWriteStream(path));
    return { ...given, size, truncated: size > limit, path };
  }

  /** Accepts a received file. */
  keep(file: ReceivedFile): Media {
    const media = {
      id: this.#ids.decimal('media', 16),
      filename: file.filename,
      type: file.type,
      size: file.size,
      path: file.path,
    };
    this.#media.set(media.id, media);
    return media;
  }

  async discard(file: ReceivedFile): Promise<void> {
    await rm(file.path, { force: true });
  }

  get(id: string): Media | undefined {
    return this.#media.get(id);
  }

  /** The bytes from `start` up to and including `end`. */
  read(id: string, range?: { start: number; end: number }): ReadableStream | null {
    const media = this.#media.get(id);
    return media ? (Readable.toWeb(createReadStream(media.path, range)) as ReadableStream) : null;
  }

  /** Everything kept, with its bytes, to be saved with the world. */
  async save(): Promise<SavedMedia[]> {
    return Promise.all(
      [...this.#media.values()].map(async ({ path, ...media }) => ({
        ...media,
        base64: (await readFile(path)).toString('base64'),
      })),
    );
  }

  async load(saved: SavedMedia[]): Promise<void> {
    this.#media.clear();
    for (const { base64, ...media } of saved) {
      const path = join(await this.#open(), `saved-${media.id}`);
      await writeFile(path, Buffer.from(base64, 'base64'));
      this.#media.set(media.id, { ...media, size: (await stat(path)).size, path });
    }
  }

  async close(): Promise<void> {
    if (this.#folder) await rm(await this.#folder, { recursive: true, force: true });
  }

  #open(): Promise<string> {
    this.#folder ??= mkdtemp(join(tmpdir(), 'messenger-emulator-'));
    return this.#folder;
  }
}
