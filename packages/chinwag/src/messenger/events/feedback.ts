import { eventKind } from './kind.js';
import { from, list, needed, record, shape, text, word } from './wire.js';

/** `messaging_feedback`. */
export interface WireFeedback {
  feedback_screens: {
    screen_id?: number | string;
    questions: Record<
      string,
      { type: string; payload: string; follow_up?: { type: string; payload: string } }
    >;
  }[];
}

/** A person filled in a customer feedback template. */
export interface Feedback {
  feedbackScreens: ReceivedFeedbackScreen[];
}

export interface ReceivedFeedbackScreen {
  screenId?: number | string;
  /** Answers by the ids that the template gave its questions. */
  questions: Record<string, FeedbackAnswer>;
}

export interface FeedbackAnswer {
  type: 'csat' | 'nps' | 'ces' | 'free_form' | (string & Record<never, never>);
  /** The score as text, or the words. */
  payload: string;
  followUp?: { type: string; payload: string };
}

const followUp = shape<{ type: unknown; payload: unknown }, { type: string; payload: string }>({
  type: needed('type', text),
  payload: needed('payload', text),
});

const answer = shape<{ type: unknown; payload: unknown; follow_up?: unknown }, FeedbackAnswer>({
  type: needed('type', word()),
  payload: needed('payload', text),
  followUp: from('follow_up', followUp.read),
});

const screenId = (wire: unknown) => (typeof wire === 'number' ? wire : text(wire));

const screen = shape<{ screen_id?: unknown; questions: unknown }, ReceivedFeedbackScreen>({
  screenId: from('screen_id', screenId),
  questions: needed('questions', record(answer.read)),
});

export const feedback = eventKind(
  shape<WireFeedback, Feedback>({ feedbackScreens: needed('feedback_screens', list(screen.read)) }),
  { keys: ['messaging_feedback'] },
);
