import type { ActionResult, PersonAction } from '../control/protocol.js';

/** What a person can do, in words: each is one action of the control API. */
export abstract class Actor {
  /** Any action of the control API. Resolves when every subscribed app has answered, or has failed to. */
  abstract does(action: PersonAction): Promise<ActionResult>;

  says(text: string, options: { replyTo?: string } = {}): Promise<ActionResult> {
    return this.does({ type: 'say', text, ...(options.replyTo && { reply_to: { mid: options.replyTo } }) });
  }

  /** Taps the newest thing on the screen with this title: a quick reply, a button, an ice breaker. */
  taps(title: string): Promise<ActionResult> {
    return this.does({ type: 'tap', title });
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
  picksMenu(title: string): Promise<ActionResult> {
    return this.does({ type: 'pick_menu', title });
  }

  /** Looks at the chat, so that the Page's messages are read. */
  reads(): Promise<ActionResult> {
    return this.does({ type: 'read' });
  }
}
