import type { FeedbackQuestion, ScoreOption } from './payloads.js';

/** One possible answer: what the bot gets, and what the person sees and hears. */
export interface Score {
  value: string;
  face: string;
  name: string;
}

const numbers = (from: number, to: number): Score[] =>
  Array.from({ length: to - from + 1 }, (_, index) => {
    const value = String(from + index);
    return { value, face: value, name: value };
  });

const FACES = ['😡', '🙁', '😐', '🙂', '😍'];

const SCALES: Record<ScoreOption, readonly Score[]> = {
  one_to_five: numbers(1, 5),
  five_stars: numbers(1, 5).map((score) => ({
    ...score,
    face: '★',
    name: score.value === '1' ? '1 star' : `${score.value} stars`,
  })),
  five_emojis: numbers(1, 5).map((score, index) => ({ ...score, face: FACES[index] ?? score.face })),
  zero_to_ten: numbers(0, 10),
  one_to_seven: numbers(1, 7),
};

const USUAL_SCALE = { csat: 'one_to_five', nps: 'zero_to_ten', ces: 'one_to_seven' } as const;

/** The answers on offer; none for a question that wants words. */
export function scoresOf(question: FeedbackQuestion): readonly Score[] {
  if (question.type === 'free_form') return [];
  return SCALES[question.score_option ?? USUAL_SCALE[question.type]] ?? [];
}

const ENDS: Record<string, readonly [string, string]> = {
  neg_pos: ['Very negative', 'Very positive'],
  hard_easy: ['Very hard', 'Very easy'],
  dis_sat: ['Very dissatisfied', 'Very satisfied'],
  unlike_like: ['Very unlikely', 'Very likely'],
  poor_great: ['Poor', 'Great'],
};

/** What the lowest and the highest answer mean. */
export const endsOf = (question: FeedbackQuestion) => ENDS[question.score_label ?? ''];

const USUAL_TITLES = {
  csat: 'How would you rate your experience?',
  nps: 'How likely are you to recommend us to a friend?',
  ces: 'How easy was it to get what you needed?',
  free_form: 'What would you like to tell us?',
} as const;

export const titleOf = (question: FeedbackQuestion) => question.title ?? USUAL_TITLES[question.type];
