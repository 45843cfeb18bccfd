import { type Action, run } from './action.js';
import type { Channel } from './channel.js';
import type { Context } from './context.js';
import type { ChannelEvent } from './event.js';
import type { Logger } from './logger.js';
import type { SessionStore } from './session.js';

/** What every turn of a bot has in common. */
export interface TurnOptions<State extends object> {
  action: Action<Context<State>>;
  /** Gets what goes wrong in a turn, as `props.error`. */
  errorAction: Action<Context<State>, { error: unknown }> | undefined;
  sessions: SessionStore;
  initialState: State;
  logger: Logger;
}

/** One event from session to session: read, act, wait for the sends, write. */
export async function takeTurn<State extends object>(
  channel: Channel<ChannelEvent, State>,
  event: ChannelEvent,
  options: TurnOptions<State>,
): Promise<void> {
  let context: Context<State> | undefined;
  try {
    context = await openContext(channel, event, options);
    await act(context, options.action);
    await writeSession(context, options.sessions);
  } catch (error) {
    await handleError(error, context, options);
  }
}

async function openContext<State extends object>(
  channel: Channel<ChannelEvent, State>,
  event: ChannelEvent,
  { sessions, initialState }: TurnOptions<State>,
): Promise<Context<State>> {
  const fresh = channel.newSession(event, structuredClone(initialState));
  if (!fresh) return channel.createContext({ event, session: null, initialState });
  const kept = (await sessions.read(fresh.id)) as typeof fresh | null;
  const session = kept ?? fresh;
  session.lastActivity = Math.max(session.lastActivity, event.timestamp);
  return channel.createContext({ event, session, initialState });
}

async function act<State extends object, Props extends object>(
  context: Context<State>,
  action: Action<Context<State>, Props>,
  props?: Props,
): Promise<void> {
  try {
    await run(action, context, props);
  } catch (error) {
    // What the action began before it threw still goes out before the error is answered.
    await context.settle();
    throw error;
  }
  const [failure, ...more] = await context.settle();
  if (more.length > 0)
    throw new AggregateError([failure, ...more], `${more.length + 1} sends failed that nobody awaited`);
  if (failure !== undefined) throw failure;
}

async function writeSession<State extends object>(
  context: Context<State>,
  sessions: SessionStore,
): Promise<void> {
  if (context.session) await sessions.write(context.session.id, context.session as never);
}

async function handleError<State extends object>(
  error: unknown,
  context: Context<State> | undefined,
  { errorAction, logger }: TurnOptions<State>,
): Promise<void> {
  if (!context || !errorAction) {
    logger.error('An action failed', error);
    return;
  }
  try {
    await act(context, errorAction, { error });
  } catch (second) {
    logger.error('An action failed', error);
    logger.error('and so did the error action', second);
  }
}
