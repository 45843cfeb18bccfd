import { type Action, run } from './action.js';
import type { Channel } from './channel.js';
import type { Context } from './context.js';
import type { Deadline } from './deadline.js';
import { ChinwagError } from './errors.js';
import type { ChannelEvent } from './event.js';
import { fingerprint } from './fingerprint.js';
import type { Outcome } from './inbox.js';
import { Journal, type JournalOptions } from './journal.js';
import type { Logger } from './logger.js';
import { HookError, type Plugin } from './plugin.js';
import type { Session } from './session.js';
import type { HeldTurn, Storage } from './storage.js';

/** What every turn of a bot has in common. */
export interface TurnOptions<State extends object> {
  action: Action<Context<State>>;
  /** Gets what goes wrong in a turn, as `props.error`. */
  errorAction: Action<Context<State>, { error: unknown }> | undefined;
  /** Run with every context before anything else. */
  plugins?: Plugin<Context<State>>[];
  /** Hears of every event; what it throws fails nothing. */
  onIncoming?: Plugin<Context<State>>;
  initialState: State;
  storage: Storage;
  journal?: JournalOptions;
  /** How long a turn may take. */
  deadline: Deadline;
  logger: Logger;
}

/** An action did not end in time. The conversation goes on without it; what it still sends is refused. */
export class TurnTimeoutError extends ChinwagError {
  constructor(name: string, milliseconds: number) {
    super('timeout', `${name || 'the action'} has not ended within ${milliseconds / 1000} s`, {
      hint: 'A promise in it may never settle. inbox.turnTimeout sets how long a turn may take.',
    });
  }
}

/** One event from session to session: read, act, wait for the sends. The inbox writes what comes of it. */
export async function takeTurn<State extends object>(
  channel: Channel<ChannelEvent, State>,
  turn: HeldTurn,
  options: TurnOptions<State>,
): Promise<Outcome> {
  let context: Context<State> | undefined;
  try {
    context = await openContext(channel, turn, options);
    await actInTime(context, options);
    await hearReports(context, options);
    return { session: context.session as never };
  } catch (error) {
    if (error instanceof TurnTimeoutError) context?.end('timedOut');
    await handleError(error, context, options);
    if (context) await hearReports(context, options);
    return { parked: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  } finally {
    context?.end();
  }
}

/** The context of a turn, with the conversation's session or a new one. */
export function openContext<State extends object>(
  channel: Channel<ChannelEvent, State>,
  turn: HeldTurn,
  { initialState, storage, journal }: TurnOptions<State>,
): Promise<Context<State>> | Context<State> {
  const event = 'event' in turn.kept ? turn.kept.event : channel.revive(turn.kept.serialized);
  const kept = turn.session as Session<State> | null;
  const session = kept ?? channel.newSession(event, structuredClone(initialState));
  if (session) session.lastActivity = Math.max(session.lastActivity, event.timestamp);
  return channel.createContext({
    event,
    session,
    initialState,
    ...(storage.isDurable
      ? { journal: new Journal(storage, turn, fingerprint(turn.identity), journal) }
      : {}),
  });
}

function actInTime<State extends object>(
  context: Context<State>,
  options: TurnOptions<State>,
): Promise<void> {
  const { action, deadline } = options;
  return deadline.guard(
    prepareAndAct(context, options),
    () => new TurnTimeoutError(action.name, deadline.milliseconds),
  );
}

async function prepareAndAct<State extends object>(
  context: Context<State>,
  options: TurnOptions<State>,
): Promise<void> {
  await runPlugins(context, options);
  if (options.onIncoming) await hear(context, options.onIncoming);
  await act(context, options.action);
}

/** Gives a context to the plugins. */
export async function runPlugins<State extends object>(
  context: Context<State>,
  { plugins = [] }: Pick<TurnOptions<State>, 'plugins'>,
): Promise<void> {
  for (const plugin of plugins) await plugin(context);
}

async function hear<State extends object>(
  context: Context<State>,
  onIncoming: Plugin<Context<State>>,
): Promise<void> {
  try {
    await onIncoming(context);
  } catch (cause) {
    context.report(new HookError('onIncoming', cause));
  }
}

/** Tells the error action what went wrong beside the turn; the error action's own sends may add to it once. */
export async function hearReports<State extends object>(
  context: Context<State>,
  options: Pick<TurnOptions<State>, 'errorAction' | 'logger'>,
): Promise<void> {
  for (const failure of context.takeReports()) await handleError(failure, context, options);
  for (const failure of context.takeReports()) options.logger.error('A hook failed', failure);
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
  if (more.length > 0) {
    throw new AggregateError([failure, ...more], `${more.length + 1} sends failed that nobody awaited`);
  }
  if (failure !== undefined) throw failure;
}

async function handleError<State extends object>(
  error: unknown,
  context: Context<State> | undefined,
  { errorAction, logger }: Pick<TurnOptions<State>, 'errorAction' | 'logger'>,
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
