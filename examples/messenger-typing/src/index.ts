import type { MessengerContext } from 'chinwag/messenger';
import { router, text } from 'chinwag/router';

async function Think(context: MessengerContext) {
  await context.markSeen();
  await context.typing(3000);
  await context.sendText('That took some thought.');
}

async function Greet(context: MessengerContext) {
  await context.sendText('Hello!');
  await context.sendText('Write "think" to see me ponder.');
}

export default router([text('think', Think), text('*', Greet)]);
