import type { MessengerContext } from 'chinwag/messenger';
import { router, text } from 'chinwag/router';

type Context = MessengerContext<{ count: number }>;

async function Reset(context: Context) {
  context.resetState();
  await context.sendText('Back to zero.');
}

async function Count(context: Context) {
  context.setState({ count: context.state.count + 1 });
  await context.sendText(`Count: ${context.state.count}`);
}

export default router<Context>([text('reset', Reset), text('*', Count)]);
