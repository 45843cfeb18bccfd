/** A file inside a request, told by what it is instead of its bytes. */
export interface FileSummary {
  filename: string;
  type: string;
  size: number;
}

export interface ExchangeError {
  message: string;
  code?: number;
  subcode?: number;
  type?: string;
  fbtrace_id?: string;
}

/** What was refused inside a batch, whose own answer is 200 all the same. */
export interface ItemRefusal extends ExchangeError {
  /** Its place in the batch, from 0. */
  item: number;
}

/** Where a request carried its access token, and whether the emulator knows it. */
export interface TokenUse {
  from: 'header' | 'query' | 'body';
  kind: 'page' | 'user' | 'app' | 'unknown';
}

/** One request and its answer: from a bot to the Graph API, or a webhook to a bot. */
export interface Exchange {
  id: number;
  kind: 'graph' | 'webhook';
  at: number;
  /** `performance.now()` when it began. */
  began: number;
  method: string;
  /** For Graph requests the path and query; for webhooks the whole address. */
  url: string;
  requestHeaders: Record<string, string | string[] | undefined>;
  requestBody: unknown;
  files: Record<string, FileSummary> | null;
  status: number | null;
  responseHeaders: Record<string, string>;
  responseBody: unknown;
  duration: number | null;
  error: ExchangeError | null;
  /** Of batches. */
  refusals: ItemRefusal[];
  /** What was taken and yet will not look as it was meant. */
  advice: string[];
  token: TokenUse | null;
  pageId: string | undefined;
  psid: string | undefined;
  topic: string;
  /** Of webhooks: the app it went to and the subscription field that it belongs to. */
  appId: string | undefined;
  field: string | undefined;
  /** Of webhooks: 1 for the first try. */
  attempt: number;
}
