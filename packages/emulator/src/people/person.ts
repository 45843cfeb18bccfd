import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { ActionResult, ConversationView, PersonAction } from '../control/protocol.js';
import { conversationView } from '../control/views.js';
import { attachmentType, mimeType } from '../media/type.js';
import type { Platform } from '../platform.js';
import type { Attachment, Page, Person, Thread } from '../world/model.js';
import { act } from './actions.js';
import { sendAttachments } from './chat.js';
import { profileFor } from './profile.js';
import { Impossible } from './refusal.js';
import { quickRepliesOf, tappables } from './screen.js';

/** A file to upload: the path of one, or its name and bytes. */
export type Upload = string | { filename: string; data: Uint8Array | string; type?: string };

/**
 * A person who talks to a Page. Every action resolves when each subscribed app has answered its webhook (or has
 * failed to); what the bot then sends is on the person's {@link screen}.
 */
export class PersonHandle {
  /** The emulator's own id of the person. */
  readonly id: string;
  /** What the Page knows the person by. */
  readonly psid: string;
  readonly name: string;
  readonly #platform: Platform;
  readonly #thread: Thread;

  constructor(platform: Platform, person: Person, page: Page) {
    const psid = person.psids.get(page.id) ?? '';
    const thread = platform.world.threads.get(psid);
    if (!thread) throw new Impossible(`${person.firstName} has no conversation with Page ${page.id}.`);
    this.id = person.id;
    this.psid = psid;
    this.name = `${person.firstName} ${person.lastName}`.trim();
    this.#platform = platform;
    this.#thread = thread;
  }

  says(text: string, options: { replyTo?: string } = {}): Promise<ActionResult> {
    return this.does({ type: 'say', text, ...(options.replyTo && { reply_to: { mid: options.replyTo } }) });
  }

  /** Taps the newest thing on the screen with this title: a quick reply, a button, an ice breaker. */
  async taps(title: string): Promise<ActionResult> {
    return this.does(this.#find(title));
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

  likes(): Promise<ActionResult> {
    return this.does({ type: 'like' });
  }

  reacts(mid: string, emoji: string): Promise<ActionResult> {
    return this.does({ type: 'react', mid, emoji });
  }

  unreacts(mid: string): Promise<ActionResult> {
    return this.does({ type: 'unreact', mid });
  }

  getsStarted(): Promise<ActionResult> {
    return this.does({ type: 'get_started' });
  }

  /** Picks an item of the persistent menu by its title, however deep it is. */
  async picksMenu(title: string): Promise<ActionResult> {
    const menu = profileFor(this.#platform, this.#thread).persistent_menu?.call_to_actions ?? [];
    const path = pathTo(menu, title);
    if (!path) throw new Impossible(`The menu has no item "${title}".`);
    return this.does({ type: 'menu', path });
  }

  /** Looks at the chat, so that the Page's messages are read. */
  reads(): Promise<ActionResult> {
    return this.does({ type: 'read' });
  }

  /** Any action of the control API. */
  async does(action: PersonAction): Promise<ActionResult> {
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

  #find(title: string): PersonAction {
    const offer = quickRepliesOf(this.#thread);
    const shown = this.screen().quickReplies?.items ?? [];
    const index = shown.findIndex((item) => item.title === title);
    if (offer && index >= 0) return { type: 'quick_reply', mid: offer.mid, index };
    for (const message of this.#thread.messages.toReversed()) {
      const tap = tappables(message).find((candidate) => candidate.title === title);
      if (tap) return { type: 'button', mid: message.mid, element: tap.element, button: tap.button };
    }
    const questions = profileFor(this.#platform, this.#thread).ice_breakers ?? [];
    const question = questions.findIndex((candidate) => candidate.question === title);
    if (question >= 0 && !this.#thread.started) return { type: 'ice_breaker', index: question };
    throw new Impossible(`There is nothing called "${title}" to tap.`);
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

interface Titled {
  title: string;
  call_to_actions?: Titled[];
}

function pathTo(items: Titled[], title: string): number[] | undefined {
  for (const [index, item] of items.entries()) {
    if (item.title === title && !item.call_to_actions) return [index];
    const inside = pathTo(item.call_to_actions ?? [], title);
    if (inside) return [index, ...inside];
  }
  return undefined;
}
