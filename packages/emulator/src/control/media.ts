import type { MediaStore } from '../media/store.js';

/** A stored file, whole or the range of it that a player asks for. */
export function serveMedia(store: MediaStore, id: string, range: string | undefined): Response {
  const media = store.get(id);
  if (!media) return new Response('There is no such file.\n', { status: 404 });
  const shown = /^(image|audio|video)\//.test(media.type);
  const name = encodeURIComponent(media.filename || 'file');
  const headers: Record<string, string> = {
    'content-type': media.type,
    'accept-ranges': 'bytes',
    'content-disposition': `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`,
    // A file is somebody's upload: it may be looked at, but nothing in it may run as the emulator's page.
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'cross-origin',
    'cache-control': 'private, max-age=3600',
  };
  const part = range === undefined ? undefined : readRange(range, media.size);
  if (part === null) {
    return new Response(null, { status: 416, headers: { 'content-range': `bytes */${media.size}` } });
  }
  if (!part) {
    headers['content-length'] = String(media.size);
    return new Response(store.read(id), { headers });
  }
  headers['content-length'] = String(part.end - part.start + 1);
  headers['content-range'] = `bytes ${part.start}-${part.end}/${media.size}`;
  return new Response(store.read(id, part), { status: 206, headers });
}

/** One byte range; null when it lies outside the file, undefined when the header is to be ignored. */
function readRange(header: string, size: number): { start: number; end: number } | null | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header.trim());
  if (!match || (match[1] === '' && match[2] === '')) return undefined;
  const [, first = '', last = ''] = match;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  return start > end || start >= size ? null : { start, end };
}
