import { FileError, readingFailed } from '../file-error.js';
import { hold } from './held.js';
import { SIGNATURE_LENGTH, UNKNOWN_TYPE } from './kind.js';
import type { NodeStream } from './node-stream.js';
import { type OpenedSource, refuseUsed } from './opened.js';

/** Whatever can be sent as a file. */
export type FileSource = NodeStream | ReadableStream<Uint8Array> | Uint8Array | ArrayBuffer | Blob;

/** Measures a source; holds what cannot be measured, up to the limit. */
export async function openSource(source: FileSource, limit: number, patience: number): Promise<OpenedSource> {
  if (source instanceof Uint8Array) return openBytes(source);
  if (source instanceof ArrayBuffer) return openBytes(new Uint8Array(source));
  if (source instanceof Blob) return openBlob(source);
  if (isReadable(source)) return openReadable(source, limit, patience);
  if (isWebStream(source)) return openWebStream(source, limit, patience);
  const seen = isObject(source) ? 'This' : source === null ? 'null' : `A value of type ${typeof source}`;
  throw new FileError('unusable', `${seen} is no file.`, {
    hint: 'Give a stream (fs.createReadStream(path)), a Buffer, Uint8Array, ArrayBuffer, Blob or File.',
  });
}

function openBytes(content: Uint8Array): OpenedSource {
  return { size: content.byteLength, content, start: async () => content.subarray(0, SIGNATURE_LENGTH) };
}

function openBlob(content: Blob): OpenedSource {
  const filename = 'name' in content && typeof content.name === 'string' ? content.name : undefined;
  return {
    size: content.size,
    content,
    start: async () => {
      try {
        return new Uint8Array(await content.slice(0, SIGNATURE_LENGTH).arrayBuffer());
      } catch (cause) {
        throw readingFailed(filename, cause);
      }
    },
    filename,
    contentType: content.type === '' || content.type === UNKNOWN_TYPE ? undefined : content.type,
  };
}

async function openReadable(stream: NodeStream, limit: number, patience: number): Promise<OpenedSource> {
  // Before anything is awaited: a stream that fails with nobody listening ends the process.
  stream.on('error', () => {});
  refuseUsed(stream);
  const { ReadStream } = await import('node:fs');
  try {
    if (stream instanceof ReadStream) {
      const { openDiskFile } = await import('./disk.js');
      const file = await openDiskFile(stream);
      if (file) return file;
    }
    return await openHeld(stream, () => stream.destroy(), limit, patience);
  } catch (error) {
    stream.destroy();
    throw error;
  }
}

async function openWebStream(
  stream: ReadableStream<Uint8Array>,
  limit: number,
  patience: number,
): Promise<OpenedSource> {
  if (stream.locked) {
    throw new FileError('unusable', 'The stream is being read by somebody else.', {
      hint: 'Give a stream of its own to each send (tee() makes two of one).',
    });
  }
  const reader = stream.getReader();
  const chunks = {
    [Symbol.asyncIterator]: () => ({ next: () => reader.read() as Promise<IteratorResult<Uint8Array>> }),
  };
  // A stream that failed refuses to be cancelled; there is nothing left to let go of then.
  return openHeld(chunks, () => void reader.cancel().catch(() => {}), limit, patience);
}

async function openHeld(
  chunks: AsyncIterable<unknown>,
  stop: () => void,
  limit: number,
  patience: number,
): Promise<OpenedSource> {
  const { bytes, size } = await hold(chunks, stop, limit, patience);
  const content = {
    async *[Symbol.asyncIterator]() {
      yield* bytes;
    },
  };
  return { size, content, start: async () => joinStart(bytes) };
}

function joinStart(chunks: readonly Uint8Array[]): Uint8Array {
  const start: number[] = [];
  for (const chunk of chunks) {
    start.push(...chunk.subarray(0, SIGNATURE_LENGTH - start.length));
    if (start.length === SIGNATURE_LENGTH) break;
  }
  return Uint8Array.from(start);
}

// By shape: streams of other versions of the stream library work as well, and the edge has no such class.
function isReadable(source: unknown): source is NodeStream {
  return isObject(source) && 'pipe' in source && 'on' in source && Symbol.asyncIterator in source;
}

function isWebStream(source: unknown): source is ReadableStream<Uint8Array> {
  return isObject(source) && 'getReader' in source;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
