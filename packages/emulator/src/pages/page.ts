import { pageAccess } from '../control/views.js';
import type { Platform } from '../platform.js';
import type { Page } from '../world/model.js';
import { PageActor } from './actor.js';
import { PAGE_DEEDS, type PageDeed } from './deeds.js';

/** A Page of the emulator in this process. */
export class PageHandle extends PageActor {
  readonly #platform: Platform;
  readonly #page: Page;

  constructor(platform: Platform, page: Page) {
    super(pageAccess(platform, page));
    this.#platform = platform;
    this.#page = page;
  }

  protected override async do<Answer>(deed: PageDeed, values: Record<string, unknown>): Promise<Answer> {
    return (await PAGE_DEEDS[deed](this.#platform, this.#page, values)) as Answer;
  }
}
