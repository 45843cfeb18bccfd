import { type Action, type AnyContext, withProps } from '../core/action.js';
import { type Passing, RouteError } from './route.js';

/**
 * An action of several: the first runs, and goes on by returning `props.next`. The last one's `next` is that of
 * the chain itself.
 */
export function chain<Context = AnyContext>(
  actions: readonly Action<Context, Passing<Context>>[],
): Action<Context, Passing<Context>> {
  const links = checked(actions);
  return function Chain(_context, props = {}) {
    return links.reduceRight<Action<Context> | undefined>(
      (next, action) => withProps(action, { ...props, next }),
      props.next,
    );
  };
}

function checked<Link>(actions: readonly Link[]): Link[] {
  if (!Array.isArray(actions)) {
    throw new RouteError(
      `chain() got ${typeof actions}`,
      'Give it an array of actions: chain([First, Second]).',
    );
  }
  const wrong = actions.findIndex((action) => typeof action !== 'function');
  if (wrong === -1) return [...actions];
  throw new RouteError(
    `chain() got no action at [${wrong}]`,
    'A chain is made of actions; put routes into a router([…]) first.',
  );
}
