import type { GraphCall } from '../../graph/call.js';
import { type FileSource, prepareFile } from '../../graph/file.js';
import {
  FILE_LIMITS,
  type FileOptions,
  type MediaAttachment,
  type MediaType,
  mediaField,
} from '../messages/media.js';
import { variants } from '../messages/table.js';
import { id, record } from './answer.js';
import { parameters } from './arguments.js';

/**
 * Attachments that the platform keeps for 90 days, to be sent again and again. Needs `pages_messaging`.
 * https://developers.facebook.com/docs/messenger-platform/reference/attachment-upload-api
 */

export interface UploadOptions extends Omit<FileOptions, 'isReusable'> {
  /** Default: true, unlike when sending, since to be sent again is what an upload is for. */
  isReusable?: boolean;
}

const attachment = variants<MediaAttachment, 'type'>('type', {
  image: mediaField('image'),
  audio: mediaField('audio'),
  video: mediaField('video'),
  file: mediaField('file'),
});

const uploaded = record<{ attachmentId: string }>({ attachmentId: id });

/**
 * Gives the platform an image, audio, video or file to keep; send it with `{ attachmentId }`.
 * @param source An address that the platform fetches (a video within 75 s, all else within 10 s), or a file: an
 * image of at most 8 MB, anything else of at most 25 MB.
 */
export async function uploadAttachment(
  type: MediaType,
  source: string | FileSource,
  options: UploadOptions = {},
): Promise<GraphCall<{ attachmentId: string }>> {
  const { isReusable = true, ...naming } = options;
  const from = typeof source === 'string' ? { url: source } : { source, ...naming };
  const wire = parameters('uploadAttachment', attachment, { type, payload: { ...from, isReusable } });
  const call: GraphCall<{ attachmentId: string }> = {
    method: 'POST',
    path: 'me/message_attachments',
    body: { message: { attachment: wire } },
    read: uploaded,
  };
  if (typeof source === 'string') return call;
  return { ...call, file: await prepareFile(source, { ...naming, limit: FILE_LIMITS[type], kind: type }) };
}

/** {@link uploadAttachment} of an image of at most 8 MB. */
export function uploadImage(source: string | FileSource, options?: UploadOptions) {
  return uploadAttachment('image', source, options);
}

/** {@link uploadAttachment} of an audio file of at most 25 MB. */
export function uploadAudio(source: string | FileSource, options?: UploadOptions) {
  return uploadAttachment('audio', source, options);
}

/** {@link uploadAttachment} of a video of at most 25 MB. */
export function uploadVideo(source: string | FileSource, options?: UploadOptions) {
  return uploadAttachment('video', source, options);
}

/** {@link uploadAttachment} of any file of at most 25 MB. */
export function uploadFile(source: string | FileSource, options?: UploadOptions) {
  return uploadAttachment('file', source, options);
}
