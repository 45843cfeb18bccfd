import { METADATA_LIMIT } from '../messages/extras.js';

/**
 * How a send is known again in its echo: the key travels in `metadata`, in front of what the bot itself put there.
 */
const MARK = 'chinwag:';

/** The metadata to send: with the key, unless the bot's own leaves no room for it. */
export function marked(key: string, metadata: string | undefined): string | undefined {
  const whole = metadata === undefined ? MARK + key : `${MARK}${key}\n${metadata}`;
  return whole.length <= METADATA_LIMIT ? whole : metadata;
}

/** The key, and what the bot itself put there. */
export function readMark(metadata: string): { key?: string; metadata?: string } {
  if (!metadata.startsWith(MARK)) return { metadata };
  const end = metadata.indexOf('\n');
  if (end === -1) return { key: metadata.slice(MARK.length) };
  return { key: metadata.slice(MARK.length, end), metadata: metadata.slice(end + 1) };
}
