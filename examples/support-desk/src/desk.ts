import type { MessengerContext } from 'chinwag/messenger';

/** What the desk remembers of a conversation. */
export interface Desk {
  /** A human has the conversation, and the bot overhears. */
  isWithHuman: boolean;
}

export type DeskContext = MessengerContext<Desk>;

export const QUESTIONS = [
  { contentType: 'text' as const, title: 'Where is my order?', payload: 'ORDER' },
  { contentType: 'text' as const, title: 'Opening hours', payload: 'HOURS' },
  { contentType: 'text' as const, title: 'Talk to a human', payload: 'HUMAN' },
];
