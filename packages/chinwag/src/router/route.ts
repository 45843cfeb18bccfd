import type { Action, AnyContext, NoProps } from '../core/action.js';
import { ChinwagError } from '../core/errors.js';

/** As much of a context as routes look at. */
export interface RoutableContext {
  readonly platform: string;
  readonly event: RoutableEvent;
}

/** As much of an event as routes look at; a channel leaves out what it does not know. */
export interface RoutableEvent {
  readonly isText?: boolean;
  readonly text?: string | null;
  readonly isPayload?: boolean;
  readonly payload?: string | null;
  /** The bot's own side of the conversation comes back. */
  readonly isEcho?: boolean;
  /** The bot overhears what is said to another. */
  readonly isStandby?: boolean;
}

/** What a router or a chain hands to its actions. */
export interface Passing<Context> {
  /** What comes after: return it to go on. Absent at the end. */
  next?: Action<Context>;
}

/** A context whose event is known to be more than just any. */
export type ContextOf<Context, Event> = Context & { readonly event: Event };

/** Whether a route is the one; an object counts as yes and joins the action's props. */
export type RouteMatch<Match extends object = object> = boolean | Match | null | undefined;

/** One line of a router. */
export interface Route<Context> {
  predicate(context: Context): RouteMatch | Promise<RouteMatch>;
  action: Action<Context>;
}

/** A route was written wrongly: found when it is made, not when a person writes. */
export class RouteError extends ChinwagError {
  constructor(message: string, hint: string) {
    super('route', message, { hint });
  }
}

/**
 * Runs the action for every event (`'*'`), or for those the predicate says yes to. A predicate may be async; an
 * object it answers joins the action's props.
 */
export function route<Context extends RoutableContext = AnyContext, Match extends object = NoProps>(
  pattern: '*' | ((context: Context) => RouteMatch<Match> | Promise<RouteMatch<Match>>),
  action: Action<Context, NoInfer<Match> & Passing<Context>>,
): Route<Context> {
  if (pattern === '*') return makeRoute('route', () => true, action);
  if (typeof pattern === 'function') return makeRoute('route', pattern, action);
  throw new RouteError(
    `route() got ${pattern === null ? 'null' : typeof pattern} to decide with`,
    "Give it '*' or a function of the context; for words there is text('…', action).",
  );
}

/** The one place where routes are made; `kind` is what the user called. */
export function makeRoute<Context, Narrowed extends Context, Props extends object>(
  kind: string,
  predicate: Route<Context>['predicate'],
  action: Action<Narrowed, Props>,
): Route<Context> {
  if (typeof action !== 'function') {
    throw new RouteError(
      `${kind}() got ${action === null ? 'null' : typeof action} as its action`,
      'An action is a function: (context, props) => …. Is it exported where it is imported from?',
    );
  }
  // The predicate has made sure of what the action's types ask for.
  return { predicate, action: action as unknown as Action<Context> };
}
