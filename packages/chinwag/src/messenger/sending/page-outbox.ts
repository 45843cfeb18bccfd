import type { GraphCall, Passage } from '../../graph/call.js';
import { GraphError } from '../../graph/errors.js';
import { isRepeatable } from '../../graph/graph.js';
import type { Message, Recipient, SendOptions, SendResult } from '../message.js';
import type { ActionOptions, SenderAction } from '../messages/sender-action.js';
import type { Around, Attempt, Outbox } from './outbox.js';
import type { PageToken } from './page-tokens.js';

/** The platform's word for a token that is wrong, expired or withdrawn. */
const INVALID_TOKEN = 190;

/**
 * An outbox in a Page's name. What the platform refuses for its token goes out once more if there is another one
 * by then; it has done nothing with it before. Who names a token of their own keeps it.
 */
export class PageOutbox implements Outbox {
  #outbox: Outbox;
  #token: PageToken;

  constructor(outbox: Outbox, token: PageToken) {
    this.#outbox = outbox;
    this.#token = token;
  }

  send(
    recipient: Recipient,
    message: Message,
    options: SendOptions = {},
    around?: Around,
  ): Promise<SendResult> {
    if (options.accessToken) return this.#outbox.send(recipient, message, options, around);
    const accessToken = this.#token.value;
    return this.#outbox.send(recipient, message, { ...options, accessToken }, this.#around(around));
  }

  act(
    recipient: Recipient,
    action: SenderAction,
    options: ActionOptions = {},
    around?: Around,
  ): Promise<SendResult> {
    if (options.accessToken) return this.#outbox.act(recipient, action, options, around);
    const accessToken = this.#token.value;
    return this.#outbox.act(recipient, action, { ...options, accessToken }, this.#around(around));
  }

  async call<Result>(
    described: GraphCall<Result> | Promise<GraphCall<Result>>,
    name?: string,
    passage?: Passage,
  ): Promise<Result> {
    const call = await described;
    if (call.accessToken) return this.#outbox.call(call, name, passage);
    return this.#withValidToken(
      (accessToken) => this.#outbox.call({ ...call, accessToken }, name, passage),
      () => isRepeatable(call),
    );
  }

  #around(around: Around = (attempt) => attempt.send()): Around {
    return (attempt: Attempt) =>
      around({
        ...attempt,
        send: (given, passage) =>
          given
            ? attempt.send(given, passage)
            : this.#withValidToken((token) => attempt.send(token, passage), attempt.isRepeatable),
      });
  }

  async #withValidToken<T>(
    make: (accessToken: string) => Promise<T>,
    isRepeatable: () => boolean | Promise<boolean>,
  ): Promise<T> {
    const used = this.#token.value;
    try {
      return await make(used);
    } catch (error) {
      if (!(error instanceof GraphError) || error.code !== INVALID_TOKEN || !this.#token.renew) throw error;
      // What the map fails with now says less than the refusal.
      const renewed = await this.#token.renew(used).catch(() => undefined);
      if (renewed === undefined || !(await isRepeatable())) throw error;
      return make(renewed);
    }
  }
}
