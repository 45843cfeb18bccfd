import { spawn } from 'node:child_process';
import type { Emulator } from '../emulator.js';

/** Tells where everything is and what a bot needs in its environment. */
export function print(emulator: Emulator, asJson: boolean): void {
  const { page, app, origin, pages } = emulator;
  const environment = {
    MESSENGER_PAGE_ID: page.id,
    MESSENGER_ACCESS_TOKEN: page.accessToken,
    MESSENGER_APP_ID: app.id,
    MESSENGER_APP_SECRET: app.secret,
    MESSENGER_VERIFY_TOKEN: app.verifyToken,
    MESSENGER_ORIGIN: origin,
  };
  if (asJson) {
    console.log(JSON.stringify({ origin, pages, userToken: emulator.userToken, environment }));
    return;
  }
  const lines = Object.entries(environment).map(([name, value]) => `  ${name}=${value}`);
  const others = pages
    .slice(1)
    .map((other) => `\nPage ${other.name}: id ${other.id}, access token ${other.accessToken}`);
  console.log(
    [
      `Messenger is running.\n\n  Chat page and Graph API  ${origin}`,
      `\nWhat a bot needs in its environment:\n`,
      ...lines,
      ...others,
      '\nCtrl+C stops it.',
    ].join('\n'),
  );
}

const OPENERS: Record<string, string[]> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

export function openInBrowser(url: string): void {
  const [command = 'xdg-open', ...args] = OPENERS[process.platform] ?? ['xdg-open'];
  const browser = spawn(command, [...args, url], { stdio: 'ignore', detached: true });
  browser.on('error', () => console.error(`The browser did not open; the page is at ${url}`));
  browser.unref();
}

/** Ctrl+C and SIGTERM end the emulator with its files cleared away. */
export function closeOnSignal(emulator: Emulator): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void emulator.close().then(() => process.exit(0)));
  }
}
