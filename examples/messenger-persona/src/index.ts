import { type MessengerContext, messenger } from 'chinwag/messenger';
import { router, text } from 'chinwag/router';
import { INES, personaOf, TOM } from './personas.js';

async function Shop(context: MessengerContext) {
  context.usePersona(await personaOf(INES, context.client));
  await context.sendText('Hi, Ines here. What are you looking for?');
}

async function Repairs(context: MessengerContext) {
  const personaId = await personaOf(TOM, context.client);
  await context.sendText('Tom here. What is broken?', { personaId });
}

async function Choose(context: MessengerContext) {
  await context.sendText('Whom would you like to talk to?', {
    quickReplies: [
      { contentType: 'text', title: 'Shop', payload: 'SHOP' },
      { contentType: 'text', title: 'Repairs', payload: 'REPAIRS' },
    ],
  });
}

export default router([text('Shop', Shop), text('Repairs', Repairs), messenger.message(Choose)]);
