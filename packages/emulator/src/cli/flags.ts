import { parseArgs } from 'node:util';
import type { EmulatorOptions } from '../options.js';
import { checkDelivery, type WebhookDelivery } from '../webhooks/delivery.js';

/** A flag that does not exist, or has no sense. */
export class UsageError extends Error {
  override name = 'UsageError';
}

export interface Flags {
  show: 'help' | 'version' | null;
  options: EmulatorOptions;
  /** The names of the second Page and of all after it. */
  morePages: string[];
  open: boolean;
  json: boolean;
}

const FLAGS = {
  port: { type: 'string', default: '3100' },
  host: { type: 'string', default: '127.0.0.1' },
  'webhook-url': { type: 'string' },
  fields: { type: 'string' },
  page: { type: 'string', multiple: true },
  duplicates: { type: 'string' },
  disorder: { type: 'string' },
  batch: { type: 'string' },
  delay: { type: 'string' },
  'page-id': { type: 'string' },
  'page-country': { type: 'string' },
  'access-token': { type: 'string' },
  'refuse-private-media': { type: 'boolean' },
  'app-id': { type: 'string' },
  'app-secret': { type: 'string' },
  'verify-token': { type: 'string' },
  'require-proof': { type: 'boolean' },
  'rate-limits': { type: 'boolean' },
  seed: { type: 'string' },
  state: { type: 'string' },
  open: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

export const HELP = `Messenger on localhost: the Graph API, signed webhooks and a chat page.

  npx @chinwag/emulator [flags]

  --port <port>            Port of the Graph API and the page (3100; 0 takes a free one)
  --host <address>         Address to listen on (127.0.0.1)
  --webhook-url <url>      Where the bot takes webhooks; it need not be up yet
  --fields <a,b,…>         Webhook fields to subscribe (all about messages)
  --duplicates <0..1>      Send so many of the webhooks twice
  --disorder <0..1>        Let so many of the events be overtaken by the next
  --batch <n>              Send up to n events in one webhook (1; at most 1000)
  --delay <ms>             Send webhooks so many milliseconds late
  --page <name>            Name of a Page; repeat it for several
  --page-id <id>           Id of the first Page
  --page-country <code>    Country of the first Page (US)
  --access-token <token>   Access token of the first Page
  --app-id <id>            Id of the app
  --app-secret <secret>    Secret that webhooks are signed with
  --verify-token <token>   Token of the verification GET
  --require-proof          Refuse calls without appsecret_proof
  --rate-limits            Enforce the platform's rate limits
  --refuse-private-media   Fetch no media from private addresses
  --seed <text>            Ids repeat from run to run with the same seed
  --state <file>           Keep the world in a file
  --open                   Open the chat page in the browser
  --json                   Print what a bot needs as JSON
  -h, --help               Show this
  -v, --version            Show the version

Example:
  npx @chinwag/emulator --webhook-url http://localhost:3000/webhooks/messenger`;

export function readFlags(args: string[]): Flags {
  const values = parse(args);
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UsageError(`--port must be a number from 0 to 65535, not "${values.port}".`);
  }
  const webhookUrl = values['webhook-url'];
  if (webhookUrl !== undefined && !/^https?:$/.test(protocolOf(webhookUrl))) {
    throw new UsageError(`--webhook-url must be an http or https address, not "${webhookUrl}".`);
  }
  const [pageName, ...morePages] = values.page ?? [];
  return {
    show: values.help ? 'help' : values.version ? 'version' : null,
    morePages,
    open: values.open ?? false,
    json: values.json ?? false,
    options: {
      port,
      host: values.host,
      webhookUrl,
      pageName,
      fields: values.fields?.split(','),
      delivery: readDelivery(values),
      pageId: values['page-id'],
      pageCountry: values['page-country'],
      accessToken: values['access-token'],
      refusePrivateMedia: values['refuse-private-media'],
      appId: values['app-id'],
      appSecret: values['app-secret'],
      verifyToken: values['verify-token'],
      requireAppSecretProof: values['require-proof'],
      rateLimits: values['rate-limits'],
      seed: values.seed,
      state: values.state,
    },
  };
}

function readDelivery(values: Record<string, unknown>): Partial<WebhookDelivery> {
  const delivery: Partial<WebhookDelivery> = {};
  for (const name of ['duplicates', 'disorder', 'batch', 'delay'] as const) {
    const value = values[name];
    if (value !== undefined) delivery[name] = Number(value);
  }
  try {
    checkDelivery(delivery);
  } catch (error) {
    throw new UsageError(`--${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  return delivery;
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: FLAGS, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function protocolOf(text: string): string {
  return URL.canParse(text) ? new URL(text).protocol : '';
}
