import type { Session } from '../storage/session.js';
import type { Clock } from '../time/clock.js';
import { moment } from '../time/duration.js';
import type { Schedule } from '../turn/schedule.js';
import { AskError, endedError, failureOf, RecordedError } from './errors.js';
import { asData, judge, type Question } from './question.js';
import type { DialogueRecord, OpenQuestion, Step } from './record.js';
import type { Reply } from './reply.js';

/** A dialogue that is taken up again. */
export interface Resumed {
  record: DialogueRecord;
  reply: Reply;
  /** The state that the conversation has by now. */
  state: object;
}

export interface DialogueOptions {
  session: Session<object> | null;
  schedule: Schedule;
  clock: Clock;
  /** What the record of a new dialogue begins with; absent where no question can be asked. */
  begin?: () => Promise<Pick<DialogueRecord, 'event' | 'state'>>;
  /** The event is neither an answer to the question that is open nor reason enough to ask another. */
  isAside: boolean;
  resumed?: Resumed;
}

/** Each is kept in the session, and gone through again with every answer. */
const MOST_STEPS = 1000;

/**
 * What makes a question look like a call that returns its answer. The turn that asks ends with the call still
 * waiting; the turn that has the answer runs the same action on the same event once more, and this class gives back
 * what was done and answered before, until the action stands behind the question.
 */
export class Dialogue {
  #options: DialogueOptions;
  /** What the action did before and has not come to again; undefined once it is past the open question. */
  #upcoming: Step[] | undefined;
  /** What was done for the first time in this turn. */
  #made: (Step | { key: string; promise: Promise<unknown> })[] = [];
  /** Opens when the question that is on its way could not be put. */
  #gate: Promise<void> | undefined;
  #isJudging = false;
  #isOff = false;
  #opened: OpenQuestion | undefined;
  #isStopped = false;
  #stop: (() => void) | undefined;
  /** Why the action cannot be taken up where it was. */
  lost: string | undefined;

  constructor(options: DialogueOptions) {
    this.#options = options;
    this.#upcoming = options.resumed && [...options.resumed.record.steps];
  }

  /** Whether the action is still on its way to the open question. */
  get isReplaying(): boolean {
    return this.#upcoming !== undefined;
  }

  /** Whether a question has been put in this turn. */
  get hasAsked(): boolean {
    return this.#opened !== undefined;
  }

  /** Settles as the action does, or resolves when its turn is to end although it has not. */
  untilStopped(running: Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#stop = resolve;
      if (this.#isStopped) resolve();
      running.then(resolve, reject);
    });
  }

  /** From now on everything is done as if there were no dialogue, and nothing can be asked. For error actions. */
  turnOff(): void {
    this.#isOff = true;
  }

  /** Lets the error action speak in a turn that has asked. */
  async aside(task: () => Promise<void>): Promise<void> {
    const before = this.#isOff;
    this.#isOff = true;
    await task();
    this.#isOff = before;
  }

  /** Does something, or gives back what came of it before. */
  perform<T>(key: string, make: () => Promise<T>): Promise<T> {
    if (this.#isOff) return make();
    if (this.#isStopped) return never();
    if (this.#gate) return this.#gate.then(() => this.perform(key, make));
    if (this.#upcoming) return this.#recall(this.#upcoming, key, make);
    const promise = make();
    // What validate says belongs to one answer and not to the action.
    if (!this.#isJudging) this.#made.push({ key, promise });
    return promise;
  }

  /** The question's answer; the promise of a question that is only being asked stays open for ever. */
  async ask(question: Question): Promise<unknown> {
    if (this.#isOff || !this.#options.begin) {
      throw new AskError(
        `“${question.text}” cannot be asked here`,
        'Ask in an action, for an event of a person: not in the error action, a plugin’s hook or withConversation.',
      );
    }
    if (this.#isStopped) return never();
    if (this.#gate || this.#isJudging) {
      throw new AskError(
        `“${question.text}” was asked while another question waits`,
        'One question at a time: await context.ask(…), and do not ask inside validate.',
      );
    }
    const { resumed, isAside } = this.#options;
    if (isAside) return this.leave();
    if (!resumed || !this.#upcoming) return this.#put(question);
    return this.#again(question, resumed, this.#upcoming);
  }

  /** Ends the turn here. Nothing of the action happens any more; its promises stay open, and are forgotten with it. */
  leave(): Promise<never> {
    this.#isStopped = true;
    this.#stop?.();
    return never();
  }

  /** What the session is to keep when the turn is over: nothing when no question is open. */
  async kept(): Promise<DialogueRecord | undefined> {
    const { begin, resumed, schedule } = this.#options;
    const timer = resumed?.record.open.timer;
    if (timer !== undefined && timer !== this.#opened?.timer) await schedule.cancel(timer);
    const start = resumed?.record ?? (this.#opened && (await begin?.()));
    if (!this.#opened || !start) return undefined;
    const steps = [...(resumed?.record.steps ?? []), ...(await Promise.all(this.#made.map(settled)))];
    return { version: 1, event: start.event, state: start.state, steps, open: this.#opened };
  }

  #recall<T>(upcoming: Step[], key: string, make: () => Promise<T>): Promise<T> {
    const end = upcoming.findIndex(({ isAnswer }) => isAnswer);
    const at = upcoming.findIndex((step) => step.key === key);
    if (at === -1 || (end !== -1 && at > end)) {
      // Reading changes nothing, so it may be done as often as one likes.
      return isReading(key)
        ? make()
        : this.#lose(`the action came to “${key}”, which it had not done before`);
    }
    const [step] = upcoming.splice(at, 1);
    const { failure, result } = step ?? {};
    const recalled = failure ? Promise.reject(new RecordedError(failure)) : Promise.resolve(result);
    // Whoever did not await it the first time does not now.
    recalled.catch(() => {});
    return recalled as Promise<T>;
  }

  #again(question: Question, resumed: Resumed, upcoming: Step[]): Promise<unknown> {
    const { record, reply } = resumed;
    const at = upcoming.findIndex(({ isAnswer }) => isAnswer);
    const answered = at === -1 ? undefined : upcoming.splice(0, at + 1).at(-1);
    const key = askKey(question);
    if (key !== (answered?.key ?? askKey(record.open))) {
      return this.#lose(`the action asked “${question.text}”, where it had asked something else`);
    }
    if (!answered) {
      this.#upcoming = undefined;
      return this.#receive(question, resumed, reply);
    }
    if (answered.state) this.#setState(answered.state);
    return this.#comeTo(question, answered);
  }

  async #receive(question: Question, { record, state }: Resumed, reply: Reply): Promise<unknown> {
    const step: Step = { key: askKey(question), isAnswer: true };
    const replayed = JSON.stringify(this.#options.session?.state);
    this.#setState(state);
    if (reply.kind !== 'answer') step.ending = reply.kind;
    else {
      const judgement = await this.#judge(question, reply);
      if ('value' in judgement) step.result = asData(judgement.value, `“${question.text}”`);
      else {
        const tries = record.open.tries + 1;
        const { retries = Number.POSITIVE_INFINITY } = question.options;
        if (tries <= retries) return this.#put(question, { ...record.open, tries }, judgement.again);
        step.ending = 'retries';
      }
    }
    // Since it asked, other turns and `validate` may have changed the state.
    const now = JSON.stringify(this.#options.session?.state);
    if (now !== replayed) step.state = JSON.parse(now ?? '{}');
    this.#made.push(step);
    return this.#comeTo(question, step);
  }

  async #judge(question: Question, { answer }: Extract<Reply, { kind: 'answer' }>) {
    this.#isJudging = true;
    try {
      return await judge(question, answer);
    } finally {
      this.#isJudging = false;
    }
  }

  async #comeTo({ options, text }: Question, { ending, result }: Step): Promise<unknown> {
    if (ending === undefined) return structuredClone(result);
    if ('otherwise' in options) return options.otherwise;
    throw endedError(ending, text);
  }

  /** Puts a question and ends the turn; with `before` it is one that is open already, put once more. */
  async #put(question: Question, before?: OpenQuestion, reason?: unknown): Promise<never> {
    this.#checkLength();
    let open = () => {};
    this.#gate = new Promise((resolve) => {
      open = resolve;
    });
    const { key, text, payloads, options } = question;
    const { cancel = [], interrupts = [], timeout } = options;
    try {
      const timer = before
        ? before.timer
        : timeout === undefined
          ? undefined
          : await this.#options.schedule.timeout(moment(timeout, this.#options.clock.now()));
      await (before ? question.sayAgain(reason) : question.say());
      this.#opened = { key, text, tries: before?.tries ?? 0, payloads, cancel, interrupts, timer };
    } catch (error) {
      this.#gate = undefined;
      open();
      throw error;
    }
    return this.leave();
  }

  #lose(reason: string): Promise<never> {
    this.lost = reason;
    return this.leave();
  }

  #setState(state: object): void {
    const { session } = this.#options;
    if (session) session.state = structuredClone(state);
  }

  #checkLength(): void {
    const length = (this.#options.resumed?.record.steps.length ?? 0) + this.#made.length;
    if (length < MOST_STEPS) return;
    throw new AskError(
      `the dialogue has gone on for ${MOST_STEPS.toLocaleString('en')} sends and answers`,
      'Let the action end rather than go round for ever: the next event begins it anew.',
    );
  }
}

function askKey({ key }: { key: string }): string {
  return `ask ${key}`;
}

/** Channels name what only looks something up `getUserProfile` and the like. */
function isReading(key: string): boolean {
  return key.startsWith('get');
}

async function settled(made: Step | { key: string; promise: Promise<unknown> }): Promise<Step> {
  if (!('promise' in made)) return made;
  const { key, promise } = made;
  // Past the promise's own `then`, which would take this for somebody who heard of a failure.
  return Promise.prototype.then.call(
    promise,
    (result: unknown) => ({ key, result }),
    (error: unknown) => ({ key, failure: failureOf(error) }),
  ) as Promise<Step>;
}

/** What nobody can come back from; where nothing else holds them, the garbage collector takes all that wait for it. */
function never(): Promise<never> {
  return new Promise(() => {});
}
