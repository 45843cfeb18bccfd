import { DownloadFailure, download, located } from '../../media/download.js';
import { refusePrivate } from '../../media/private.js';
import { LARGEST_FILE, LARGEST_IMAGE, type ReceivedFile } from '../../media/store.js';
import { fits } from '../../media/type.js';
import { mediaUrl } from '../../platform.js';
import type { MediaType, ReusableAttachment } from '../../world/model.js';
import type { Call } from '../call.js';
import { badParameter, refuse } from '../error.js';
import { isRecord, type Param } from '../param.js';
import { findReusable } from './attachment-id.js';

export const MEDIA_TYPES = ['image', 'audio', 'video', 'file'] as const;

/** Where the bytes of a media attachment come from. */
export type MediaSource =
  | { type: MediaType; from: 'id'; attachment: ReusableAttachment }
  | { type: MediaType; from: 'url'; url: string; reusable: boolean }
  | { type: MediaType; from: 'file'; file: ReceivedFile; reusable: boolean };

/** Reads `{ type, payload }` of a media attachment without fetching anything yet. */
export function readMediaSource(call: Call, attachment: Param, type: MediaType): MediaSource {
  const [file, second] = call.request.files.get('filedata') ?? [];
  if (second) throw refuse('uploadFailed', { hint: 'There is more than one part named filedata.' });
  const payload = attachment.field('payload');
  if (!file || payload.given) payload.object();
  const reusable = payload.field('is_reusable').flag();
  const id = payload.field('attachment_id');
  if (id.given) return { type, from: 'id', attachment: findReusable(call, id, type) };
  if (payload.field('url').given) return { type, from: 'url', url: payload.field('url').url(), reusable };
  if (file) return { type, from: 'file', file, reusable };
  if (call.request.params.filedata !== undefined) {
    throw refuse('uploadFailed', { hint: 'The part filedata has no filename, so it is not a file.' });
  }
  throw badParameter(
    `The parameter ${payload.name}[url] is required`,
    `Give ${payload.name} a url or an attachment_id, or send the file as a multipart part named filedata.`,
  );
}

/** Gets the bytes and keeps them; a file that is asked to be reusable gets an attachment id. */
export async function collect(
  call: Call,
  source: MediaSource,
): Promise<{ type: MediaType; mediaId: string; attachmentId?: string }> {
  if (source.from === 'id') {
    return { type: source.type, mediaId: source.attachment.mediaId, attachmentId: source.attachment.id };
  }
  const file = source.from === 'url' ? await fetchFile(call, source.url, source.type) : source.file;
  await accept(call, file, source.type, source.from);
  const { id: mediaId } = call.platform.media.keep(file);
  if (!source.reusable) return { type: source.type, mediaId };
  return { type: source.type, mediaId, attachmentId: register(call, source.type, mediaId, true) };
}

/** Gives a stored file the id that messages can name. */
export function register(call: Call, type: MediaType, mediaId: string, reusable: boolean): string {
  const { world } = call;
  const id = world.ids.decimal('attachment', 15);
  world.attachments.set(id, {
    id,
    pageId: call.page.id,
    type,
    mediaId,
    reusable,
    uploadedAt: world.clock.now(),
  });
  return id;
}

async function fetchFile(call: Call, url: string, type: MediaType): Promise<ReceivedFile> {
  try {
    const { hosts, media, refusePrivateMedia } = call.platform;
    const check = refusePrivateMedia ? refusePrivate : undefined;
    return await download(located(url, hosts), type, media, check);
  } catch (error) {
    if (!(error instanceof DownloadFailure)) throw error;
    throw refuse(error.timedOut && type === 'video' ? 'videoFailed' : 'fetchFailed', { hint: error.message });
  }
}

/** Fetches a picture and keeps it: the address it has from now on. */
export async function rehost(call: Call, url: string): Promise<string> {
  const file = await fetchFile(call, url, 'image');
  await accept(call, file, 'image', 'url');
  return mediaUrl(call.platform, call.platform.media.keep(file).id);
}

async function accept(call: Call, file: ReceivedFile, type: MediaType, from: 'url' | 'file'): Promise<void> {
  const limit = type === 'image' ? LARGEST_IMAGE : LARGEST_FILE;
  const refusal =
    file.size > limit
      ? refuse('tooLarge', { hint: `The file has ${file.size} bytes; ${type} may have ${limit}.` })
      : file.size === 0
        ? refuse('uploadFailed', { hint: 'The file is empty.' })
        : from === 'file' && file.filename === ''
          ? refuse('uploadFailed', { hint: 'The part filedata has no filename.' })
          : fits(type, file.type)
            ? undefined
            : refuse('uploadFailed', { hint: `The file is ${file.type}, which cannot be sent as ${type}.` });
  if (!refusal) return;
  await call.platform.media.discard(file);
  throw refusal;
}

/** Several pictures in one message. */
export function readImages(call: Call, attachments: Param): MediaSource[] {
  return attachments.items({ min: 1, max: 30 }).map((item) => {
    const attachment = item.object();
    attachment.field('type').oneOf(['image']);
    if (!isRecord(attachment.field('payload').value)) attachment.field('payload').object();
    return readMediaSource(call, attachment, 'image');
  });
}
