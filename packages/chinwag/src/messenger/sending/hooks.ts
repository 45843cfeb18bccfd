import type { AnyContext } from '../../core/action.js';
import { HookError } from '../../core/turn/plugin.js';
import type { Message, Recipient, SendOptions, SendResult } from '../message.js';
import type { SenderAction } from '../messages/sender-action.js';
import type { Attempt } from './outbox.js';

interface Going {
  /** The turn it is sent in. */
  context: AnyContext;
  recipient: Recipient;
  options: SendOptions;
}

/** A message on its way out: checked, and next in its conversation's order. */
export interface OutgoingMessage extends Going {
  kind: 'message';
  message: Message;
}

/** Typing dots, "seen" or a reaction on its way out. */
export interface OutgoingAction extends Going {
  kind: 'action';
  action: SenderAction;
}

export type Outgoing = OutgoingMessage | OutgoingAction;

/** What became of it: `result` with its `messageId`, or the `error`. */
export type OutgoingResult = Outgoing &
  ({ result: SendResult; error?: undefined } | { error: unknown; result?: undefined });

/** Runs before something goes out, which waits for it. */
export type OutgoingHook = (outgoing: Outgoing) => void | Promise<void>;

/** Runs when the platform has answered, or could not be asked. What is sent next waits for it. */
export type ResultHook = (result: OutgoingResult) => void | Promise<void>;

/** Who listens to what a context sends. */
export class OutgoingHooks {
  #before: OutgoingHook[] = [];
  #after: ResultHook[] = [];
  #report: (failure: unknown) => void;

  constructor(report: (failure: unknown) => void) {
    this.#report = report;
  }

  before(hook: OutgoingHook): void {
    this.#before.push(hook);
  }

  after(hook: ResultHook): void {
    this.#after.push(hook);
  }

  /** Sends with everybody listening. A hook that throws is reported, and holds nothing up. */
  async around(outgoing: Outgoing, send: Attempt['send']): Promise<SendResult> {
    for (const hook of this.#before) await this.#try('onOutgoing', () => hook(outgoing));
    let result: SendResult;
    try {
      result = await send();
    } catch (error) {
      for (const hook of this.#after) await this.#try('onResult', () => hook({ ...outgoing, error }));
      throw error;
    }
    for (const hook of this.#after) await this.#try('onResult', () => hook({ ...outgoing, result }));
    return result;
  }

  async #try(name: string, hook: () => void | Promise<void>): Promise<void> {
    try {
      await hook();
    } catch (cause) {
      this.#report(new HookError(name, cause));
    }
  }
}
