import { eventKind } from './kind.js';
import { from, needed, shape, text, word } from './wire.js';

/** `reaction`. */
export interface WireReaction {
  mid: string;
  action: string;
  reaction?: string;
  emoji?: string;
}

/** A person put a reaction on a message, or took it back. */
export interface Reaction {
  /** The message reacted to. */
  mid: string;
  action: 'react' | 'unreact' | (string & Record<never, never>);
  /** Absent when it was taken back. */
  reaction?:
    | 'smile'
    | 'angry'
    | 'sad'
    | 'wow'
    | 'love'
    | 'like'
    | 'dislike'
    | 'other'
    | (string & Record<never, never>);
  emoji?: string;
}

export const reaction = eventKind(
  shape<WireReaction, Reaction>({
    mid: needed('mid', text),
    action: needed('action', word()),
    reaction: from('reaction', word()),
    emoji: from('emoji', text),
  }),
  { keys: ['reaction'], identity: ({ mid, action }, { timestamp }) => `${mid}:${action}:${timestamp}` },
);
