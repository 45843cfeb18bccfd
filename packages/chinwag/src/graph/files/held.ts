import { FileError, readingFailed } from '../file-error.js';

/** A stream that has been read to its end and is held, because nobody knew its length. */
export interface HeldStream {
  bytes: Uint8Array[];
  size: number;
}

/**
 * Reads a stream to its end. `stop` lets go of it: when it passes the limit, and when it gives nothing for
 * `patience` milliseconds.
 */
export async function hold(
  chunks: AsyncIterable<unknown>,
  stop: () => void,
  limit: number,
  patience: number,
): Promise<HeldStream> {
  const bytes: Uint8Array[] = [];
  let size = 0;
  let isStalled = false;
  const watch = () =>
    setTimeout(() => {
      isStalled = true;
      stop();
    }, patience);
  let timer = watch();
  try {
    for await (const chunk of chunks) {
      clearTimeout(timer);
      const next = toBytes(chunk);
      size += next.byteLength;
      if (size > limit) throw tooLarge(undefined, limit);
      bytes.push(next);
      timer = watch();
    }
  } catch (cause) {
    stop();
    throw isStalled ? stalled(patience) : readingFailed('The stream', cause);
  } finally {
    clearTimeout(timer);
  }
  if (isStalled) throw stalled(patience);
  return { bytes, size };
}

/** `size`: if it is known. */
export function tooLarge(name: string | undefined, limit: number, size?: number): FileError {
  const seen = size === undefined ? 'has more' : `has ${size} bytes, more`;
  return new FileError('tooLarge', `${name ?? 'The stream'} ${seen} than the limit of ${limit} bytes.`, {
    hint: 'Make it smaller, or put it on a web server and send its URL.',
  });
}

function stalled(patience: number): FileError {
  return new FileError('unreadable', `The stream gave nothing for ${patience} ms.`, {
    hint: 'End the stream when all is written.',
  });
}

function toBytes(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  if (typeof chunk === 'string') return new TextEncoder().encode(chunk);
  if (chunk instanceof ArrayBuffer) return new Uint8Array(chunk);
  throw new FileError('unusable', 'The stream gives objects instead of bytes.', {
    hint: 'Give a stream of Buffers, Uint8Arrays or strings.',
  });
}
