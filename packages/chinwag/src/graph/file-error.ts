import { ChinwagError } from '../core/errors.js';

/**
 * `missing`, `folder`, `empty`: there is nothing to send. `tooLarge`: over the limit. `wrongKind`: a PDF where a
 * picture is wanted. `unusable`: not a file, a bad type, a stream that was read already. `unreadable`: it failed
 * or stalled while being read. `changed`: it gave fewer or more bytes than it was measured to have.
 */
export type FileErrorReason =
  | 'missing'
  | 'folder'
  | 'empty'
  | 'tooLarge'
  | 'wrongKind'
  | 'unusable'
  | 'unreadable'
  | 'changed';

/** A file cannot be sent. The platform has not got it, nor a part that it would take for the whole. */
export class FileError extends ChinwagError {
  readonly reason: FileErrorReason;

  constructor(reason: FileErrorReason, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super('file', message, options);
    this.reason = reason;
  }
}

/** What went wrong while a file was being found or read, in our terms. */
export function readingFailed(filename: string | undefined, cause: unknown): FileError {
  if (cause instanceof FileError) return cause;
  const name = filename ?? 'The file';
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new FileError('missing', `${name} does not exist.`, {
      hint: 'Check the path; a relative one is looked up in the folder the process was started in.',
      cause,
    });
  }
  if (code === 'EISDIR') return folder(name);
  const why = cause instanceof Error ? cause.message : String(cause);
  return new FileError('unreadable', `${name} could not be read to its end: ${why}`, {
    hint: 'Nothing was sent as a whole, so it is safe to send it again from a new stream.',
    cause,
  });
}

export function folder(name: string): FileError {
  return new FileError('folder', `${name} is a folder.`, { hint: 'Send one file in it, or pack it first.' });
}
