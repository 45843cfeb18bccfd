import type { Platform } from '../platform.js';
import type { Change } from '../world/changes.js';
import type { StreamEvent } from './protocol.js';
import { chatMessage, conversationState, personView, placeView, trafficEntry, worldView } from './views.js';

/** A change in the shape the page reads. */
export function streamEvent(platform: Platform, change: Change): StreamEvent {
  switch (change.kind) {
    case 'world':
      return { type: 'world', world: placeView(platform) };
    case 'reset':
      return { type: 'world', world: worldView(platform) };
    case 'person':
      return { type: 'person', person: personView(platform, change.person) };
    case 'thread':
      return {
        type: 'conversation',
        conversation: conversationState(platform, change.thread),
        ...(change.message && { message: chatMessage(platform, change.thread, change.message) }),
      };
    case 'traffic':
      return { type: 'traffic', entry: trafficEntry(change.exchange) };
  }
}

/** A server-sent event. Only traffic has an id: its own, which a reconnecting page asks on from. */
export function encodeEvent(event: StreamEvent): string {
  const id = event.type === 'traffic' ? `id: ${event.entry.id}\n` : '';
  return `${id}event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

const KEEP_ALIVE = 15_000;
/** A reader this far behind is cut off: it reconnects and reads the world again. */
const FURTHEST_BEHIND = 1_000;

/** The body of `GET /_emulator/stream`. */
export function openStream(platform: Platform): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let close = () => {};
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const write = (text: string) => {
          if ((controller.desiredSize ?? 0) < 0) return close();
          controller.enqueue(encoder.encode(text));
        };
        const stopWatching = platform.world.changes.watch((change) => {
          write(encodeEvent(streamEvent(platform, change)));
        });
        const beat = setInterval(() => write(': still here\n\n'), KEEP_ALIVE);
        beat.unref();
        let open = true;
        close = () => {
          if (!open) return;
          open = false;
          stopWatching();
          clearInterval(beat);
          controller.close();
        };
        write(encodeEvent({ type: 'world', world: placeView(platform) }));
      },
      cancel: () => close(),
    },
    { highWaterMark: FURTHEST_BEHIND },
  );
}
