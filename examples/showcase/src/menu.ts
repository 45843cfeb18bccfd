import { createReadStream } from 'node:fs';
import { mediaPath } from './media.js';
import { reply } from './section.js';
import { sections } from './sections/index.js';
import type { TeaHouseContext } from './visit.js';

const quickReplies = sections.map(({ title }) => reply(title));

/** The first words to somebody new. */
export async function Welcome(context: TeaHouseContext) {
  const { firstName = 'friend' } = await context.getUserProfile();
  await context.sendImage(createReadStream(mediaPath('storefront.jpg')));
  await context.sendText(
    `Hello ${firstName}, welcome to the Chinwag Tea House! All that a bot can send is on the shelf here.`,
  );
  await Menu(context);
}

export async function Menu(context: TeaHouseContext) {
  await context.sendText('What would you like to see?', { quickReplies });
}
