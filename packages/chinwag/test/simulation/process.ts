import type { ChinwagBot, Clock } from 'chinwag';
import type { Life } from './scheduler.js';

/** One life of a process: from its start until it crashes or the simulation ends. */
export interface Process extends Life {
  /** Absent while it starts. */
  bot?: ChinwagBot;
  clock: Clock;
}
