import { type ReadStream, read } from 'node:fs';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { FileError, folder, readingFailed } from '../file-error.js';
import { SIGNATURE_LENGTH } from './kind.js';
import { type OpenedSource, refuseUsed } from './opened.js';

const readAt = promisify(read);

/** Large enough to be fast, and all that an upload needs. */
const BUFFER = 256 * 1024;

/**
 * Measures the file behind a stream; undefined if there is none of known length (a pipe, a bare descriptor), or if
 * somebody has begun to read. It is then read from the stream's own descriptor into one buffer over and over: the
 * stream would leave tens of megabytes of used chunks behind.
 */
export async function openDiskFile(stream: ReadStream): Promise<OpenedSource | undefined> {
  if (stream.readableEncoding !== null) {
    throw new FileError(
      'unusable',
      `${stream.path} is read as ${stream.readableEncoding} text, which damages files.`,
      {
        hint: 'Create the stream without an encoding.',
      },
    );
  }
  if (!stream.path || stream.readableDidRead) return undefined;
  const path = stream.path.toString();
  try {
    const stats = await stat(path);
    if (stats.isDirectory()) throw folder(path);
    if (!stats.isFile()) return undefined;
    const descriptor = await descriptorOf(stream);
    const { start = 0, end = Number.POSITIVE_INFINITY } = stream as { start?: number; end?: number };
    const part = { descriptor, from: start, to: Math.min(stats.size, end + 1), isCut: end + 1 < stats.size };
    return {
      size: Math.max(0, part.to - part.from),
      content: { [Symbol.asyncIterator]: () => chunks(stream, part) },
      start: () => firstBytes(part),
      filename: path,
      discard: () => stream.destroy(),
    };
  } catch (cause) {
    throw readingFailed(path, cause);
  }
}

interface Part {
  descriptor: number;
  from: number;
  /** Excluded. */
  to: number;
  /** There is more of the file behind, which is not wanted. */
  isCut: boolean;
}

/** Each chunk is valid until the next one is asked for. */
async function* chunks(
  stream: ReadStream,
  { descriptor, from, to, isCut }: Part,
): AsyncGenerator<Uint8Array> {
  refuseUsed(stream);
  const buffer = new Uint8Array(BUFFER);
  try {
    for (let position = from; ; ) {
      // Beyond the end as well, to notice a file that has grown.
      const length = isCut ? Math.min(BUFFER, to - position) : BUFFER;
      const { bytesRead } = await readAt(descriptor, buffer, 0, length, position);
      // A closed descriptor's number may have been given to another file.
      refuseUsed(stream);
      if (bytesRead === 0) return;
      position += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    stream.destroy();
  }
}

async function firstBytes({ descriptor, from, to }: Part): Promise<Uint8Array> {
  const start = new Uint8Array(SIGNATURE_LENGTH);
  const { bytesRead } = await readAt(descriptor, start, 0, Math.min(SIGNATURE_LENGTH, to - from), from);
  return start.subarray(0, bytesRead);
}

/** A stream opens its file in its own time. */
function descriptorOf(stream: ReadStream): Promise<number> {
  const { fd } = stream as { fd?: unknown };
  if (typeof fd === 'number') return Promise.resolve(fd);
  return new Promise((resolve, reject) => {
    stream.once('open', resolve);
    stream.once('error', reject);
    stream.once('close', () => reject(new Error('the stream was closed')));
  });
}
