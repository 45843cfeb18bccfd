import { type Asset, isAsset } from './asset.js';
import { attachmentId } from './attachment-id.js';
import type { Exclusive } from './exclusive.js';
import { each, type MessageExtras, withExtras } from './extras.js';
import { oneOf, required, unnamed, url } from './field.js';
import { exactlyOne, list, object } from './table.js';

/** One of several pictures. No file: the platform takes one upload a message; an asset is uploaded by itself. */
export type ImageReference = Exclusive<{ url: string } | { attachmentId: string | Asset }>;

/** A URL, an asset, or a reference. */
export type ImagesSource = string | Asset | ImageReference;

export interface ImageAttachment {
  type: 'image';
  payload: ImageReference;
}

/** Up to 30 pictures in one message, since 2025-03-19. */
export interface ImagesContent {
  attachments: ImageAttachment[];
}

export const IMAGES_LIMIT = 30;

const reference = object<ImageReference>(
  { url: url(), attachmentId: attachmentId('image') },
  exactlyOne('url', 'attachmentId'),
);

export const imagesField = list(
  object<ImageAttachment>({ type: required(oneOf(['image'])), payload: unnamed(required(reference)) }),
  'image',
  { max: IMAGES_LIMIT },
);

/** Several pictures in one message: 1 to 30, each by its URL, as `{ attachmentId }` or as an asset. */
export function images(sources: ImagesSource[], options?: MessageExtras): ImagesContent & MessageExtras {
  const attachments = each(sources, (source) => ({
    type: 'image' as const,
    payload: referenceTo(source),
  }));
  return withExtras({ attachments }, options);
}

function referenceTo(source: ImagesSource): ImageReference {
  if (typeof source === 'string') return { url: source };
  return isAsset(source) ? { attachmentId: source } : source;
}
