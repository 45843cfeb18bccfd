import type { Action, AnyContext } from '../core/action.js';
import { matcher, type Pattern, type PatternProps } from './pattern.js';
import {
  type ContextOf,
  makeRoute,
  type Passing,
  type RoutableContext,
  type RoutableEvent,
  type Route,
} from './route.js';

/**
 * Runs the action when a person writes the text: exactly, with case. `'*'` is any text, even an empty one. A
 * regular expression gives `props.match`; it sees the first 4,096 characters, and a nested quantifier such as
 * `(a+)+` can still keep it busy for long.
 *
 * `{name}` in a text stands for anything that is not empty, `{size:S|M|L}` for one of these; `props.params` has what
 * it was, with its type.
 *
 * Never runs for echoes or on standby: that was not said to the bot.
 *
 * @example text('{size:S|M|L} please', (context, { params }) => context.setState({ size: params.size }))
 * @example text(/^order (\d+)$/i, (context, { match }) => context.sendText(`Looking for ${match[1]}…`))
 */
export function text<Context extends RoutableContext = AnyContext, P extends Pattern = Pattern>(
  pattern: P,
  action: Action<
    ContextOf<Context, { readonly isText: true; readonly text: string }>,
    PatternProps<P> & Passing<Context>
  >,
): Route<Context> {
  const matches = matcher('text', pattern);
  return makeRoute('text', ({ event }) => isSaid(event.text, event) && matches(event.text), action);
}

/**
 * Runs the action when a person taps a button or quick reply that carries the payload. Patterns are those of
 * {@link text}.
 */
export function payload<Context extends RoutableContext = AnyContext, P extends Pattern = Pattern>(
  pattern: P,
  action: Action<
    ContextOf<Context, { readonly isPayload: true; readonly payload: string }>,
    PatternProps<P> & Passing<Context>
  >,
): Route<Context> {
  const matches = matcher('payload', pattern);
  return makeRoute('payload', ({ event }) => isSaid(event.payload, event) && matches(event.payload), action);
}

/** Runs the action for events of a channel: `'messenger'`. Patterns are those of {@link text}. */
export function platform<Context extends RoutableContext = AnyContext, P extends Pattern = Pattern>(
  pattern: P,
  action: Action<Context, PatternProps<P> & Passing<Context>>,
): Route<Context> {
  const matches = matcher('platform', pattern);
  return makeRoute('platform', (context) => matches(context.platform), action);
}

function isSaid(value: string | null | undefined, event: RoutableEvent): value is string {
  return typeof value === 'string' && !event.isEcho && !event.isStandby;
}
