import type { ChatAttachment } from '../../../../src/control/protocol.js';

/** What the chat knows of an image, video, audio, file or sticker. */
export type MediaPayload = Exclude<ChatAttachment, { type: 'template' | 'fallback' }>['payload'];

const UNITS = ['B', 'kB', 'MB', 'GB'];

/** `812 B`, `34 kB`, `2.1 MB`. */
export function fileSize(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < UNITS.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${unit > 1 && size < 10 ? size.toFixed(1) : Math.round(size)} ${UNITS[unit]}`;
}

export function nameOfMedia(media: MediaPayload, fallback: string): string {
  if (media.name) return media.name;
  const last = media.url.split(/[?#]/)[0]?.split('/').at(-1);
  try {
    return decodeURIComponent(last ?? '') || fallback;
  } catch {
    return last || fallback;
  }
}
