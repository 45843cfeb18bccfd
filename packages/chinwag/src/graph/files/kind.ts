/** What a file is wanted as; `file` takes anything. */
export type FileKind = 'image' | 'audio' | 'video' | 'file';

/** How many of the first bytes tell a file's type. */
export const SIGNATURE_LENGTH = 64;

/** A type that says nothing. */
export const UNKNOWN_TYPE = 'application/octet-stream';
