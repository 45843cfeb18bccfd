import type { SavedMedia } from './media/media.js';
import type { WorldSnapshot } from './world/snapshot.js';

/** Everything of an emulator that can be kept in a file: the world and its media. It holds the tokens. */
export interface SavedState extends WorldSnapshot {
  media: SavedMedia[];
}
