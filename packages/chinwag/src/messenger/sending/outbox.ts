import type { GraphCall, Passage } from '../../graph/call.js';
import { type Graph, isRepeatable } from '../../graph/graph.js';
import type { Message, Recipient, SendOptions, SendResult } from '../message.js';
import type { AssetCall } from '../messages/asset.js';
import { type EncodeOptions, encodeAction, encodeSend } from '../messages/encode.js';
import type { ActionOptions, SenderAction } from '../messages/sender-action.js';
import { InOrder } from './in-order.js';
import type { PageAssets } from './page-assets.js';

/** A send whose turn has come. */
export interface Attempt {
  /** Makes the request; with another token where one is given. */
  send(accessToken?: string, passage?: Passage): Promise<SendResult>;
  /** Whether it can be made again: not when its file is a stream that has been read. */
  isRepeatable(): Promise<boolean>;
}

/** Makes the request, or does not: a journal that knows it was made before. */
export type Around = (attempt: Attempt) => Promise<SendResult>;

/** The way out: everything that goes to a person or asks the platform something passes here. */
export interface Outbox {
  /** Sends a message after all that was sent to this recipient before; `around` is what is done about it then. */
  send(recipient: Recipient, message: Message, options?: SendOptions, around?: Around): Promise<SendResult>;
  /** Typing, seen, reactions; in the same order as messages. */
  act(
    recipient: Recipient,
    action: SenderAction,
    options?: ActionOptions,
    around?: Around,
  ): Promise<SendResult>;
  /** Any other request, described or still being so; `name` is what a dialogue knows it again by. */
  call<Result>(
    call: GraphCall<Result> | Promise<GraphCall<Result>>,
    name?: string,
    passage?: Passage,
  ): Promise<Result>;
}

/** Checks, orders and sends. The one implementation there is; the others only add to it. */
export class GraphOutbox implements Outbox {
  #graph: Graph;
  #assets: PageAssets;
  #encoding: EncodeOptions;
  #order = new InOrder();

  constructor(graph: Graph, assets: PageAssets, encoding: EncodeOptions = {}) {
    this.#graph = graph;
    this.#assets = assets;
    this.#encoding = encoding;
  }

  send(
    recipient: Recipient,
    message: Message,
    options: SendOptions = {},
    around?: Around,
  ): Promise<SendResult> {
    const encode = () => encodeSend(recipient, message, options, this.#encoding);
    return this.#inOrder(recipient, encode, options, around);
  }

  act(
    recipient: Recipient,
    action: SenderAction,
    options: ActionOptions = {},
    around?: Around,
  ): Promise<SendResult> {
    return this.#inOrder(recipient, () => encodeAction(recipient, action, options), options, around);
  }

  async call<Result>(
    call: GraphCall<Result> | Promise<GraphCall<Result>>,
    _name?: string,
    passage?: Passage,
  ): Promise<Result> {
    return this.#graph.call(await call, passage && { passage });
  }

  #inOrder(
    recipient: Recipient,
    encode: () => AssetCall<SendResult> | Promise<AssetCall<SendResult>>,
    options: Pick<SendOptions, 'signal' | 'timeout' | 'priority'>,
    around?: Around,
  ): Promise<SendResult> {
    try {
      // Checked before it is queued, so a refusal holds nobody up.
      const call = encode();
      const send = (accessToken?: string, passage?: Passage) => {
        const how = passage ? { ...options, passage } : options;
        const make = (made: AssetCall<SendResult>) => {
          const mine = accessToken ? { ...made, accessToken } : made;
          return made.assets ? this.#assets.call(mine, how) : this.#graph.call(mine, how);
        };
        return call instanceof Promise ? call.then(make) : make(call);
      };
      const attempt = { send, isRepeatable: async () => isRepeatable(await call) };
      return this.#order.run(orderOf(recipient, options), () => (around ? around(attempt) : send()));
    } catch (refusal) {
      return Promise.reject(refusal);
    }
  }
}

/** What keeps its order: an answer does not wait for a campaign's message to the same person. */
function orderOf(recipient: Recipient, { priority }: Pick<SendOptions, 'priority'>): string {
  const key = recipientKey(recipient);
  return priority === 'campaign' ? `campaign:${key}` : key;
}

function recipientKey(recipient: Recipient): string {
  return typeof recipient === 'string'
    ? recipient
    : 'id' in recipient
      ? recipient.id
      : JSON.stringify(recipient);
}
