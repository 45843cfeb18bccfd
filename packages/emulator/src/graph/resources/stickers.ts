import { STICKER_PACKS, STICKERS, type Sticker, stickerUrl } from '../../world/stickers.js';
import type { Call, Routes } from '../call.js';
import { badParameter } from '../error.js';
import { noSuchObject } from '../nodes.js';

function packs(call: Call): unknown {
  const data = STICKER_PACKS.map((pack) => {
    const stickers = ofPack(pack.id);
    return {
      ...pack,
      preview_image_url: stickerUrl(call.platform.origin, stickers[0]?.id ?? ''),
      sticker_count: stickers.length,
    };
  });
  return { data };
}

function stickersOfPack(call: Call): unknown {
  const id = call.request.path[1] ?? '';
  if (!STICKER_PACKS.some((pack) => pack.id === id)) throw noSuchObject('get', id);
  return { data: ofPack(id).map((sticker) => show(call, sticker)) };
}

function search(call: Call): unknown {
  const query = call.param('q').text().toLowerCase();
  if (query.length < 2) throw badParameter('Length of param q must be greater than or equal to 2');
  const found = STICKERS.filter(
    (sticker) =>
      sticker.packId !== '' &&
      [sticker.name, ...sticker.words].some((word) => word.toLowerCase().includes(query)),
  );
  return { data: found.map((sticker) => show(call, sticker)) };
}

function ofPack(id: string): Sticker[] {
  return STICKERS.filter((sticker) => sticker.packId === id);
}

function show(call: Call, { id, name }: Sticker): unknown {
  return {
    id,
    name,
    image_url: stickerUrl(call.platform.origin, id),
    width: 240,
    height: 240,
    is_animated: false,
  };
}

export const stickers: Routes = {
  'GET /sticker_packs': packs,
  'GET /sticker_search': search,
  'GET /sticker_packs/*/stickers': stickersOfPack,
};
