import { type Action, run } from './action.js';
import type { Context } from './context.js';
import type { Logger } from './logger.js';
import { HookError, type Plugin } from './plugin.js';

/** Where what goes wrong goes. */
export interface ErrorOptions<State extends object> {
  /** Gets what goes wrong in a turn, as `props.error`. */
  errorAction: Action<Context<State>, { error: unknown }> | undefined;
  logger: Logger;
}

/** Runs an action and waits for all that it sends; `until` may call it off before its end. */
export async function act<State extends object, Props extends object>(
  context: Context<State>,
  action: Action<Context<State>, Props>,
  props?: Props,
  until: (running: Promise<void>) => Promise<void> = (running) => running,
): Promise<void> {
  try {
    await until(run(action, context, props));
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

/** Gives a context to the plugins. */
export async function runPlugins<State extends object>(
  context: Context<State>,
  plugins: readonly Plugin<Context<State>>[] = [],
): Promise<void> {
  for (const plugin of plugins) await plugin(context);
}

/** Tells a hook of a context; what it throws fails nothing. */
export async function hear<State extends object>(
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
  options: ErrorOptions<State>,
): Promise<void> {
  for (const failure of context.takeReports()) await handleError(failure, context, options);
  for (const failure of context.takeReports()) options.logger.error('A hook failed', failure);
}

/** Tells the error action; without one, or without a context to answer with, the log. */
export async function handleError<State extends object>(
  error: unknown,
  context: Context<State> | undefined,
  { errorAction, logger }: ErrorOptions<State>,
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
