import { batch, signal } from '@preact/signals';
import type { StreamEvent } from '../../../src/control/protocol.js';
import { CONTROL_ROOT } from './api.js';
import { doubtConversations, receiveConversation } from './conversations.js';
import { receiveTraffic } from './traffic.js';
import { receiveWorld } from './world.js';

export type Connection = 'connecting' | 'live' | 'lost';

export const connection = signal<Connection>('connecting');

const FIRST_DELAY = 400;
const LONGEST_DELAY = 5000;

function receive(event: StreamEvent): void {
  if (event.type === 'world') {
    receiveWorld(event.world);
    doubtConversations();
  } else if (event.type === 'conversation') receiveConversation(event.conversation, event.message);
  else receiveTraffic([event.entry]);
}

let queue: StreamEvent[] = [];

function drain(): void {
  const events = queue;
  queue = [];
  batch(() => events.forEach(receive));
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
