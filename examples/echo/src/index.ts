import type { MessengerContext } from 'chinwag/messenger';

export default async function Echo(context: MessengerContext) {
  if (context.event.isText) {
    await context.sendText(context.event.text);
  } else if (context.event.isMessage || context.event.isPostback) {
    await context.sendText('Write me something, and I say it back.');
  }
}
