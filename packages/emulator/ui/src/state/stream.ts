import { batch, signal } from '@preact/signals';
import type {
  ChatMessage,
  ConversationState,
  PersonView,
  StreamEvent,
  TrafficEntry,
} from '../../../src/control/protocol.js';
import { CONTROL_ROOT } from './api.js';
import {
  doubtConversations,
  dropConversations,
  forgetConversations,
  receiveConversation,
} from './conversations.js';
import { receiveTraffic } from './traffic.js';
import { receivePeople, receiveWorld } from './world.js';

export type Connection = 'connecting' | 'live' | 'lost';

export const connection = signal<Connection>('connecting');

const FIRST_DELAY = 400;
const LONGEST_DELAY = 5000;

/** A list in which more than so many move in a fifth of a second cannot be read, and takes the time of the chat. */
const READABLE = 12;
const PACE = 200;
let held: TrafficEntry[] = [];
let passedOn = 0;
let pacing = false;

/** Passes on what a reader can follow at once, and what is more at the end of each fifth of a second. */
function hearTraffic(fresh: readonly TrafficEntry[]): void {
  held.push(...fresh);
  if (held.length === 0 || passedOn > READABLE) return;
  receiveTraffic(held);
  passedOn += held.length;
  held = [];
  if (pacing) return;
  pacing = true;
  setTimeout(() => {
    pacing = false;
    passedOn = 0;
    hearTraffic([]);
  }, PACE);
}

/** What happened between two worlds, gathered: each list on the page is then written once, however busy the bot. */
class Gathering {
  readonly #conversations = new Map<string, { state: ConversationState; messages: ChatMessage[] }>();
  readonly #entries: TrafficEntry[] = [];
  readonly #people: PersonView[] = [];

  add(event: Exclude<StreamEvent, { type: 'world' }>): void {
    if (event.type === 'traffic') {
      this.#entries.push(event.entry);
      return;
    }
    if (event.type === 'person') {
      this.#people.push(event.person);
      return;
    }
    const { conversation: state, message } = event;
    const known = this.#conversations.get(state.psid);
    const messages = known?.messages ?? [];
    if (message) messages.push(message);
    this.#conversations.set(state.psid, { state, messages });
  }

  receive(): void {
    if (this.#people.length > 0) receivePeople(this.#people);
    for (const { state, messages } of this.#conversations.values()) receiveConversation(state, messages);
    hearTraffic(this.#entries);
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
    const { people } = event.world;
    if (people) {
      forgetConversations();
      dropConversations(new Set(people.flatMap((person) => Object.values(person.psids))));
    }
    receiveWorld(event.world);
    doubtConversations();
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

/**
 * Keeps the stream open for as long as the page lives. `reload` runs at each (re)connection, and tells whether it could
 * read the world.
 */
export function followStream(reload: () => Promise<boolean>): void {
  let delay = FIRST_DELAY;

  const connect = (): void => {
    const source = new EventSource(`${CONTROL_ROOT}/stream`);
    const take = (event: MessageEvent<string>) => enqueue(JSON.parse(event.data) as StreamEvent);
    for (const name of ['world', 'person', 'conversation', 'traffic']) source.addEventListener(name, take);
    const lose = () => {
      // The browser gives up for good on some answers, so the retry is ours.
      source.close();
      connection.value = 'lost';
      setTimeout(connect, delay);
      delay = Math.min(delay * 2, LONGEST_DELAY);
    };
    source.onerror = lose;
    source.onopen = async () => {
      const known = await reload();
      // It may have been lost meanwhile.
      if (source.readyState !== EventSource.OPEN) return;
      if (!known) return lose();
      delay = FIRST_DELAY;
      connection.value = 'live';
    };
  };

  // A tab that is hidden before the next frame waits for it until somebody looks.
  document.addEventListener('visibilitychange', drain);
  connect();
}
