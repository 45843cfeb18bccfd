import * as build from '../../../src/messenger/messages/index.js';
import type { WireForms } from './wire-form.js';

/** Texts, media, stickers, utility templates. */
export const CONTENTS: WireForms = {
  text: [build.text('Hello', { metadata: 'order:77' }), { text: 'Hello', metadata: 'order:77' }],
  'image by URL': [
    build.image('https://cdn.example.com/a.png', { isReusable: true }),
    { attachment: { type: 'image', payload: { url: 'https://cdn.example.com/a.png', is_reusable: true } } },
  ],
  'video by URL': [
    build.video({ url: 'https://cdn.example.com/v.mp4', isReusable: true }),
    { attachment: { type: 'video', payload: { url: 'https://cdn.example.com/v.mp4', is_reusable: true } } },
  ],
  'audio by URL': [
    build.audio('https://cdn.example.com/a.mp3'),
    { attachment: { type: 'audio', payload: { url: 'https://cdn.example.com/a.mp3' } } },
  ],
  'file by id': [
    build.file({ attachmentId: '1857777774821032' }),
    { attachment: { type: 'file', payload: { attachment_id: '1857777774821032' } } },
  ],
  'attachment written out': [
    { attachment: { type: 'image', payload: { url: 'https://x/1.jpg', isReusable: true } } },
    { attachment: { type: 'image', payload: { url: 'https://x/1.jpg', is_reusable: true } } },
  ],
  images: [
    build.images(['https://x/1.jpg', { url: 'https://x/2.jpg' }, { attachmentId: '18' }]),
    {
      attachments: [
        { type: 'image', payload: { url: 'https://x/1.jpg' } },
        { type: 'image', payload: { url: 'https://x/2.jpg' } },
        { type: 'image', payload: { attachment_id: '18' } },
      ],
    },
  ],
  'sticker by number': [build.sticker(369239263222822), { sticker_id: 369239263222822 }],
  'sticker by string': [build.sticker(build.LIKE_STICKER), { sticker_id: '369239263222822' }],
  'utility template': [
    build.utilityTemplate({
      name: 'order_update',
      language: 'en',
      components: [
        { type: 'header', parameters: [{ type: 'text', text: 'Order' }] },
        { type: 'body', parameters: [{ type: 'text', parameterName: 'order_id', text: '566701' }] },
        {
          type: 'buttons',
          parameters: [
            { type: 'POSTBACK', payload: '12345' },
            { type: 'URL', url: '1234' },
          ],
        },
      ],
    }),
    {
      template: {
        name: 'order_update',
        language: { code: 'en' },
        components: [
          { type: 'header', parameters: [{ type: 'text', text: 'Order' }] },
          { type: 'body', parameters: [{ type: 'text', parameter_name: 'order_id', text: '566701' }] },
          {
            type: 'buttons',
            parameters: [
              { type: 'POSTBACK', payload: '12345' },
              { type: 'URL', url: '1234' },
            ],
          },
        ],
      },
    },
  ],
};
