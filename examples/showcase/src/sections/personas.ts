import { createReadStream } from 'node:fs';
import type { MessengerClient } from 'chinwag/messenger';
import { mediaPath, mediaUrl } from '../media.js';
import { section } from '../section.js';

export const personas = section('Personas', 'Let somebody else speak for the Page:', {
  async 'Meet Mei'(context, { quickReplies }) {
    const personaId = await mei(context.client);
    await context.sendText('Hello, I am Mei. I pour the tea.', { personaId, quickReplies });
  },

  // The dots and the files are hers too.
  async 'Mei brings tea'(context, { quickReplies }) {
    context.usePersona(await mei(context.client));
    await context.typing(1500);
    await context.sendImage(createReadStream(mediaPath('steam.gif')));
    await context.sendText('Careful, it is hot.', { quickReplies });
  },
});

const NAME = 'Mei';

/** A persona is created once and kept by the Page: the bot looks for hers before it makes one. */
async function mei(client: MessengerClient): Promise<string> {
  const known = (await client.getAllPersonas()).find(({ name }) => name === NAME);
  const { id } =
    known ?? (await client.createPersona({ name: NAME, profilePictureUrl: mediaUrl('mei.png') }));
  return id;
}
