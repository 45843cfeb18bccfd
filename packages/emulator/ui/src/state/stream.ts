import { batch, signal } from '@preact/signals';
import type {
  ChatMessage,
  ConversationState,
  StreamEvent,
  TrafficEntry,
} from '../../../src/control/protocol.js';
import { CONTROL_ROOT } from './api.js';
import { doubtConversations, receiveConversation } from './conversations.js';
import { receiveTraffic } from './traffic.js';
import { receiveWorld } from './world.js';

export type Connection = 'connecting' | 'live' | 'lost';

export const connection = signal<Connection>('connecting');

const FIRST_DELAY = 400;
const LONGEST_DELAY = 5000;

/** What happened between two worlds, gathered: each list on the page is then written once, however busy the bot. */
class Gathering {
  readonly #conversations = new Map<string, { state: ConversationState; messages: ChatMessage[] }>();
  readonly #entries: TrafficEntry[] = [];

  add(event: Exclude<StreamEvent, { type: 'world' }>): void {
    if (event.type === 'traffic') {
      this.#entries.push(event.entry);
      return;
    }
    const { conversation: state, message } = event;
    const known = this.#conversations.get(state.psid);
    const messages = known?.messages ?? [];
    if (message) messages.push(message);
    this.#conversations.set(state.psid, { state, messages });
  }

  receive(): void {
    for (const { state, messages } of this.#conversations.values()) receiveConversation(state, messages);
    if (this.#entries.length > 0) receiveTraffic(this.#entries);
  }
}

function receive(events: readonly StreamEvent[]): void {
  let gathering = new Gathering();
  for (const event of events) {
    if (event.type !== 'world') {
      gathering.add(event);
      continue;
    }
    gathering.receive();
    gathering = new Gathering();
    receiveWorld(event.world);
    doubtConversations(new Set(event.world.people.flatMap((person) => Object.values(person.psids))));
  }
  gathering.receive();
}

let queue: StreamEvent[] = [];

function drain(): void {
  const events = queue;
  queue = [];
  batch(() => receive(events));
}

/** A busy bot makes thousands of events a second: they are drawn once a frame. */
function enqueue(event: StreamEvent): void {
  queue.push(event);
  if (queue.length > 1) return;
  // Hidden tabs get no frames, yet their unread markers must move.
  if (document.hidden) setTimeout(drain, 50);
  else requestAnimationFrame(drain);
}

/** Keeps the stream open for as long as the page lives; `reload` runs at each (re)connection. */
export function followStream(reload: () => Promise<void>): void {
  let delay = FIRST_DELAY;

  const connect = (): void => {
    const source = new EventSource(`${CONTROL_ROOT}/stream`);
    const take = (event: MessageEvent<string>) => enqueue(JSON.parse(event.data) as StreamEvent);
    for (const name of ['world', 'conversation', 'traffic']) source.addEventListener(name, take);
    source.onopen = () => {
      delay = FIRST_DELAY;
      void reload().then(() => {
        connection.value = 'live';
      });
    };
    source.onerror = () => {
      // The browser gives up for good on some answers, so the retry is ours.
      source.close();
      connection.value = 'lost';
      setTimeout(connect, delay);
      delay = Math.min(delay * 2, LONGEST_DELAY);
    };
  };

  connect();
}
