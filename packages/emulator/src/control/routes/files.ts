import { Impossible } from '../../people/refusal.js';
import { findSticker, stickerImage } from '../../world/stickers.js';
import type { Routes } from '../context.js';
import { serveMedia } from '../media.js';
import { picture } from '../pictures.js';

const SVG = {
  'content-type': 'image/svg+xml',
  'cache-control': 'no-cache',
  'x-content-type-options': 'nosniff',
};

/** Media, pictures and stickers. */
export const fileRoutes: Routes = (app, { world, media }) => {
  app.get('/_emulator/media/:id/:name?', (context) =>
    serveMedia(media, context.req.param('id'), context.req.header('range')),
  );

  app.get('/_emulator/pictures/:file', (context) => {
    const id = context.req.param('file').replace(/\.svg$/, '');
    const person = world.people.get(id);
    const name = person ? `${person.firstName} ${person.lastName}` : (world.pages.get(id)?.name ?? '');
    return context.body(picture(id, name), 200, SVG);
  });

  app.get('/_emulator/stickers/:file', (context) => {
    const sticker = findSticker(context.req.param('file').replace(/\.svg$/, ''));
    if (!sticker) throw new Impossible('There is no such sticker.', { status: 404 });
    return context.body(stickerImage(sticker), 200, SVG);
  });
};
