import { AskTimeoutError, type Clock } from 'chinwag';
import type { MessengerContext } from 'chinwag/messenger';

/** What the bot of the simulation remembers: enough to tell from it every event it has handled. */
export interface State {
  count: number;
  heard: string[];
}

/** What people say. Each is a different way to use a conversation; the number behind it makes it one of its kind. */
export const SAYINGS = ['count', 'burst', 'slow', 'ask', 'later', 'fail'] as const;

/** How long a question waits. */
export const QUESTION_TIMEOUT = 3_000;
export const LATER = 1_500;
const SLOW = 700;

/** The bot of the simulation. `isMended` is when what used to fail does so no longer. */
export function botAction(clock: Clock, isMended: () => boolean) {
  return async (context: MessengerContext<State>): Promise<void> => {
    const { event } = context;
    if (!event.isText || event.isEcho) return;
    const { text } = event;
    hear(context, text);
    switch (text.split(' ')[0]) {
      case 'burst':
        for (const part of ['a', 'b', 'c']) void context.sendText(`${text} ${part}`);
        return;
      case 'slow':
        await context.sendText(`${text} a`);
        await new Promise<void>((resolve) => {
          clock.setTimeout(resolve, SLOW);
        });
        await context.sendText(`${text} b`);
        return;
      case 'ask':
        return ask(context, text);
      case 'later':
        await context.schedule(LATER, `${text} now`);
        await context.sendText(`${text} soon`);
        return;
      case 'fail':
        await context.sendText(`${text} a`);
        if (!isMended()) throw new Error('not mended yet');
        await context.sendText(`${text} b`);
        return;
      default:
        await context.sendText(`${text} a`);
        await context.sendText(`${text} b`);
    }
  };
}

async function ask(context: MessengerContext<State>, text: string): Promise<void> {
  try {
    const answer = await context.ask(`${text}?`, { timeout: QUESTION_TIMEOUT });
    hear(context, `${text}=${answer}`);
    await context.sendText(`${text} answered`);
  } catch (error) {
    if (!(error instanceof AskTimeoutError)) throw error;
    hear(context, `${text} timed out`);
    await context.sendText(`${text} timed out`);
  }
}

function hear(context: MessengerContext<State>, what: string): void {
  const { count, heard } = context.state;
  context.setState({ count: count + 1, heard: [...heard, what] });
}
