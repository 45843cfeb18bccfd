import type { PageAccess } from '../control/protocol.js';
import { PageActor } from '../pages/actor.js';
import type { PageDeed } from '../pages/deeds.js';
import type { ControlRequests } from './request.js';

/** A Page on an emulator that runs in another process: what `PageHandle` is in this one. */
export class RemotePage extends PageActor {
  readonly #requests: ControlRequests;

  constructor(requests: ControlRequests, access: PageAccess) {
    super(access);
    this.#requests = requests;
  }

  protected override do<Answer>(deed: PageDeed, values: Record<string, unknown>): Promise<Answer> {
    const path = deed === 'message-templates' ? `${deed}/${values.id}` : deed;
    return this.#requests.post(`pages/${this.id}/${path}`, values);
  }
}
