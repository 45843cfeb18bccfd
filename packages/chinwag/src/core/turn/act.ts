import { type Action, run } from '../action.js';
import type { Context } from '../context.js';
import type { Logger } from '../logger.js';
import { HookError, type Plugin } from './plugin.js';

/** Where what goes wrong goes. */
export interface ErrorOptions<State extends object> {
  /** Gets what goes wrong in a turn, as `props.error`. */
  errorAction: Action<Context<State>, { error: unknown }> | undefined;
  logger: Logger;
}

/** Waits for an action that is running and for all that it sends. */
export async function finished<State extends object>(
  context: Context<State>,
  running: Promise<void>,
): Promise<void> {
  try {
    await running;
  } catch (error) {
    // What the action began before it threw still goes out before the error is answered.
    await context.settle();
    throw error;
  }
  const settled = context.settle();
  const failures = settled instanceof Promise ? await settled : settled;
  if (failures.length > 1) {
    throw new AggregateError(failures, `${failures.length} sends failed that nobody awaited`);
  }
  if (failures.length > 0) throw failures[0];
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
    await finished(context, run(errorAction, context, { error }));
  } catch (second) {
    logger.error('An action failed', error);
    logger.error('and so did the error action', second);
  }
}
