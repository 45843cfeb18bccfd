import { type Action, type AnyContext, withProps } from '../core/action.js';
import { type Passing, type RoutableContext, type Route, RouteError } from './route.js';

/**
 * An action that looks for the first route that matches and hands over to its action. When none matches it hands
 * over to `props.next`, so routers can stand in a chain and in one another.
 */
export function router<Context extends RoutableContext = AnyContext>(
  routes: readonly Route<Context>[],
): Action<Context, Passing<Context>> {
  const lines = checked(routes);
  return async function Router(context, props = {}) {
    for (const { predicate, action } of lines) {
      const answer = predicate(context);
      // Most answers are there at once, and waiting for each would cost a busy bot more than the rest of this.
      const match = answer instanceof Promise ? await answer : answer;
      if (match) return withProps(action, { ...props, ...(typeof match === 'object' ? match : {}) });
    }
    return props.next;
  };
}

function checked<Context>(routes: readonly Route<Context>[]): Route<Context>[] {
  if (!Array.isArray(routes)) {
    throw new RouteError(`router() got ${typeof routes}`, 'Give it an array: router([text(…), route(…)]).');
  }
  for (const [index, line] of routes.entries()) {
    if (typeof line?.predicate === 'function' && typeof line.action === 'function') continue;
    throw new RouteError(
      `router() got no route at [${index}]`,
      "Wrap actions in a route: route('*', action), text('…', action), messenger.postback(action).",
    );
  }
  return [...routes];
}
