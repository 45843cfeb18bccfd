import { extname } from 'node:path';
import { lookup } from 'mrmime';
import type { MediaType } from '../world/model.js';

/** What the sender says a file is, or else what its name says. */
export function mimeType(declared: string | undefined, filename: string): string {
  const type = declared?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type && type !== 'application/octet-stream' && type !== 'binary/octet-stream') return type;
  return lookup(filename) ?? (type || 'application/octet-stream');
}

/** Whether a file of this MIME type may be sent as this type of attachment. */
export function fits(type: MediaType, mime: string): boolean {
  if (type === 'file') return true;
  // Ogg and MP4 hold sound or pictures alike, and servers name either.
  if (type === 'audio' && (mime === 'video/mp4' || mime === 'application/ogg' || mime === 'video/ogg'))
    return true;
  if (type === 'video' && mime === 'application/ogg') return true;
  return mime.startsWith(`${type}/`);
}

/** The attachment type that Messenger gives a file which a person picks. */
export function attachmentType(mime: string): MediaType {
  const kind = mime.slice(0, mime.indexOf('/'));
  return kind === 'image' || kind === 'audio' || kind === 'video' ? kind : 'file';
}

/** A file name out of an address: its last piece, or `file` with the extension the type has. */
export function filenameOf(url: URL): string {
  let name = url.pathname.slice(url.pathname.lastIndexOf('/') + 1);
  try {
    name = decodeURIComponent(name);
  } catch {
    // A stray % is part of the name.
  }
  return name && extname(name) ? name : name || 'file';
}
