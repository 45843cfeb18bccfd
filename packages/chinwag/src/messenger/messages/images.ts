import type { Exclusive } from './exclusive.js';
import { each, type MessageExtras, withExtras } from './extras.js';
import { id, oneOf, required, unnamed, url } from './field.js';
import { exactlyOne, list, object } from './table.js';

/** One of several pictures. No file: the platform takes one upload a message, so upload it first. */
export type ImageReference = Exclusive<{ url: string } | { attachmentId: string }>;

/** A URL, or a reference. */
export type ImagesSource = string | ImageReference;

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
  { url: url(), attachmentId: id() },
  exactlyOne('url', 'attachmentId'),
);

export const imagesField = list(
  object<ImageAttachment>({ type: required(oneOf(['image'])), payload: unnamed(required(reference)) }),
  'image',
  { max: IMAGES_LIMIT },
);

/** Several pictures in one message: 1 to 30, each by its URL or as `{ attachmentId }`. */
export function images(sources: ImagesSource[], options?: MessageExtras): ImagesContent & MessageExtras {
  const attachments = each(sources, (source) => ({
    type: 'image' as const,
    payload: typeof source === 'string' ? { url: source } : source,
  }));
  return withExtras({ attachments }, options);
}
