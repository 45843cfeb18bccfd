import { lookup } from 'mrmime';
import { FileError } from '../file-error.js';
import { type FileKind, SIGNATURE_LENGTH, UNKNOWN_TYPE } from './kind.js';

type Signature = [type: string, offset: number, bytes: string];

/** First bytes as Latin-1, longest first where one begins another. */
const signatures: Signature[] = [
  ['image/png', 0, '\x89PNG\r\n\x1a\n'],
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/gif', 0, 'GIF87a'],
  ['image/gif', 0, 'GIF89a'],
  ['image/webp', 8, 'WEBP'],
  ['image/heic', 4, 'ftypheic'],
  ['image/heic', 4, 'ftypmif1'],
  ['image/avif', 4, 'ftypavif'],
  ['image/bmp', 0, 'BM'],
  ['image/tiff', 0, 'II*\0'],
  ['image/tiff', 0, 'MM\0*'],
  ['audio/mp4', 4, 'ftypM4A'],
  ['audio/mp4', 4, 'ftypM4B'],
  ['video/quicktime', 4, 'ftypqt'],
  ['video/3gpp', 4, 'ftyp3gp'],
  ['video/mp4', 4, 'ftyp'],
  ['video/quicktime', 4, 'moov'],
  ['video/webm', 0, '\x1a\x45\xdf\xa3'],
  ['video/x-msvideo', 8, 'AVI '],
  ['audio/wav', 8, 'WAVE'],
  ['audio/ogg', 0, 'OggS'],
  ['audio/flac', 0, 'fLaC'],
  ['audio/amr', 0, '#!AMR'],
  ['audio/mpeg', 0, 'ID3'],
  ['audio/aac', 0, '\xff\xf1'],
  ['audio/aac', 0, '\xff\xf9'],
  ['audio/mpeg', 0, '\xff\xfb'],
  ['audio/mpeg', 0, '\xff\xfa'],
  ['audio/mpeg', 0, '\xff\xf3'],
  ['audio/mpeg', 0, '\xff\xf2'],
  ['application/pdf', 0, '%PDF-'],
  ['application/zip', 0, 'PK\x03\x04'],
  ['application/gzip', 0, '\x1f\x8b'],
  ['application/x-7z-compressed', 0, "7z\xbc\xaf'\x1c"],
];

/** Boxes that hold sound as well as pictures: what is in them, the kind that is wanted decides. */
const boxes: Record<string, Partial<Record<FileKind, string>>> = {
  'video/mp4': { audio: 'audio/mp4' },
  'audio/mp4': { video: 'video/mp4' },
  'video/webm': { audio: 'audio/webm' },
  'video/3gpp': { audio: 'audio/3gpp' },
  'audio/ogg': { video: 'video/ogg' },
  'video/ogg': { audio: 'audio/ogg' },
  'application/ogg': { audio: 'audio/ogg', video: 'video/ogg' },
};

/** By the first bytes; undefined if they tell nothing. */
export function typeOfBytes(start: Uint8Array): string | undefined {
  const text = String.fromCharCode(...start.subarray(0, SIGNATURE_LENGTH));
  return signatures.find(([, offset, bytes]) => text.startsWith(bytes, offset))?.[0];
}

/** By the extension; undefined if it tells nothing. */
export function typeOfName(filename: string | undefined): string | undefined {
  const type = filename?.includes('.') ? lookup(filename) : undefined;
  return type === UNKNOWN_TYPE ? undefined : type;
}

/** What is known of a file's type, the most reliable first. */
export interface TypeHints {
  /** Said by the caller. */
  contentType: string | undefined;
  filename: string | undefined;
  /** Reads the first bytes; asked only if nothing else helps. */
  start: () => Promise<Uint8Array>;
}

/** Finds the type, and refuses a file that is certainly of another kind than the one that is wanted. */
export async function findType(hints: TypeHints, kind: FileKind = 'file'): Promise<string> {
  const wanted = (type: string) => checkKind(type, kind, hints.filename);
  if (hints.contentType !== undefined) return wanted(checkType(hints.contentType));
  const named = typeOfName(hints.filename);
  if (named !== undefined && fits(named, kind)) return asKind(named, kind);
  const found = typeOfBytes(await hints.start());
  // Bytes do not lie: a picture called .txt is sent as the picture that it is.
  return wanted(found ?? named ?? UNKNOWN_TYPE);
}

function checkKind(type: string, kind: FileKind, filename = 'The file'): string {
  if (type === UNKNOWN_TYPE || fits(type, kind)) return asKind(type, kind);
  throw new FileError('wrongKind', `${filename} is ${type}, and ${kind} is wanted.`, {
    hint: `Send it as what it is, or give its contentType if it is ${kind} after all.`,
  });
}

function fits(type: string, kind: FileKind): boolean {
  return kind === 'file' || asKind(type, kind).startsWith(`${kind}/`);
}

function asKind(type: string, kind: FileKind): string {
  return boxes[type]?.[kind] ?? type;
}

/** `type/subtype`, perhaps with parameters; nothing that could end a header's line. */
const TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:;[\x20-\x7e]*)?$/;

function checkType(type: string): string {
  if (TYPE.test(type)) return type.toLowerCase();
  throw new FileError('unusable', `contentType ${JSON.stringify(type.slice(0, 100))} is no type.`, {
    hint: "Write it like 'image/png', or leave it out: it is found from the name or the bytes.",
  });
}
