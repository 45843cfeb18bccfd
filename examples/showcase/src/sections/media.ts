import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { asset } from 'chinwag/assets';
import { mediaPath, mediaUrl } from '../media.js';
import { section } from '../section.js';
import { teas } from '../wares.js';

export const media = section('Media', 'A picture, a video, a melody and our menu, sent in four ways:', {
  async 'By URL'(context, { quickReplies }) {
    await context.sendImage(mediaUrl('storefront.jpg'));
    await context.sendVideo(mediaUrl('evening.mp4'));
    await context.sendAudio(mediaUrl('melody.mp3'));
    await context.sendFile(mediaUrl('menu.pdf'), { quickReplies });
  },

  // Uploaded the first time, sent as often as you like: the fastest way.
  async 'By asset'(context, { quickReplies }) {
    await context.sendImage(asset(mediaPath('storefront.jpg')));
    await context.sendVideo(asset(mediaPath('evening.mp4')));
    await context.sendAudio(asset(mediaPath('melody.mp3')));
    await context.sendFile(asset(mediaPath('menu.pdf')), { quickReplies });
  },

  async 'By stream'(context, { quickReplies }) {
    await context.sendImage(createReadStream(mediaPath('storefront.jpg')));
    await context.sendVideo(createReadStream(mediaPath('evening.mp4')));
    await context.sendAudio(createReadStream(mediaPath('melody.mp3')));
    await context.sendFile(createReadStream(mediaPath('menu.pdf')), { quickReplies });
  },

  async 'By buffer'(context, { quickReplies }) {
    await context.sendImage(await readFile(mediaPath('storefront.jpg')), { filename: 'storefront.jpg' });
    await context.sendVideo(await readFile(mediaPath('evening.mp4')), { filename: 'evening.mp4' });
    await context.sendAudio(await readFile(mediaPath('melody.mp3')), { filename: 'melody.mp3' });
    await context.sendFile(await readFile(mediaPath('menu.pdf')), { filename: 'menu.pdf', quickReplies });
  },

  async Album(context, { quickReplies }) {
    await context.sendImages(
      teas.map(({ picture }) => mediaUrl(picture)),
      { quickReplies },
    );
  },

  async GIF(context, { quickReplies }) {
    await context.sendImage(createReadStream(mediaPath('steam.gif')), { quickReplies });
  },
});
