import { lookup, mimes } from 'mrmime';
import { UNKNOWN_TYPE } from './kind.js';

/** The usual extension where a type has several, or one that nobody uses. */
const usual: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/tiff': 'tiff',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/ogg': 'ogg',
  'audio/wav': 'wav',
  'audio/aac': 'aac',
  'audio/webm': 'weba',
  'audio/flac': 'flac',
  'audio/amr': 'amr',
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
  'video/mpeg': 'mpg',
  'video/webm': 'webm',
  'text/plain': 'txt',
  'text/html': 'html',
  'application/zip': 'zip',
  [UNKNOWN_TYPE]: 'bin',
};

/** What file systems and forms take, in bytes of UTF-8. */
const LONGEST = 255;

/** Controls, and the marks that turn the direction of writing and so hide an extension. */
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu;

/** A name that any system can take, with an extension that fits the type; `file.png` if there is nothing better. */
export function nameFile(wished: string | undefined, contentType: string): string {
  const type = contentType.split(';', 1)[0]?.trim() ?? '';
  const name = (wished?.split(/[\\/]/).at(-1) ?? '').replace(UNSAFE, '').trim();
  const isName = /[^.\s]/.test(name);
  const extension = extensionOf(type);
  const base = isName ? name : 'file';
  return shorten(base, extension === undefined || hasFitting(base, type) ? undefined : extension);
}

function hasFitting(name: string, type: string): boolean {
  const dot = name.lastIndexOf('.');
  if (dot < 1 || dot === name.length - 1) return false;
  if (type === UNKNOWN_TYPE) return true;
  const named = lookup(name);
  // Between sound and picture in the same box, and for extensions nobody knows, the name is left alone.
  return named === undefined || named === type || subtype(named) === subtype(type);
}

function subtype(type: string): string | undefined {
  return type.split('/')[1]?.replace(/^x-/, '');
}

function extensionOf(type: string): string | undefined {
  return usual[type] ?? Object.keys(mimes).find((extension) => mimes[extension] === type);
}

/** Cuts in front of the extension, between characters. */
function shorten(name: string, added: string | undefined): string {
  const dot = name.lastIndexOf('.');
  const isCut = added === undefined && dot > 0 && name.length - dot <= 16;
  const tail = added === undefined ? (isCut ? name.slice(dot) : '') : `.${added}`;
  let base = isCut ? name.slice(0, dot) : name;
  while (bytes(base) > LONGEST - bytes(tail)) base = Array.from(base).slice(0, -1).join('');
  return base + tail;
}

function bytes(text: string): number {
  return new TextEncoder().encode(text).byteLength;
}
