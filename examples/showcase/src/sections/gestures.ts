import { LIKE_STICKER } from 'chinwag/messenger';
import { section } from '../section.js';
import type { TeaHouseContext } from '../visit.js';

export const gestures = section('Gestures', 'There is more to a chat than messages:', {
  async Typing(context, { quickReplies }) {
    await context.typing(2000);
    await context.sendText('Sorry, I had to think.', { quickReplies });
  },

  async Reaction(context, { quickReplies }) {
    await context.react(messageId(context), '❤️');
    await context.sendText('Look at your message.', { quickReplies });
  },

  async Answer(context, { quickReplies }) {
    await context.sendText('This is what I answer to.', { replyTo: messageId(context), quickReplies });
  },

  async Sticker(context, { quickReplies }) {
    await context.sendSticker(LIKE_STICKER, { quickReplies });
  },
});

/** The id of what the person said or tapped. */
function messageId({ event }: TeaHouseContext): string {
  return event.message?.mid ?? event.postback?.mid ?? '';
}
