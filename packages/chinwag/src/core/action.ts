import { ChinwagError } from './errors.js';

/**
 * What a bot does with an event. An action that returns another action hands over to it: that one runs next.
 *
 * Anything else it returns is ignored when it is an object, so that `(context) => context.sendText('Hi!')` is
 * an action too.
 */
export type Action<Context, Props extends object = NoProps> = (
  context: Context,
  props: Props,
) => ActionResult<Context>;

// biome-ignore lint/suspicious/noConfusingVoidType: that is what async functions without a result return.
export type ActionResult<Context> = void | Action<Context> | Promise<void | object>;

/** An action that expects nothing. */
export type NoProps = Record<never, never>;

/** The contexts a program knows. Every channel adds its own by declaration merging. */
// biome-ignore lint/suspicious/noEmptyInterface: it is filled by the channels.
export interface ChannelContexts {}

/** A context of any channel: what an inline action gets when nothing else says which. */
export type AnyContext = ChannelContexts[keyof ChannelContexts];

/** An action returned what cannot run next. */
export class ActionError extends ChinwagError {
  constructor(message: string, hint: string) {
    super('action', message, { hint });
  }
}

/** Actions may hand over this often in one turn; more is taken for a circle, which would never let go of the process. */
const LONGEST_CHAIN = 1000;

/**
 * Runs an action, then the action it returns, until one returns nothing.
 *
 * @throws {ActionError} when an action returns a text, an array or the like, or when actions go round in circles.
 */
export async function run<Context, Props extends object = NoProps>(
  action: Action<Context, Props>,
  context: Context,
  props?: Props,
): Promise<void> {
  let current = action as Action<Context>;
  let given: object = props ?? {};
  for (let hops = 0; hops < LONGEST_CHAIN; hops++) {
    const result: unknown = await current(context, given);
    if (typeof result !== 'function') return checkResult(result, current.name);
    current = result as Action<Context>;
    given = {};
  }
  throw new ActionError(
    `${quoted(current.name)} is the ${LONGEST_CHAIN.toLocaleString('en')}th action of this turn`,
    'Actions that return each other in a circle never end; let one of them return nothing.',
  );
}

function checkResult(result: unknown, name: string): void {
  // `return isOpen && Menu` is false when it is closed.
  if (result === undefined || result === null || result === false) return;
  if (typeof result === 'object' && !Array.isArray(result)) return;
  const what = Array.isArray(result) ? 'an array' : `a ${typeof result}`;
  throw new ActionError(
    `${quoted(name)} returned ${what}, which cannot run next`,
    'Return another action, chain([…]) of several, or nothing; to say something, await context.sendText(…).',
  );
}

function quoted(name: string): string {
  return name ? `the action ${name}` : 'an action without a name';
}

/**
 * An action that brings part of its props along.
 *
 * @example chain([withProps(Greet, { name: 'Ana' }), Menu])
 */
export function withProps<Context, Props extends object, Given extends Partial<Props>>(
  action: Action<Context, Props>,
  props: Given,
): Action<Context, Omit<Props, keyof Given>> {
  const given = { ...props };
  const bound = (context: Context, rest: Omit<Props, keyof Given>) =>
    action(context, { ...rest, ...given } as unknown as Props);
  return Object.defineProperty(bound, 'name', { value: action.name });
}
