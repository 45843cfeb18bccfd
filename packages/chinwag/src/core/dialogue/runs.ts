import { run as runAction } from '../action.js';
import type { Channel } from '../channel.js';
import type { Context } from '../context.js';
import type { ChannelEvent } from '../event.js';
import { fingerprint } from '../fingerprint.js';
import type { Place } from '../places.js';
import type { Session } from '../storage/session.js';
import type { Answer, HeldTurn, Storage } from '../storage/storage.js';
import type { Clock } from '../time/clock.js';
import { type ErrorOptions, finished, hear, hearReports, runPlugins } from '../turn/act.js';
import { Journal, type JournalOptions } from '../turn/journal.js';
import type { Plugin } from '../turn/plugin.js';
import { Schedule } from '../turn/schedule.js';
import { Dialogue } from './dialogue.js';
import { AskEndedError } from './errors.js';
import type { LostDialogue } from './record.js';
import { lostRun, type Run, type RunOptions, resumedRun } from './run.js';

export interface RunsOptions<State extends object> extends RunOptions<State>, ErrorOptions<State> {
  /** Run with every context before anything else. */
  plugins?: Plugin<Context<State>>[];
  /** Hears of every event; what it throws fails nothing. */
  onIncoming?: Plugin<Context<State>>;
  storage: Storage;
  journal?: JournalOptions;
  clock: Clock;
  /** Hears when something has been scheduled. */
  onScheduled(at: number): void;
}

/**
 * What the keys of a run's sends begin with: the same when it is taken again, and no other's. An event that was put
 * aside as an answer may come back as none.
 */
function keyOf(
  { identity, conversationId, fence }: HeldTurn,
  { resumed }: Pick<Run<never>, 'resumed'>,
): string {
  const answers = resumed ? `a${resumed.record.steps.length}` : '';
  return fingerprint(identity || [conversationId, fence]) + answers;
}

interface Opened<State extends object> {
  context: Context<State>;
  dialogue: Dialogue;
}

/** The runs of one turn, one after the other. */
export class Runs<State extends object> {
  #channel: Channel<ChannelEvent, State>;
  #turn: HeldTurn;
  #options: RunsOptions<State>;
  #inTime: (acting: Promise<void>) => Promise<void>;
  #place: Place | undefined;
  #opened = 0;
  #heard: ChannelEvent | undefined;
  /** Where it is. */
  context: Context<State> | undefined;
  dialogue: Dialogue | undefined;

  constructor(
    channel: Channel<ChannelEvent, State>,
    turn: HeldTurn,
    options: RunsOptions<State>,
    inTime: (acting: Promise<void>) => Promise<void>,
    place?: Place,
  ) {
    this.#channel = channel;
    this.#turn = turn;
    this.#options = options;
    this.#inTime = inTime;
    this.#place = place;
  }

  /** Plays a run and what follows from it; answers the session to keep, null to leave it as it is. */
  async play(first: Run<State> | null): Promise<Session<State> | null> {
    let session: Session<State> | null = null;
    for (let run = first; run; ) {
      if (run.lost) this.#warn(run.lost);
      this.context?.end();
      const opened = this.#open(run);
      // Awaited only where there is something to wait for: this is the path of every event.
      const { context, dialogue } = opened instanceof Promise ? await opened : opened;
      this.context = context;
      this.dialogue = dialogue;
      try {
        const running = dialogue.untilStopped(this.#act(run, context));
        await this.#inTime(finished(context, running));
      } catch (error) {
        // A question that ends without an answer is a way for an action to end, and no failure.
        if (!(error instanceof AskEndedError)) throw error;
      }
      if (dialogue.isReplaying) dialogue.lost ??= 'the action ended before it came to the question';
      if (context.hasReports) await dialogue.aside(() => hearReports(context, this.#options));
      session = context.session;
      const isPlain = !run.resumed && !dialogue.hasAsked && !context.cancelsAsk;
      run = isPlain ? null : session && (await this.#follow(run, session, context, dialogue));
    }
    return session;
  }

  #open(run: Run<State>): Answer<Opened<State>> {
    const { conversationId, identity } = this.#turn;
    const { initialState, storage, journal, clock, onScheduled } = this.#options;
    const { event, arrived, session, resumed, lost } = run;
    const platform = this.#channel.platform;
    const count = this.#opened++;
    if (session && arrived) session.lastActivity = Math.max(session.lastActivity, arrived.timestamp);
    const schedule = new Schedule(storage, { conversationId, platform }, identity, count, onScheduled);
    const begin = run.canAsk && session ? () => this.#begin(run, session.id) : undefined;
    const isAside = !resumed && session?.dialogue !== undefined && this.#channel.answerOf(event) === null;
    const dialogue = new Dialogue({ session, schedule, clock, begin, resumed, isAside });
    const context = this.#channel.createContext({
      event,
      arrived,
      session,
      initialState,
      dialogue,
      schedule,
      clock,
      lost,
      place: this.#place,
      journal: storage.isDurable
        ? new Journal(storage, this.#turn, keyOf(this.#turn, run) + (count || ''), journal, clock)
        : undefined,
    });
    return context instanceof Promise
      ? context.then((context) => ({ context, dialogue }))
      : { context, dialogue };
  }

  /** Nothing of this turn is written yet, so the storage still has the state from before it. */
  async #begin({ event }: Run<State>, id: string): Promise<{ event: string; state: object }> {
    const before = await this.#options.storage.read(id);
    const state = before?.state ?? structuredClone(this.#options.initialState);
    return { event: this.#channel.serialize(event), state };
  }

  #act(run: Run<State>, context: Context<State>): Promise<void> {
    const { onIncoming, plugins = [] } = this.#options;
    if (onIncoming === undefined && plugins.length === 0) return runAction(run.action, context);
    return this.#prepare(run, context).then(() => runAction(run.action, context));
  }

  async #prepare(run: Run<State>, context: Context<State>): Promise<void> {
    const { onIncoming, plugins } = this.#options;
    await runPlugins(context, plugins);
    if (!onIncoming || !run.arrived || run.arrived === this.#heard) return;
    this.#heard = run.arrived;
    await this.#hear(onIncoming, run, run.arrived, context);
  }

  /** A dialogue that is taken up again runs on the event that began it; the hook hears of the one that came. */
  async #hear(
    onIncoming: Plugin<Context<State>>,
    run: Run<State>,
    arrived: ChannelEvent,
    context: Context<State>,
  ): Promise<void> {
    if (run.event === arrived) return hear(context, onIncoming);
    const beside = { ...run, event: arrived, canAsk: false, resumed: undefined };
    const { context: heard } = await this.#open(beside);
    await hear(heard, onIncoming);
    await heard.settle();
    heard.end();
    for (const failure of heard.takeReports()) context.report(failure);
  }

  /** Writes into the session what is left of the dialogue; answers what has to be run besides. */
  async #follow(
    { resumed, arrived }: Run<State>,
    session: Session<State>,
    context: Context<State>,
    dialogue: Dialogue,
  ): Promise<Run<State> | null> {
    const kept = await dialogue.kept();
    if (resumed && dialogue.lost !== undefined) {
      const asItWas = { ...session, state: resumed.state as State };
      return lostRun(this.#channel, asItWas, resumed.record, dialogue.lost, arrived, this.#options);
    }
    if (kept) session.dialogue = kept;
    else if (context.cancelsAsk) {
      return resumedRun(this.#channel, session, { kind: 'cancelled' }, null, this.#options);
    }
    return null;
  }

  #warn({ question, reason }: LostDialogue): void {
    this.#options.logger.warn(
      `The question “${question}” in ${this.#turn.conversationId} was given up, because the code is another by now: ${reason}`,
    );
  }
}
