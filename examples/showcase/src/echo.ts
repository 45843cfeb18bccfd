import { reply } from './section.js';
import type { TeaHouseContext } from './visit.js';

const NAMES: Record<string, string> = {
  image: 'a picture',
  audio: 'a sound',
  video: 'a video',
  file: 'a file',
  sticker: 'a sticker',
};

const quickReplies = [reply('Menu')];

/** Says what has arrived, whatever it is. */
export async function Echo(context: TeaHouseContext) {
  const { event } = context;
  if (event.isText) {
    await context.sendText(`You said: ${event.text}`, { quickReplies, split: true });
  }
  if (event.hasAttachment) {
    const names = event.attachments.map(({ type }) => NAMES[type] ?? 'something new to me');
    await context.sendText(`You sent ${new Intl.ListFormat('en').format(names)}. Thank you!`, {
      quickReplies,
    });
  }
}

/** Thanks for a reaction to one of the bot's messages. */
export async function ThankForReaction(context: TeaHouseContext) {
  await context.sendText(`${context.event.reaction?.emoji ?? 'Thank you'} to you, too.`, { quickReplies });
}

/** Takes note of a message that was corrected. */
export async function NoteTheEdit(context: TeaHouseContext) {
  await context.sendText(`So you mean: ${context.event.edit?.text}`, { split: true, quickReplies });
}
