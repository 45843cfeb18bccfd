import type { Plugin } from '../core/turn/plugin.js';
import type { MessengerContext } from './context.js';
import type { OutgoingMessage } from './sending/hooks.js';

export interface TypingOptions {
  /** Milliseconds the dots show before a message: a number, or one for each message. Default 1,000. */
  delay?: number | ((outgoing: OutgoingMessage) => number);
}

/**
 * A plugin: the typing dots show for a while before every message that a context sends.
 *
 * ```ts
 * export default defineConfig({ plugins: [withTyping({ delay: 800 })] });
 * ```
 */
export function withTyping({ delay = 1_000 }: TypingOptions = {}): Plugin<MessengerContext> {
  return (context) =>
    context.onOutgoing(async (outgoing) => {
      if (outgoing.kind !== 'message') return;
      const milliseconds = typeof delay === 'function' ? delay(outgoing) : delay;
      if (milliseconds > 0) await context.showTyping(milliseconds, outgoing);
    });
}
