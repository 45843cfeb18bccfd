import { FileError, readingFailed } from '../file-error.js';
import type { NodeStream } from './node-stream.js';

/** A source that has been measured, not yet named. */
export interface OpenedSource {
  size: number;
  content: Uint8Array | Blob | AsyncIterable<Uint8Array>;
  /** The first bytes, without taking them away from the content. */
  start: () => Promise<Uint8Array>;
  filename?: string;
  /** Said by the source itself. */
  contentType?: string;
  discard?: () => void;
}

/** Refuses a stream that failed, or has nothing left to give. */
export function refuseUsed(stream: NodeStream): void {
  if (stream.errored) throw readingFailed('path' in stream ? String(stream.path) : undefined, stream.errored);
  if (!stream.destroyed && !stream.readableEnded) return;
  throw new FileError('unusable', 'The stream was read or closed before.', {
    hint: 'A stream can be sent once. Create a new one for each send, or send an attachment id.',
  });
}
