import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

/**
 * Reads the types of what is published as a stranger's project does: packed, installed with nothing beside it but what
 * an entry cannot be loaded without, not even Node's types, and looked at to the last line, which `skipLibCheck` would
 * spare.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
// Not inside the repository, where everything that we have installed would be found.
const project = mkdtempSync(join(tmpdir(), 'chinwag-types-'));
const run = promisify(execFile);
/** `chinwag/telemetry` loads it at once, so whoever has that entry has this. */
const NEEDED = '@opentelemetry/api';

interface Manifest {
  name: string;
  exports: Record<string, unknown>;
}

async function install(folder: string): Promise<string[]> {
  const source = join(root, 'packages', folder);
  const { name, exports } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as Manifest;
  const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', project], { cwd: source });
  const place = join(project, 'node_modules', name);
  mkdirSync(place, { recursive: true });
  await run('tar', ['xzf', join(project, stdout.trim()), '-C', place, '--strip-components=1']);
  return Object.keys(exports)
    .filter((entry) => entry !== './package.json')
    .map((entry) => join(name, entry));
}

let entries: string[] = [];

beforeAll(async () => {
  entries = (await Promise.all(['chinwag', 'emulator'].map(install))).flat();
  const place = join(project, 'node_modules', NEEDED);
  mkdirSync(dirname(place), { recursive: true });
  symlinkSync(join(root, 'node_modules', NEEDED), place, 'dir');
  const imports = entries.map((entry, index) => `export * as entry${index} from '${entry}';`);
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(project, 'all.ts'), imports.join('\n'));
}, 300_000);

afterAll(() => rmSync(project, { recursive: true, force: true }));

test('every entry is looked at', () => {
  expect(entries).toEqual(expect.arrayContaining(['chinwag', 'chinwag/router', '@chinwag/emulator']));
});

test.each([
  ['nodenext', 'nodenext'],
  ['bundler', 'esnext'],
])(
  'with moduleResolution %s every type is known',
  async (resolution, module) => {
    const options = `--noEmit --strict --target es2022 --module ${module} --moduleResolution ${resolution}`;
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    const checked = await run(
      process.execPath,
      [compiler, ...options.split(' '), '--skipLibCheck', 'false', 'all.ts'],
      { cwd: project },
    ).catch((failed: { stdout: string }) => failed);
    expect(checked.stdout).toBe('');
  },
  300_000,
);
