import { reportUnheard } from '../core/unheard.js';
import type { GraphCall } from '../graph/call.js';
import { Graph, type GraphOptions } from '../graph/graph.js';
import { Conversation } from './conversation.js';
import { defineMethods, invoke, methodNames, type WithFirst } from './derive.js';
import type { Recipient } from './message.js';
import type { EncodeOptions } from './messages/encode.js';
import { GraphOutbox, type Outbox } from './outbox.js';
import * as resources from './resources/index.js';

export interface MessengerClientOptions extends GraphOptions, EncodeOptions {
  /** Gets the failure of a send that nobody awaited. Default: it is an unhandled rejection. */
  onUnheard?: (failure: unknown) => void;
}

/** Each resource's function as a method that makes the call it describes. */
type ResourceMethods = {
  [K in keyof typeof resources as (typeof resources)[K] extends (...args: never[]) => GraphCall<infer _>
    ? K
    : never]: (typeof resources)[K] extends (...args: infer Arguments) => GraphCall<infer Result>
    ? (...args: Arguments) => Promise<Result>
    : never;
};

export interface MessengerClient extends ResourceMethods, WithFirst<Recipient, Conversation> {}

/**
 * The Messenger Platform, method by method, with Bottender's names and argument order.
 *
 * ```ts
 * const client = new MessengerClient({ accessToken, appSecret });
 * await client.sendText('24810001', 'Hi!');
 * ```
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: defineMethods, below, puts the methods there
export class MessengerClient {
  readonly graph: Graph;
  readonly outbox: Outbox;

  constructor({ fileLimit, onWarning, onUnheard, ...graph }: MessengerClientOptions) {
    this.graph = new Graph(graph);
    const outbox = new GraphOutbox(this.graph, { fileLimit, onWarning });
    this.outbox = onUnheard ? heard(outbox, onUnheard) : outbox;
  }

  /** Everything one can do towards one person. */
  to(recipient: Recipient): Conversation {
    return new Conversation(this.outbox, recipient);
  }

  /** Waits for requests under way and closes connections. */
  close(): Promise<void> {
    return this.graph.close();
  }
}

const resourceNames = Object.keys(resources);

defineMethods(MessengerClient.prototype, methodNames(Conversation.prototype), (name) => {
  return function (recipient, ...args) {
    return invoke(this.to(recipient as Recipient), name, args);
  };
});

defineMethods(MessengerClient.prototype, resourceNames, (name) => {
  return async function (...args) {
    return this.outbox.call((await invoke(resources, name, args)) as GraphCall);
  };
});

function heard(outbox: Outbox, report: (failure: unknown) => void): Outbox {
  return {
    send: (...args) => reportUnheard(outbox.send(...args), report),
    act: (...args) => reportUnheard(outbox.act(...args), report),
    call: (call) => reportUnheard(outbox.call(call), report),
  };
}
