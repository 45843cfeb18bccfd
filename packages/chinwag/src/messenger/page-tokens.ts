import { ConfigError } from '../core/errors.js';

export interface PageTokenOptions {
  pageId?: string;
  accessToken?: string;
  /** Many Pages, one bot: the token of a Page. */
  mapPageToAccessToken?: (pageId: string) => Promise<string> | string;
}

/** Which Page speaks with which token. An unknown Page is an error, never somebody else's token. */
export class PageTokens {
  #options: PageTokenOptions;
  #asked = new Map<string, Promise<string>>();

  constructor(options: PageTokenOptions) {
    this.#options = options;
  }

  /** The token, or undefined where the client's own is right. */
  async of(pageId: string): Promise<string | undefined> {
    const { mapPageToAccessToken, pageId: own } = this.#options;
    if (mapPageToAccessToken) return this.#ask(pageId, mapPageToAccessToken);
    if (own === undefined || own === pageId) return undefined;
    throw new ConfigError(`an event came for Page ${pageId}, but the bot is Page ${own}`, {
      hint: 'Give channels.messenger.mapPageToAccessToken when the bot speaks for several Pages.',
    });
  }

  #ask(pageId: string, ask: (pageId: string) => Promise<string> | string): Promise<string> {
    const before = this.#asked.get(pageId);
    if (before) return before;
    const asked = Promise.resolve(ask(pageId)).then((token) => {
      if (typeof token === 'string' && token !== '') return token;
      throw new ConfigError(`mapPageToAccessToken knows no token for Page ${pageId}`);
    });
    this.#asked.set(pageId, asked);
    // A failure is not an answer: the next event asks again.
    asked.catch(() => this.#asked.delete(pageId));
    return asked;
  }
}
