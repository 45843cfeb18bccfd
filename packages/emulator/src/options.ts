import type { SavedState } from './saved-state.js';
import type { WebhookDelivery } from './webhooks/delivery.js';

export interface EmulatorOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  /** 127.0.0.1 unless told otherwise. */
  host?: string;
  /** Where the bot listens. It need not be up yet. */
  webhookUrl?: string;
  /** The webhook fields subscribed for `webhookUrl`; every one about messages when left out. */
  fields?: string[];
  /** Webhooks twice, out of order, in batches or late. */
  delivery?: Partial<WebhookDelivery>;
  appId?: string;
  appSecret?: string;
  verifyToken?: string;
  pageId?: string;
  pageName?: string;
  /** Two letters, `US` when left out: whether free recurring notifications still go depends on it. */
  pageCountry?: string;
  /** The Page's access token. */
  accessToken?: string;
  /** Ids repeat from run to run with the same seed. */
  seed?: string | number;
  /** A world that was saved: what `emulator.save()` gave, or the path of a file, which is written on `close()`. */
  state?: SavedState | string;
  /** Refuse every call without `appsecret_proof`. */
  requireAppSecretProof?: boolean;
  /** Enforce the platform's rate limits. */
  rateLimits?: boolean;
  /** Refuse media whose address is private: loopback, the local network, a link-local address. */
  refusePrivateMedia?: boolean;
  /** Fetches media from elsewhere: `{ 'cdn.example.com': 'http://127.0.0.1:8080' }`. */
  hosts?: Record<string, string>;
  /** How much is remembered: messages per conversation (5,000) and requests and webhooks (10,000). */
  history?: { messages?: number; traffic?: number };
}
