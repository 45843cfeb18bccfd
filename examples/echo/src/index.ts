import { messenger } from 'chinwag/messenger';
import { router, text } from 'chinwag/router';

/** Says texts back, and asks for one when something else arrives. */
export default router([
  text('*', (context) => context.sendText(context.event.text)),
  messenger.message((context) => context.sendText('Write me something, and I say it back.')),
]);
