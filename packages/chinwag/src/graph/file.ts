import { FileError } from './file-error.js';
import { tooLarge } from './files/held.js';
import type { FileKind } from './files/kind.js';
import { type FileSource, openSource } from './files/source.js';

export type { FileKind } from './files/kind.js';
export type { FileSource } from './files/source.js';

/** A file ready to go: named, typed and of known length. */
export interface GraphFile {
  filename: string;
  contentType: string;
  /** Bytes. */
  size: number;
  /** A stream can be read once, each chunk until the next is asked for; bytes and blobs again and again. */
  content: Uint8Array | Blob | AsyncIterable<Uint8Array>;
  /** Lets go of what the content holds open, for a file that is not going to be sent. */
  discard?: () => void;
}

export interface FileOptions {
  /** Default: the name of the file that the source comes from, or `file` and what fits the type. */
  filename?: string;
  /** Default: found from the name, or from the first bytes. */
  contentType?: string;
}

export interface PrepareOptions extends FileOptions {
  /** Bytes; also how much of a stream of unknown length is held. Default: {@link FILE_LIMIT}. */
  limit?: number;
  /** What it is wanted as; a file that is certainly something else is refused. Default: `file`, which is anything. */
  kind?: FileKind;
  /** Milliseconds for which a stream of unknown length may give nothing. Default: 60,000. */
  patience?: number;
}

/** 25 MB: what the platform takes at most. */
export const FILE_LIMIT = 25 * 1024 * 1024;

/**
 * Names, types and measures a file, and refuses one that cannot be sent. Files on disk, bytes and blobs are only
 * measured; a stream of unknown length is read and held, up to the limit.
 *
 * @throws {FileError} if it is missing, a folder, empty, too large, of the wrong kind, or fails while being read.
 */
export async function prepareFile(source: FileSource, options: PrepareOptions = {}): Promise<GraphFile> {
  const { limit = FILE_LIMIT, patience = 60_000, kind } = options;
  const opened = await openSource(source, limit, patience);
  try {
    const { size, content, start, discard } = opened;
    const filename = options.filename ?? opened.filename;
    if (size === 0) {
      throw new FileError('empty', `${filename ?? 'The file'} is empty.`, { hint: 'Send a byte or more.' });
    }
    if (size > limit) throw tooLarge(filename ?? 'The file', limit, size);
    // Loaded with the first file: a start-up need not know every type there is.
    const [{ findType }, { nameFile }] = await Promise.all([
      import('./files/type.js'),
      import('./files/name.js'),
    ]);
    const said = options.contentType ?? opened.contentType;
    const contentType = await findType({ contentType: said, filename, start }, kind);
    return { filename: nameFile(filename, contentType), contentType, size, content, discard };
  } catch (error) {
    opened.discard?.();
    throw error;
  }
}
