import type { Message } from '../../messenger/message.js';
import { marked } from '../../messenger/sending/send-mark.js';

/** How a campaign's send is known again in its echo. */
const KEY = 'campaign:';

/** What a campaign's messages carry. To whom one went, its echo says by itself. */
export class CampaignMark {
  #key: string;
  /** The same text for everybody, made once. */
  #alone: string | undefined;

  constructor(campaign: string) {
    this.#key = KEY + campaign;
    this.#alone = marked(this.#key, undefined);
  }

  on(message: Message): Message {
    const { metadata } = message;
    const mark = { metadata: metadata == null ? this.#alone : marked(this.#key, metadata) };
    // A tenth of what writing it out with a spread would take, for every single send.
    return Object.assign({}, message, mark);
  }
}

/** Of which campaign a send was; undefined when it was of none. */
export function campaignOf(key: string): string | undefined {
  return key.startsWith(KEY) ? key.slice(KEY.length) : undefined;
}
