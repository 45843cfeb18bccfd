import type { MessengerContext } from 'chinwag/messenger';

export default async function Echo(context: MessengerContext) {
  const { event } = context;
  if (event.isText) {
    await context.sendText(event.text, { split: true });
  } else if (event.isMessage || event.isPostback) {
    await context.sendText('Write me something, and I say it back.');
  }
}
