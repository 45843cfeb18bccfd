import { ConfigError } from '../../core/errors.js';

export interface PageTokenOptions {
  pageId?: string;
  accessToken?: string;
  /**
   * Many Pages, one bot: the token of a Page. Asked once for each Page, and once more when the platform refuses the
   * token (190).
   */
  mapPageToAccessToken?: (pageId: string) => Promise<string> | string;
}

/** The token a Page speaks with. */
export interface PageToken {
  readonly value: string;
  /** Another token than the one the platform has refused; undefined when there is none. */
  renew?(refused: string): Promise<string | undefined>;
}

/** Which Page speaks with which token. An unknown Page is an error, never somebody else's token. */
export class PageTokens {
  #options: PageTokenOptions;
  #asked = new Map<string, Promise<MappedToken>>();
  #tell: (token: string, pageId: string) => void;

  /** `tell` hears of every token before it is used, and whose it is. */
  constructor(options: PageTokenOptions, tell: (token: string, pageId: string) => void) {
    this.#options = options;
    this.#tell = tell;
  }

  /** The token, or undefined where the client's own is right. */
  of(pageId: string): PageToken | undefined | Promise<PageToken> {
    const { mapPageToAccessToken, pageId: own } = this.#options;
    if (mapPageToAccessToken) return this.#ask(pageId, mapPageToAccessToken);
    if (own === undefined || own === pageId) return undefined;
    throw new ConfigError(`an event came for Page ${pageId}, but the bot is Page ${own}`, {
      hint: 'Give channels.messenger.mapPageToAccessToken when the bot speaks for several Pages.',
    });
  }

  #ask(pageId: string, map: (pageId: string) => Promise<string> | string): Promise<MappedToken> {
    const before = this.#asked.get(pageId);
    if (before) return before;
    const ask = async () => {
      const token = await askFor(pageId, map);
      this.#tell(token, pageId);
      return token;
    };
    const asked = ask().then((token) => new MappedToken(token, ask));
    this.#asked.set(pageId, asked);
    // A failure is not an answer: the next event asks again.
    asked.catch(() => this.#asked.delete(pageId));
    return asked;
  }
}

/** One Page's token; all who speak for the Page share it. */
class MappedToken implements PageToken {
  #value: string;
  #ask: () => Promise<string>;
  #asking: Promise<string> | undefined;

  constructor(value: string, ask: () => Promise<string>) {
    this.#value = value;
    this.#ask = ask;
  }

  get value(): string {
    return this.#value;
  }

  async renew(refused: string): Promise<string | undefined> {
    if (this.#value === refused) {
      // Many sends may be refused at once; the map is asked for all of them.
      this.#asking ??= this.#ask().finally(() => {
        this.#asking = undefined;
      });
      this.#value = await this.#asking;
    }
    return this.#value === refused ? undefined : this.#value;
  }
}

async function askFor(pageId: string, map: (pageId: string) => Promise<string> | string): Promise<string> {
  let token: unknown;
  try {
    token = await map(pageId);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigError(`mapPageToAccessToken failed for Page ${pageId}: ${reason}`, { cause });
  }
  if (typeof token === 'string' && token !== '') return token;
  throw new ConfigError(`mapPageToAccessToken knows no token for Page ${pageId}`, {
    hint: 'Return the token of every Page that is subscribed to the app, or unsubscribe this Page.',
  });
}
