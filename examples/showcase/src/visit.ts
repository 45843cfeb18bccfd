import type { MessengerContext } from 'chinwag/messenger';

/** What the bot remembers of a person: the state of the conversation. */
export interface Visit {
  /** The names of the wares they ordered. */
  basket: string[];
}

export type TeaHouseContext = MessengerContext<Visit>;
