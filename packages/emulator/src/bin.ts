#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { cac } from 'cac';
import { type Emulator, type EmulatorOptions, PortInUse, startEmulator } from './index.js';

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };

const cli = cac('emulator');
cli
  .command('', 'Run Messenger on localhost: the Graph API, signed webhooks and a chat page')
  .option('--port <port>', 'Port of the Graph API and the page', { default: 3100 })
  .option('--host <host>', 'Address to listen on', { default: '127.0.0.1' })
  .option('--webhook-url <url>', 'Where the bot takes webhooks; it need not be up yet')
  .option('--page <name>', 'Name of a Page; repeat it for several')
  .option('--page-id <id>', 'Id of the first Page')
  .option('--access-token <token>', "The first Page's access token")
  .option('--app-id <id>', 'Id of the app')
  .option('--app-secret <secret>', 'Secret that webhooks are signed with')
  .option('--verify-token <token>', 'Token of the verification GET')
  .option('--fields <fields>', 'Webhook fields, separated by commas')
  .option('--require-proof', 'Refuse calls without appsecret_proof')
  .option('--rate-limits', "Enforce the platform's rate limits")
  .option('--seed <seed>', 'Ids repeat with the same seed')
  .option('--open', 'Open the chat page in the browser')
  .option('--json', 'Print what a bot needs as JSON')
  .example('emulator --webhook-url http://localhost:3000/webhooks/messenger')
  .action(run);
cli.help();
cli.version(version);

try {
  cli.parse();
} catch (error) {
  stop(error instanceof Error ? error.message : String(error));
}

async function run(flags: Record<string, unknown>): Promise<void> {
  if (flags.help || flags.version) return;
  try {
    const pages = texts(flags.page);
    const emulator = await startEmulator(options(flags, pages));
    for (const name of pages.slice(1)) emulator.addPage({ name });
    print(emulator, flags.json === true);
    if (flags.open) openInBrowser(emulator.origin);
    closeOnSignal(emulator);
  } catch (error) {
    if (error instanceof PortInUse) stop(`${error.message} Another one: --port ${error.port + 1}`);
    stop(error instanceof Error ? error.message : String(error));
  }
}

function options(flags: Record<string, unknown>, pages: string[]): EmulatorOptions {
  const port = Number(flags.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    stop(`--port must be a number from 0 to 65535, not ${String(flags.port)}`);
  }
  return {
    port,
    host: text(flags.host),
    webhookUrl: text(flags.webhookUrl),
    pageName: pages[0],
    pageId: text(flags.pageId),
    accessToken: text(flags.accessToken),
    appId: text(flags.appId),
    appSecret: text(flags.appSecret),
    verifyToken: text(flags.verifyToken),
    fields: text(flags.fields)?.split(','),
    requireAppSecretProof: flags.requireProof === true,
    rateLimits: flags.rateLimits === true,
    seed: text(flags.seed),
  };
}

/** Numbers too: the parser turns what looks like one into one. */
function text(flag: unknown): string | undefined {
  return typeof flag === 'string' || typeof flag === 'number' ? String(flag) : undefined;
}

function texts(flag: unknown): string[] {
  return (Array.isArray(flag) ? flag : [flag]).flatMap((each) => text(each) ?? []);
}

function print(emulator: Emulator, asJson: boolean): void {
  const { page, app, origin } = emulator;
  const environment = {
    MESSENGER_PAGE_ID: page.id,
    MESSENGER_ACCESS_TOKEN: page.accessToken,
    MESSENGER_APP_ID: app.id,
    MESSENGER_APP_SECRET: app.secret,
    MESSENGER_VERIFY_TOKEN: app.verifyToken,
    MESSENGER_ORIGIN: origin,
  };
  if (asJson) {
    console.log(JSON.stringify({ origin, pages: emulator.pages, environment }));
    return;
  }
  console.log(
    `Messenger is running.\n\n  Chat page and Graph API  ${origin}\n\nWhat a bot needs in its environment:\n`,
  );
  for (const [name, value] of Object.entries(environment)) console.log(`  ${name}=${value}`);
  for (const other of emulator.pages.slice(1)) {
    console.log(`\nPage ${other.name}: id ${other.id}, access token ${other.accessToken}`);
  }
  console.log('\nCtrl+C stops it.');
}

function openInBrowser(url: string): void {
  const [command = '', ...args] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', url]
        : ['xdg-open', url];
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.on('error', () => console.error(`The browser did not open; the page is at ${url}`));
  child.unref();
}

function closeOnSignal(emulator: Emulator): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void emulator.close().then(() => process.exit(0));
    });
  }
}

function stop(message: string): never {
  console.error(message);
  process.exit(1);
}
