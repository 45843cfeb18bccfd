import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ActionResult, ConversationView, PersonAction, PersonView } from '../control/protocol.js';
import { mimeType } from '../media/type.js';
import { Actor } from '../people/actor.js';
import type { Upload } from '../people/person.js';
import type { ControlRequests } from './request.js';

/** A person on an emulator that runs in another process: what `PersonHandle` is in this one. */
export class RemotePerson extends Actor {
  /** The emulator's own id of the person. */
  readonly id: string;
  /** What the Page knows the person by. */
  readonly psid: string;
  readonly name: string;
  readonly #requests: ControlRequests;
  readonly #conversation: string;

  constructor(requests: ControlRequests, person: PersonView, pageId: string) {
    super();
    this.id = person.id;
    this.psid = person.psids[pageId] ?? '';
    this.name = person.name;
    this.#requests = requests;
    this.#conversation = `conversations/${pageId}/${this.psid}`;
  }

  override does(action: PersonAction): Promise<ActionResult> {
    return this.#requests.post(`${this.#conversation}/actions?delivered=true`, action);
  }

  /** Sends files; several travel as one message. */
  async uploads(...uploads: Upload[]): Promise<ActionResult> {
    const form = new FormData();
    for (const upload of uploads) {
      const { filename, data, type } =
        typeof upload === 'string'
          ? { filename: basename(upload), data: await readFile(upload), type: undefined }
          : upload;
      // A copy, because a view of shared memory is no part of a Blob.
      const bytes = typeof data === 'string' ? data : new Uint8Array(data);
      form.append('file', new Blob([bytes], { type: mimeType(type, filename) }), filename);
    }
    return this.#requests.post(`${this.#conversation}/uploads?delivered=true`, form);
  }

  /** What the person sees now. */
  screen(): Promise<ConversationView> {
    return this.#requests.get(this.#conversation);
  }

  /** The same as {@link screen}. */
  sees(): Promise<ConversationView> {
    return this.screen();
  }
}
