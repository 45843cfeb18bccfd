import { section } from '../section.js';

const chapter =
  'Tea is a simple thing: leaves, water, patience. The leaves remember the hill they grew on, the water ' +
  'remembers the rain, and patience is what you bring along yourself.';

/** About 3,000 characters: more than one message may have. */
const story = Array.from({ length: 16 }, (_, page) => `${page + 1}. ${chapter}`).join('\n\n');

export const texts = section('Texts', 'Most of a chat is words. Which ones?', {
  async Short(context, { quickReplies }) {
    await context.sendText('Good morning! The kettle is on.', { quickReplies });
  },

  async Lines(context, { quickReplies }) {
    await context.sendText('Open every day\nfrom nine to six.\n\nhttps://example.com/tea-house', {
      quickReplies,
    });
  },

  async Emoji(context, { quickReplies }) {
    await context.sendText('🍵🫖👩🏽‍🍳🎉', { quickReplies });
  },

  async Long(context, { quickReplies }) {
    await context.sendText(story, { split: true, quickReplies });
  },

  // Without `split` a text this long is refused before it is sent; `_error.ts` says so.
  async 'Too long'(context) {
    await context.sendText(story);
  },
});
