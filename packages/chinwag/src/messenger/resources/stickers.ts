import type { GraphCall } from '../../graph/call.js';
import { required, string } from '../messages/field.js';
import { object } from '../messages/table.js';
import { array, count, data, flag, id, record, text } from './answer.js';
import { type AppCredentials, appAccessToken } from './app.js';
import { node, parameters } from './arguments.js';

/**
 * The catalogue of stickers, read with the app's token; sent with `stickerId`.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/stickers
 */

export interface StickerPack {
  id: string;
  name: string;
  description?: string;
  previewImageUrl: string;
  stickerCount: number;
}

export interface Sticker {
  /** Send it with this. */
  id: string;
  name: string;
  imageUrl: string;
  /** Pixels. */
  width: number;
  /** Pixels. */
  height: number;
  isAnimated: boolean;
}

/** `en_US`, which is also the default. */
interface Locale {
  locale?: string;
}

const packList = object<Locale>({ locale: string() });
const stickerSearch = object<Locale & { q: string }>({ locale: string(), q: required(string({ min: 2 })) });

const pack = record<StickerPack>({
  id,
  name: text,
  description: text,
  previewImageUrl: text,
  stickerCount: count,
});

const sticker = record<Sticker>({
  id,
  name: text,
  imageUrl: text,
  width: count,
  height: count,
  isAnimated: flag,
});

/** The documentation shows this list bare, and the others wrapped in `data`. */
const stickers = (answer: unknown) => (Array.isArray(answer) ? array : data)(sticker)(answer);

/** Lists the sticker packs. */
export function getStickerPacks(app: AppCredentials, options: Locale = {}): GraphCall<StickerPack[]> {
  return {
    method: 'GET',
    path: 'sticker_packs',
    query: parameters('getStickerPacks', packList, options),
    accessToken: appAccessToken('getStickerPacks', app),
    read: data(pack),
  };
}

/** Lists the stickers of a pack. */
export function getStickers(app: AppCredentials, packId: string): GraphCall<Sticker[]> {
  return {
    method: 'GET',
    path: `sticker_packs/${node('getStickers', 'packId', packId)}/stickers`,
    accessToken: appAccessToken('getStickers', app),
    read: stickers,
  };
}

/**
 * Finds stickers.
 * @param q At least 2 characters, in the language of `locale`; English is searched when that finds nothing.
 */
export function searchStickers(app: AppCredentials, q: string, options: Locale = {}): GraphCall<Sticker[]> {
  return {
    method: 'GET',
    path: 'sticker_search',
    query: parameters('searchStickers', stickerSearch, { q, ...options }),
    accessToken: appAccessToken('searchStickers', app),
    read: stickers,
  };
}
