import type { Action } from '../action.js';
import type { Channel } from '../channel.js';
import type { Context } from '../context.js';
import type { ChannelEvent } from '../event.js';
import type { Session } from '../storage/session.js';
import type { HeldTurn } from '../storage/storage.js';
import { scheduledIn } from '../turn/schedule.js';
import { completed } from '../turn/state.js';
import type { Resumed } from './dialogue.js';
import { isReadable, type LostDialogue, lost, type Step } from './record.js';
import { type Reply, replyOf } from './reply.js';

/** One run of an action within a turn. Most turns are one run of the entry action on the event that came. */
export interface Run<State extends object> {
  action: Action<Context<State>>;
  /** What the action runs on; of a dialogue that is taken up again, the event that began it. */
  event: ChannelEvent;
  /** What has just come; null where the time has, and nothing else. */
  arrived: ChannelEvent | null;
  session: Session<State> | null;
  /** Whether the action is the entry action, which alone can be run once more when an answer has come. */
  canAsk: boolean;
  resumed?: Resumed;
  /** The dialogue that should have been taken up and could not be. */
  lost?: LostDialogue;
}

/** What the runs of a bot have in common. */
export interface RunOptions<State extends object> {
  action: Action<Context<State>>;
  initialState: State;
}

type AnyChannel<State extends object> = Channel<ChannelEvent, State>;

/** What a turn begins with; null when there is nothing to do. */
export function firstRun<State extends object>(
  channel: AnyChannel<State>,
  turn: HeldTurn,
  options: RunOptions<State>,
): Run<State> | null {
  const session = turn.session as Session<State> | null;
  const scheduled = scheduledIn(turn.kept);
  if (scheduled && 'timeout' in scheduled) {
    if (session?.dialogue?.open?.timer !== scheduled.timeout) return null;
    return resumedRun(channel, session, { kind: 'timeout' }, null, options);
  }
  if (scheduled) {
    const event = channel.revive(scheduled.event);
    const action = (context: Context<State>) => context.say(scheduled.say) as Promise<object>;
    return { action, event, arrived: null, session, canAsk: false };
  }
  const event = 'event' in turn.kept ? turn.kept.event : channel.revive(turn.kept.serialized);
  const reply = session?.dialogue ? replyTo(session.dialogue, channel, event) : null;
  if (session && reply) return resumedRun(channel, session, reply, event, options);
  return ordinaryRun(channel, session, event, options);
}

/** The entry action on an event. */
export function ordinaryRun<State extends object>(
  channel: AnyChannel<State>,
  kept: Session<State> | null,
  event: ChannelEvent,
  { action, initialState }: RunOptions<State>,
  lost?: LostDialogue,
): Run<State> {
  if (kept) kept.state = completed(kept.state, initialState);
  const session = kept ?? channel.newSession(event, structuredClone(initialState));
  return { action, event, arrived: event, session, canAsk: true, ...(lost ? { lost } : {}) };
}

/** The entry action once more, on the event that began the dialogue; or the ordinary run when that cannot be. */
export function resumedRun<State extends object>(
  channel: AnyChannel<State>,
  { dialogue: record, ...session }: Session<State>,
  reply: Reply,
  arrived: ChannelEvent | null,
  options: RunOptions<State>,
): Run<State> | null {
  if (!record) return null;
  try {
    if (!isReadable(record)) throw new Error('it was kept by another version');
    const event = channel.revive(record.event);
    const { action, initialState } = options;
    const resumed = {
      record: { ...record, steps: record.steps.map((step) => completedStep(step, initialState)) },
      reply,
      state: completed(session.state, initialState),
    };
    const state = completed(structuredClone(record.state) as State, initialState);
    const before = { ...session, state };
    return { action, event, arrived, session: before, canAsk: true, resumed };
  } catch (error) {
    return lostRun(channel, session, record, (error as Error).message, arrived, options);
  }
}

/** What is done when a dialogue cannot be taken up: what has come is handled as if no question had been open. */
export function lostRun<State extends object>(
  channel: AnyChannel<State>,
  { dialogue: _, ...session }: Session<State>,
  record: Resumed['record'],
  reason: string,
  arrived: ChannelEvent | null,
  options: RunOptions<State>,
): Run<State> {
  const dialogue = lost(record, reason);
  if (arrived) return ordinaryRun(channel, session, arrived, options, dialogue);
  // Only the time has come: there is nothing to handle, but the session without the dialogue is to be kept.
  const event = channel.blankEvent(session.id, session as never);
  return { action: () => {}, event, arrived, session, canAsk: false, lost: dialogue };
}

function replyTo<State extends object>(
  record: Resumed['record'],
  channel: AnyChannel<State>,
  event: ChannelEvent,
): Reply | null {
  const answer = channel.answerOf(event);
  if (isReadable(record)) return replyOf(record.open, answer);
  return answer && { kind: 'answer', answer };
}

/** What an answer left behind may be from before the state had all its keys, too. */
function completedStep(step: Step, initialState: object): Step {
  return step.state ? { ...step, state: completed(step.state, initialState) } : step;
}
