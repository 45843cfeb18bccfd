import { asset } from 'chinwag/assets';
import type { GenericElement } from 'chinwag/messenger';
import { mediaPath, mediaUrl } from '../media.js';
import { section } from '../section.js';
import { dollars, sweets, teas, type Ware } from '../wares.js';

export const cards = section('Cards', 'Templates put pictures, words and buttons on a card:', {
  async Carousel(context, { quickReplies }) {
    await context.sendGenericTemplate(teas.map(card), { quickReplies });
  },

  async 'Square carousel'(context, { quickReplies }) {
    await context.sendGenericTemplate(sweets.map(card), { imageAspectRatio: 'square', quickReplies });
  },

  async Buttons(context, { quickReplies }) {
    await context.sendButtonTemplate(
      'We are open from nine to six. How can we help?',
      [
        { type: 'postback', title: 'See the teas', payload: 'Carousel' },
        { type: 'web_url', title: 'Read the menu', url: mediaUrl('menu.pdf'), webviewHeightRatio: 'tall' },
        { type: 'phone_number', title: 'Call us', payload: '+15550100' },
      ],
      { quickReplies },
    );
  },

  async 'Media card'(context, { quickReplies }) {
    const attachmentId = asset(mediaPath('evening.mp4'));
    const buttons = [{ type: 'postback' as const, title: 'Book a table', payload: 'Thirteen' }];
    await context.sendMediaTemplate([{ mediaType: 'video', attachmentId, buttons }], { quickReplies });
  },

  async 'Picture grid'(context, { quickReplies }) {
    await context.sendImageGridTemplate(
      {
        title: 'Fresh from the oven',
        subtitle: 'Tap a picture to order it.',
        images: sweets.map(({ name, picture }, index) => ({
          url: mediaUrl(picture),
          isHeroImage: index === 0,
          action: { type: 'postback', payload: `Order: ${name}`, text: `One ${name}, please` },
        })),
      },
      { quickReplies },
    );
  },
});

function card({ name, about, price, picture }: Ware): GenericElement {
  return {
    title: name,
    subtitle: `${about} ${dollars(price)}`,
    imageUrl: mediaUrl(picture),
    buttons: [{ type: 'postback', title: 'Order', payload: `Order: ${name}` }],
  };
}
