import { onceStopped } from '../stop.js';
import type { CampaignCommand } from './options.js';

/** Resolves at the first Ctrl+C, when the terminal goes away, and at the end of the `chinwag dev` that a rehearsal is beside. */
export function onceOver({ rehearsal }: CampaignCommand): Promise<void> {
  return Promise.race([onceStopped(), ...(rehearsal ? [rehearsal.ended()] : [])]);
}
