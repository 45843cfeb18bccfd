import type { FileSource } from '../../graph/file.js';
import { type Asset, isAsset } from './asset.js';
import { attachmentId } from './attachment-id.js';
import type { Exclusive } from './exclusive.js';
import { given, type MessageExtras, withExtras } from './extras.js';
import { boolean, elsewhere, type Field, oneOf, required, string, unnamed, url } from './field.js';
import { exactlyOne, object } from './table.js';

export type MediaType = 'image' | 'audio' | 'video' | 'file';

/** Fetched by the platform while it sends: within 10 s, a video within 75 s, over a valid certificate. */
export interface MediaUrl {
  url: string;
  /** Keep it: the answer has an `attachmentId` to send it by again. Default `false`. */
  isReusable?: boolean;
}

/** Uploaded before with `isReusable: true`, by the same Page, in the last 90 days; or an asset, which sees to that. */
export interface SavedMedia {
  attachmentId: string | Asset;
}

export interface FileOptions {
  /** With an extension. Default: from the stream's path or the bytes. */
  filename?: string;
  /** `image/png`. Default: from the name or the bytes. */
  contentType?: string;
  /** Keep it: the answer has an `attachmentId` to send it by again. Default `false`. */
  isReusable?: boolean;
}

/** Uploaded with the message. */
export interface MediaFile extends FileOptions {
  source: FileSource;
}

export type MediaPayload = Exclusive<MediaUrl | SavedMedia | MediaFile>;

export interface MediaAttachment {
  type: MediaType;
  payload: MediaPayload;
}

export interface MediaContent {
  attachment: MediaAttachment;
}

/** A URL, `{ url, isReusable }`, `{ attachmentId }`, an asset, or the file itself: a stream, bytes or a `Blob`. */
export type MediaSource = string | Exclusive<MediaUrl | SavedMedia> | Asset | FileSource;

/** The most bytes a file may have. https://developers.facebook.com/docs/messenger-platform/reference/attachment-upload-api */
export const FILE_LIMITS: Readonly<Record<MediaType, number>> = {
  image: 8 * 1024 * 1024,
  audio: 25 * 1024 * 1024,
  video: 25 * 1024 * 1024,
  file: 25 * 1024 * 1024,
};

const source: Field<FileSource> = {
  write(value, findings) {
    if (!isFileSource(value)) findings.error('is no file', { hint: 'pass a stream, a Buffer or a Blob' });
  },
};

const payload = (type: MediaType) =>
  object<MediaPayload>(
    {
      url: url({ hint: "a file of your own goes as fs.createReadStream('…') or as a Buffer" }),
      attachmentId: attachmentId(type),
      source: elsewhere(source),
      isReusable: boolean(),
      filename: elsewhere(string()),
      contentType: elsewhere(string()),
    },
    exactlyOne('url', 'attachmentId', 'source'),
  );

export const mediaField = (type: MediaType) =>
  object<MediaAttachment>({ type: required(oneOf([type])), payload: unnamed(required(payload(type))) });

function isFileSource(value: unknown): value is FileSource {
  if (typeof value !== 'object' || value === null) return false;
  return (
    value instanceof Uint8Array ||
    value instanceof ArrayBuffer ||
    value instanceof Blob ||
    Symbol.asyncIterator in value ||
    'getReader' in value
  );
}

/**
 * Closes a stream that is not going to be sent. Left alone it would keep its file open, and the error of one whose
 * file does not exist would reach nobody and end the process.
 */
export function closeSource(source: FileSource): void {
  if ('destroy' in source) source.on('error', () => undefined).destroy();
  else if ('cancel' in source) source.cancel().catch(() => undefined);
}

export type MediaOptions = FileOptions & MessageExtras;

type MediaBuilder = (source: MediaSource, options?: MediaOptions) => MediaContent & MessageExtras;

const builder =
  (type: MediaType): MediaBuilder =>
  (source, options) =>
    withExtras({ attachment: { type, payload: payloadOf(source, options) } }, options);

function payloadOf(source: MediaSource, options?: FileOptions): MediaPayload {
  const { filename, contentType, isReusable } = options ?? {};
  if (typeof source === 'string') return { url: source, ...given({ isReusable }) };
  if (isAsset(source)) return { attachmentId: source };
  if (isFileSource(source)) return { source, ...given({ filename, contentType, isReusable }) };
  return source?.url ? { ...source, ...given({ isReusable }) } : source;
}

/** A picture: PNG, JPEG or GIF of at most 8 MB. */
export const image = builder('image');

/** A sound of at most 25 MB. */
export const audio = builder('audio');

/** A video of at most 25 MB. */
export const video = builder('video');

/** Any file of at most 25 MB. */
export const file = builder('file');
