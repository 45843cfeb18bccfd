import { genericTemplate, type MessengerContext, messenger } from 'chinwag/messenger';
import { payload, router, text } from 'chinwag/router';

/** A bot that says something of every kind. */
export const Shop = router<MessengerContext>([
  text('hi', (context) =>
    context.sendText('Hi!', {
      quickReplies: [
        { contentType: 'text', title: 'Milk', payload: 'MILK' },
        { contentType: 'text', title: 'Lemon', payload: 'LEMON' },
      ],
    }),
  ),
  payload(['MILK', 'LEMON'], (context) => context.sendText(`${context.event.payload}, coming up.`)),
  text('shop', async (context) => {
    await context.sendMessage(
      genericTemplate([
        {
          title: 'Sencha',
          subtitle: 'Green',
          buttons: [
            { type: 'postback', title: 'Add Sencha', payload: 'ADD:sencha' },
            { type: 'web_url', title: 'Read more', url: 'https://example.com/sencha' },
          ],
        },
        { title: 'Oolong', buttons: [{ type: 'postback', title: 'Add Oolong', payload: 'ADD:oolong' }] },
      ]),
    );
  }),
  payload(/^ADD:(.+)$/, (context, { match }) => context.sendText(`${match[1]} is in your basket.`)),
  text('ask', (context) =>
    context.sendButtonTemplate('How many?', [{ type: 'postback', title: 'One', payload: 'ONE' }]),
  ),
  payload('GET_STARTED', (context) => context.sendText('Welcome!')),
  payload('HOURS', (context) => context.sendText('From nine to five.')),
  payload('WIFI', (context) => context.sendText('Yes, we have.')),
  text('count', async (context) => {
    for (const number of ['one', 'two', 'three']) await context.sendText(number);
  }),
  text('picture', (context) =>
    context.sendImage(Buffer.from('not much of a picture'), { filename: 'tea.png' }),
  ),
  text('slow', async (context) => {
    await context.typingOn();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await context.sendText('There.');
  }),
  messenger.message((context) => {
    const { event } = context;
    if (event.isLikeSticker) return context.sendText('Thank you!');
    return context.sendText(event.files.length > 0 ? 'A file, I see.' : `You said ${event.text}.`);
  }),
  messenger.reaction((context) =>
    context.sendText(`${context.event.reaction.action} ${context.event.reaction.emoji ?? ''}`.trim()),
  ),
]);
