import type { ActionResult, ConversationView, PersonAction, PersonHandle, Upload } from '@chinwag/emulator';
import { ExpectationError, rememberCaller } from './expectation-error.js';
import { checkExpected, describeExpected, type Expected, isAsExpected } from './expected.js';
import type { Failure } from './failures.js';
import { afterPatience } from './patience.js';
import { type SeenMessage, seenMessage, wordsOn } from './seen-message.js';
import { rest, type Stage } from './stage.js';
import { describeFailure, transcript } from './transcript.js';

/** How an error gets the line of the test that asked. */
type Locate = (error: Error) => Error;

/**
 * Somebody who talks to the bot. What they do resolves when the bot has taken it; what they look for is waited for,
 * without sleeping. Every expectation that is not met throws an {@link ExpectationError} with the conversation in it.
 */
export class Person {
  readonly #handle: PersonHandle;
  readonly #stage: Stage;
  /** Looks go on after this message. */
  #seenUpTo: string | undefined;

  constructor(handle: PersonHandle, stage: Stage) {
    this.#handle = handle;
    this.#stage = stage;
  }

  /** What the Page knows the person by. */
  get psid(): string {
    return this.#handle.psid;
  }

  get name(): string {
    return this.#handle.name;
  }

  /** Writes a text, as an answer to a certain message if that is named. */
  says(text: string, options: { replyTo?: SeenMessage } = {}): Promise<ActionResult> {
    const reply = options.replyTo && { replyTo: options.replyTo.mid };
    return this.#act(this.says, () => this.#handle.says(text, reply));
  }

  /**
   * Taps a quick reply, a button, an ice breaker, an item of the menu or Get Started by the words on it, the newest
   * first; waits until it is there. A button that opens an address answers it as `open`.
   */
  taps(words: string): Promise<ActionResult> {
    return this.#act(this.taps, () => this.#tap(words), this.#stage.timeout);
  }

  /** Picks an item of the menu by its title, however deep it is. */
  picksMenu(title: string): Promise<ActionResult> {
    return this.#act(this.picksMenu, () => this.#handle.picksMenu(title), this.#stage.timeout);
  }

  getsStarted(): Promise<ActionResult> {
    return this.#act(this.getsStarted, () => this.#handle.getsStarted());
  }

  /** Sends files, by path or as `{ filename, data }`; several travel as one message. */
  uploads(...files: Upload[]): Promise<ActionResult> {
    return this.#act(this.uploads, () => this.#handle.uploads(...files));
  }

  /** Sends the thumb up. */
  likes(): Promise<ActionResult> {
    return this.#act(this.likes, () => this.#handle.likes());
  }

  /** Puts an emoji on a message: on the one seen last, when none is named. */
  reacts(emoji: string, to?: SeenMessage): Promise<ActionResult> {
    return this.#act(this.reacts, async () => this.#handle.reacts(this.#messageOrSeen(to), emoji));
  }

  /** Takes the emoji off again. */
  unreacts(from?: SeenMessage): Promise<ActionResult> {
    return this.#act(this.unreacts, async () => this.#handle.unreacts(this.#messageOrSeen(from)));
  }

  /** Looks at the chat, so that the bot's messages are read. */
  reads(): Promise<ActionResult> {
    return this.#act(this.reads, () => this.#handle.reads());
  }

  /** Anything else a person can do: fill in a form, block the Page, come by a link. */
  does(action: PersonAction): Promise<ActionResult> {
    return this.#act(this.does, () => this.#handle.does(action));
  }

  /**
   * Waits until the bot has said something like this after what was seen last, and answers it. Messages in between
   * are passed over and do not come again. Several are looked for one after the other.
   *
   * @throws {ExpectationError} when it does not come in time, or the bot has failed.
   */
  async sees(expected: Expected, ...more: Expected[]): Promise<SeenMessage> {
    const locate = rememberCaller(this.sees);
    for (const each of [expected, ...more]) checkExpected(each);
    let seen = await this.#look(expected, locate);
    for (const each of more) seen = await this.#look(each, locate);
    return seen;
  }

  /**
   * Waits until the bot is done, and makes sure that it has said nothing after what was seen last.
   *
   * @throws {ExpectationError} when it has, or has failed, or does not come to rest.
   */
  async seesNothing(): Promise<void> {
    const locate = rememberCaller(this.seesNothing);
    await rest(this.#stage);
    const failure = this.#stage.failures.next(this.psid);
    if (failure) throw locate(this.#failed(failure));
    const unseen = this.#unseen();
    if (unseen.length === 0) return;
    const actual = unseen.map(shown).join('\n');
    throw locate(
      this.#unmet(`expected to see nothing more, and saw ${quoted(actual)}`, 'seesNothing', '', actual),
    );
  }

  /** Waits until the bot is typing. */
  async seesTyping(): Promise<void> {
    const locate = rememberCaller(this.seesTyping);
    const { news, timeout } = this.#stage;
    if (await news.until(this.psid, timeout, () => this.typing || undefined)) return;
    throw locate(
      this.#unmet(`expected to see typing, and did not within ${timeout} ms`, 'seesTyping', true, false),
    );
  }

  /** Whether the bot is typing now. */
  get typing(): boolean {
    return this.screen().typing !== null;
  }

  /** The titles of the quick replies on offer now. */
  get quickReplies(): string[] {
    return this.screen().quickReplies?.items.map(({ title }) => title) ?? [];
  }

  /** Everything said so far by both sides, oldest first. */
  get messages(): SeenMessage[] {
    const screen = this.screen();
    return screen.messages.map((message) => seenMessage(message, screen));
  }

  /** The chat as the emulator shows it: wire names, reactions, whether the window is open. */
  screen(): ConversationView {
    return this.#handle.screen();
  }

  /** The conversation for people to read, as errors show it. */
  transcript(): string {
    const { emulator, failures } = this.#stage;
    return transcript({
      person: this.name,
      messages: this.messages,
      requests: emulator.requests().filter(({ psid }) => psid === this.psid),
      failures: failures.of(this.psid),
      seenUpTo: this.#seenUpTo,
    });
  }

  async #look(expected: Expected, locate: Locate): Promise<SeenMessage> {
    const { news, failures, timeout } = this.#stage;
    const found = await news.until(this.psid, timeout, () => {
      const message = this.#unseen().find((each) => isAsExpected(each, expected));
      if (message) return { message };
      const failure = failures.next(this.psid);
      return failure && { failure };
    });
    if (found?.message) {
      this.#seenUpTo = found.message.mid;
      return found.message;
    }
    const wanted = describeExpected(expected);
    if (found?.failure) throw locate(this.#failed(found.failure, wanted));
    const actual = this.#unseen().map(shown).join('\n');
    const instead = actual === '' ? 'and saw nothing new' : `and saw ${quoted(actual)}`;
    throw locate(
      this.#unmet(`expected to see ${wanted} within ${timeout} ms, ${instead}`, 'sees', expected, actual),
    );
  }

  /** Does something, as soon as it can be done, and makes sure that the bot has taken it. */
  async #act(
    asked: (...given: never[]) => Promise<ActionResult>,
    act: () => Promise<ActionResult>,
    timeout = 0,
  ): Promise<ActionResult> {
    const locate = rememberCaller(asked);
    const result = await this.#whenPossible(asked.name, act, timeout, locate);
    const failed = this.screen().messages.find(({ mid }) => mid === result.mid)?.failed;
    if (failed === undefined) return result;
    throw locate(this.#unmet(`was not heard by the bot: ${failed}`, asked.name));
  }

  async #whenPossible(
    operator: string,
    act: () => Promise<ActionResult>,
    timeout: number,
    locate: Locate,
  ): Promise<ActionResult> {
    const { news, failures } = this.#stage;
    let isTooLate = false;
    const stop = afterPatience(timeout, () => {
      isTooLate = true;
    });
    try {
      for (;;) {
        const before = news.count;
        try {
          return await act();
        } catch (error) {
          if (!isRefusal(error)) throw error;
          const failure = failures.next(this.psid);
          if (failure) throw locate(this.#failed(failure));
          const again =
            !isTooLate && (await news.until(this.psid, timeout, () => news.count > before || undefined));
          if (!again) throw locate(this.#unmet(`could not do it: ${error.message}`, operator));
        }
      }
    } finally {
      stop();
    }
  }

  async #tap(words: string): Promise<ActionResult> {
    const ways = [
      () => this.#handle.taps(words),
      () => this.#handle.picksMenu(words),
      ...(words === 'Get Started' ? [() => this.#handle.getsStarted()] : []),
    ];
    let refusal: unknown;
    for (const way of ways) {
      try {
        return await way();
      } catch (error) {
        refusal ??= error;
        if (!isRefusal(error)) throw error;
      }
    }
    throw refusal;
  }

  /** What the bot has said after what was seen last. */
  #unseen(): SeenMessage[] {
    const screen = this.screen();
    const from = screen.messages.findIndex(({ mid }) => mid === this.#seenUpTo) + 1;
    return screen.messages
      .slice(from)
      .filter((message) => message.from === 'page')
      .map((message) => seenMessage(message, screen));
  }

  #messageOrSeen(message: SeenMessage | undefined): string {
    const mid =
      message?.mid ?? this.#seenUpTo ?? this.screen().messages.findLast(({ from }) => from === 'page')?.mid;
    if (mid === undefined) throw this.#unmet('found no message to react to', 'reacts');
    return mid;
  }

  #unmet(what: string, operator: string, expected?: unknown, actual?: unknown): ExpectationError {
    return new ExpectationError(`${this.name} ${what}.\n\n${this.transcript()}\n`, {
      operator,
      expected,
      actual,
    });
  }

  #failed({ error }: Failure, wanted?: string): ExpectationError {
    const instead =
      wanted === undefined ? 'met a bot that failed' : `expected to see ${wanted}, but the bot failed`;
    return new ExpectationError(
      `${this.name} ${instead}: ${describeFailure(error)}\n\n${this.transcript()}\n`,
      { operator: 'sees', cause: error },
    );
  }
}

/** A message in its words, or in what it is when it has none. */
function shown(message: SeenMessage): string {
  return wordsOn(message).join(' | ') || `[${message.kind}]`;
}

function quoted(words: string): string {
  return JSON.stringify(words);
}

/** What the emulator says of something a person cannot do. */
function isRefusal(error: unknown): error is Error {
  return error instanceof Error && error.name === 'Impossible';
}
