import type { MediaStore } from './media/store.js';
import type { Traffic } from './traffic/traffic.js';
import type { Webhooks } from './webhooks/webhooks.js';
import type { App, Page } from './world/model.js';
import type { World } from './world/world.js';

/** The parts of one running emulator, as its rooms see each other. */
export interface Platform {
  readonly world: World;
  readonly traffic: Traffic;
  readonly webhooks: Webhooks;
  readonly media: MediaStore;
  readonly settings: Settings;
  /** Where the emulator can be reached: `http://127.0.0.1:3100`. */
  origin: string;
  /** The app and the Page it was started with. */
  app: App;
  page: Page;
}

export interface Settings {
  /** Whether the platform's rate limits are enforced. */
  rateLimits: boolean;
  /** Where media of a host are fetched instead. */
  hosts: Record<string, string>;
}

/** The address of a stored file on the emulator. */
export function mediaUrl(platform: Platform, mediaId: string): string {
  const name = platform.media.get(mediaId)?.filename || 'file';
  return `${platform.origin}/_emulator/media/${mediaId}/${encodeURIComponent(name)}`;
}
