import { eventKind } from './kind.js';
import { from, id, needed, number, shape, text, word } from './wire.js';

/** `game_play`. */
export interface WireGamePlay {
  game_id: string | number;
  player_id: string | number;
  locale?: string;
  context_type?: string;
  context_id?: string | number;
  score?: number;
  payload?: string;
}

/** A person played a round of an instant game. */
export interface GamePlay {
  gameId: string;
  playerId: string;
  /** `en_US`. */
  locale?: string;
  contextType?: 'SOLO' | 'THREAD' | 'GROUP' | (string & Record<never, never>);
  contextId?: string;
  score?: number;
  /** What the game passed on; often JSON, and left as it came. */
  payload?: string;
}

export const gamePlay = eventKind(
  shape<WireGamePlay, GamePlay>({
    gameId: needed('game_id', id),
    playerId: needed('player_id', id),
    locale: from('locale', text),
    contextType: from('context_type', word()),
    contextId: from('context_id', id),
    score: from('score', number),
    payload: from('payload', text),
  }),
  { keys: ['game_play'] },
);
