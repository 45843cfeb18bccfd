import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/**
 * Compiles every ```ts block of the README and the docs. A block is a module; one marked `fragment` is the inside of
 * an action, with `context`, `client` and `bot` at hand; one marked `talk` is the inside of a test, with `messenger`
 * and `customer`.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'test', '.samples');

const PRELUDE = `import type { ChinwagBot } from 'chinwag';
import type { MessengerClient, MessengerContext } from 'chinwag/messenger';
declare const context: MessengerContext;
declare const client: MessengerClient;
declare const bot: ChinwagBot;
`;

const TALK_PRELUDE = `import type { Messenger, Person } from 'chinwag/testing';
declare const messenger: Messenger;
declare const customer: Person;
`;

function samples(file: string) {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/^```(?:ts|js)\b(.*)\n([\s\S]*?)^```$/gm)].map(([, mark, code = '']) => {
    const imports = code.match(/^import .*$/gm)?.join('\n') ?? '';
    const rest = code.replace(/^import .*$/gm, '');
    const prelude = { fragment: PRELUDE, talk: TALK_PRELUDE }[mark?.trim() ?? ''];
    return prelude ? `${prelude}${imports}\n{${rest}}\nexport {};\n` : `${code}\nexport {};\n`;
  });
}

function markdownIn(place: string): string[] {
  return readdirSync(join(root, place), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md') && !name.includes('node_modules'))
    .map((name) => `${place}/${name}`);
}

test('every sample compiles', () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const packages = ['packages/chinwag', 'packages/emulator'].flatMap(markdownIn);
  const files = ['README.md', ...markdownIn('docs'), ...packages];
  const names: string[] = [];
  for (const file of files) {
    for (const [index, code] of samples(file).entries()) {
      const name = `${file.replaceAll('/', '-')}-${index + 1}.ts`;
      writeFileSync(join(folder, name), code);
      names.push(name);
    }
  }
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: '../../tsconfig.base.json',
      compilerOptions: {
        composite: false,
        noEmit: true,
        declaration: false,
        declarationMap: false,
        noUnusedLocals: false,
        noUnusedParameters: false,
      },
      include: ['*.ts'],
    }),
  );
  expect(names.length).toBeGreaterThan(20);
  let complaints = '';
  try {
    execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder], {
      encoding: 'utf8',
    });
  } catch (error) {
    complaints = (error as { stdout: string }).stdout;
  }
  expect(complaints).toBe('');
}, 60_000);
