#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { closeOnSignal, openInBrowser, print } from './cli/console.js';
import { HELP, readFlags, UsageError } from './cli/flags.js';
import { PortInUse, startEmulator } from './index.js';

try {
  const flags = readFlags(process.argv.slice(2));
  if (flags.show === 'help') console.log(HELP);
  else if (flags.show === 'version') console.log(version());
  else {
    const emulator = await startEmulator(flags.options);
    for (const name of flags.morePages) emulator.addPage({ name });
    print(emulator, flags.json);
    if (flags.open) openInBrowser(emulator.origin);
    closeOnSignal(emulator);
  }
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  const wayOut =
    error instanceof PortInUse
      ? ` Take the next one: --port ${error.port + 1}`
      : error instanceof UsageError
        ? ' See --help.'
        : '';
  console.error(message + wayOut);
  process.exitCode = 1;
}

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return (manifest as { version: string }).version;
}
