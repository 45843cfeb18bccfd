import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { ActionResult, ConversationView, PersonAction } from '../control/protocol.js';
import { conversationView } from '../control/views.js';
import { attachmentType, mimeType } from '../media/type.js';
import type { Platform } from '../platform.js';
import type { Attachment, Page, Person, Thread } from '../world/model.js';
import { act } from './actions.js';
import { Actor } from './actor.js';
import { sendAttachments } from './chat.js';
import { Impossible } from './refusal.js';

/** A file to upload: the path of one, or its name and bytes. */
export type Upload = string | { filename: string; data: Uint8Array | string; type?: string };

/**
 * A person who talks to a Page. Every action resolves when each subscribed app has answered its webhook (or has
 * failed to); what the bot then sends is on the person's {@link screen}.
 */
export class PersonHandle extends Actor {
  /** The emulator's own id of the person. */
  readonly id: string;
  /** What the Page knows the person by. */
  readonly psid: string;
  readonly name: string;
  readonly #platform: Platform;
  readonly #thread: Thread;

  constructor(platform: Platform, person: Person, page: Page) {
    super();
    const psid = person.psids.get(page.id) ?? '';
    const thread = platform.world.threads.get(psid);
    if (!thread) throw new Impossible(`${person.firstName} has no conversation with Page ${page.id}.`);
    this.id = person.id;
    this.psid = psid;
    this.name = `${person.firstName} ${person.lastName}`.trim();
    this.#platform = platform;
    this.#thread = thread;
  }

  /** Sends files; several travel as one message. */
  async uploads(...uploads: Upload[]): Promise<ActionResult> {
    const attachments: Attachment[] = [];
    for (const upload of uploads) attachments.push(await this.#store(upload));
    if (attachments.length === 0) throw new Impossible('There is nothing to upload.');
    const { result, delivered } = sendAttachments(this.#platform, this.#thread, attachments);
    await delivered;
    return result;
  }

  override async does(action: PersonAction): Promise<ActionResult> {
    const { result, delivered } = act(this.#platform, this.#thread, action);
    await delivered;
    return result;
  }

  /** What the person sees now. */
  screen(): ConversationView {
    return conversationView(this.#platform, this.#thread);
  }

  /** The same as {@link screen}. */
  sees(): ConversationView {
    return this.screen();
  }

  async #store(upload: Upload): Promise<Attachment> {
    const { media } = this.#platform;
    const filename = typeof upload === 'string' ? basename(upload) : upload.filename;
    const source = typeof upload === 'string' ? createReadStream(upload) : Buffer.from(upload.data);
    const declared = typeof upload === 'string' ? undefined : upload.type;
    const file = await media.receive(source, { filename, type: mimeType(declared, filename) });
    if (file.truncated) throw new Impossible(`${filename} is ${file.size} bytes; Messenger takes 25 MB.`);
    const kept = media.keep(file);
    return { type: attachmentType(kept.type), mediaId: kept.id };
  }
}
