import { eventKind } from './kind.js';
import { needed, shape, text, word } from './wire.js';

/** `response_feedback`. */
export interface WireResponseFeedback {
  feedback: string;
  mid: string;
}

/** A person gave one of the bot's messages a thumb up or down. */
export interface ResponseFeedback {
  feedback: 'Good response' | 'Bad response' | (string & Record<never, never>);
  /** The message judged. */
  mid: string;
}

export const responseFeedback = eventKind(
  shape<WireResponseFeedback, ResponseFeedback>({
    feedback: needed('feedback', word()),
    mid: needed('mid', text),
  }),
  { keys: ['response_feedback'] },
);
