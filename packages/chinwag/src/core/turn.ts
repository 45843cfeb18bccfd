import type { Channel } from './channel.js';
import type { Context } from './context.js';
import { firstRun, ordinaryRun } from './dialogue/run.js';
import { Runs, type RunsOptions } from './dialogue/runs.js';
import { ChinwagError } from './errors.js';
import type { ChannelEvent } from './event.js';
import type { Outcome } from './inbox.js';
import type { Place } from './places.js';
import type { Session } from './storage/session.js';
import { type HeldTurn, LeaseLostError, StorageError } from './storage/storage.js';
import type { Span, Telemetry } from './telemetry.js';
import type { Deadline } from './time/deadline.js';
import { type ErrorOptions, handleError, hearReports } from './turn/act.js';
import { taskToFollow, turnToFollow } from './turn/following.js';

/** What every turn of a bot has in common. */
export interface TurnOptions<State extends object> extends RunsOptions<State>, ErrorOptions<State> {
  /** How long a turn may take. */
  deadline: Deadline;
  /** Follows every turn. Default: nobody. */
  telemetry?: Telemetry;
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
export function takeTurn<State extends object>(
  channel: Channel<ChannelEvent, State>,
  turn: HeldTurn,
  options: TurnOptions<State>,
  place: Place,
): Promise<Outcome> {
  const { telemetry } = options;
  if (!telemetry) return workThrough(channel, turn, options, place);
  return telemetry.follow(turnToFollow(turn), async (span) => {
    const outcome = await workThrough(channel, turn, options, place, span);
    if ('parked' in outcome) span.fail(outcome.parked);
    return outcome;
  });
}

async function workThrough<State extends object>(
  channel: Channel<ChannelEvent, State>,
  turn: HeldTurn,
  options: TurnOptions<State>,
  place: Place,
  span?: Span,
): Promise<Outcome> {
  const { action, deadline } = options;
  const inTime = (acting: Promise<void>) =>
    deadline.guard(acting, () => new TurnTimeoutError(action.name, deadline.milliseconds));
  const runs = new Runs(channel, turn, options, inTime, place);
  try {
    const first = firstRun(channel, turn, options);
    const page = first?.event.pageId;
    span?.note({ 'chinwag.event': first?.arrived?.kind, 'chinwag.page': page });
    if (page && !place.isWith(page)) return { waitsFor: page };
    return { session: (await runs.play(first)) as never };
  } catch (error) {
    // Not the action's failure: the event is taken again when the storage can be reached, or is another's by now.
    if (isOfStorage(error)) throw error;
    const { context } = runs;
    if (error instanceof TurnTimeoutError) context?.end('timedOut');
    runs.dialogue?.turnOff();
    await handleError(error, context, options);
    if (context) await hearReports(context, options);
    const parked = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { parked, session: await sessionFromBefore(context?.session, options) };
  } finally {
    runs.context?.end();
  }
}

function isOfStorage(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isOfStorage);
  return error instanceof StorageError || error instanceof LeaseLostError;
}

/** A turn that fails keeps nothing but that the person was there. */
async function sessionFromBefore<State extends object>(
  session: Session<State> | null | undefined,
  { storage, logger }: TurnOptions<State>,
): Promise<Session | null> {
  if (!session) return null;
  try {
    const before = await storage.read(session.id);
    const { lastActivity, lastUserAction } = session;
    return before && { ...before, lastActivity, ...(lastUserAction ? { lastUserAction } : {}) };
  } catch (error) {
    logger.error('The storage failed', error);
    return null;
  }
}

/** A task from outside in a conversation's own time; what goes wrong in it is its caller's to hear. */
export function takeTask<State extends object, T>(
  channel: Channel<ChannelEvent, State>,
  turn: HeldTurn,
  options: TurnOptions<State>,
  task: Task<State, T>,
): Promise<{ session: Session | null; result: T }> {
  const { telemetry } = options;
  const carryingOut = () => carryOut(channel, turn, options, task);
  return telemetry ? telemetry.follow(taskToFollow(channel), carryingOut) : carryingOut();
}

type Task<State extends object, T> = (context: Context<State>) => Promise<T> | T;

async function carryOut<State extends object, T>(
  channel: Channel<ChannelEvent, State>,
  turn: HeldTurn,
  options: TurnOptions<State>,
  task: Task<State, T>,
): Promise<{ session: Session | null; result: T }> {
  const runs = new Runs(channel, turn, { ...options, onIncoming: undefined }, (acting) => acting);
  const event = channel.blankEvent(turn.conversationId, turn.session);
  let result: { value: T } | undefined;
  const action = async (context: Context<State>) => {
    result = { value: await task(context) };
  };
  const first = ordinaryRun(channel, turn.session as Session<State> | null, event, { ...options, action });
  try {
    const session = await runs.play({ ...first, canAsk: false });
    return { session: session as never, result: (result as unknown as { value: T }).value };
  } finally {
    runs.context?.end();
  }
}
