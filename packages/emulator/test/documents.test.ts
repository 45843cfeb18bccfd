import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const DOCUMENTS = ['../README.md', '../../../docs/emulator.md'];

interface Block {
  language: string;
  text: string;
}

function blocksOf(path: string): Block[] {
  const text = readFileSync(file(path), 'utf8');
  return [...text.matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(([, language = '', inside = '']) => ({
    language,
    text: inside.trim(),
  }));
}

/** What was printed fits what the document shows, in which `…` stands for anything. */
function pattern(shown: string): RegExp {
  const parts = shown.split('…').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^\\n]*?')}$`);
}

describe.each(DOCUMENTS)('the walk through %s', (path) => {
  it('does what it says, line by line', async () => {
    const blocks = blocksOf(path);
    const start = blocks.find(
      ({ text }) => text.startsWith('npx @chinwag/emulator') && text.includes('--page-id'),
    );
    const flags = start?.text.split(' ').slice(2) ?? [];
    expect(flags).toContain('--page-id');
    const command = spawn(process.execPath, [file('../dist/bin.js'), ...flags, '--port', '0', '--json'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const [line] = await once(createInterface(command.stdout), 'line');
      const host = new URL(JSON.parse(line).origin).host;
      let walked = 0;
      for (const [index, { language, text }] of blocks.entries()) {
        if (language !== 'sh' || !text.startsWith('curl')) continue;
        // Every command ends a line of what it prints.
        const script = text.replaceAll('localhost:3100', host).replaceAll(/(?<!\\)\n/g, '\necho\n');
        const printed = execFileSync('sh', ['-c', `${script}\necho`], { encoding: 'utf8' }).trim();
        const next = blocks[index + 1];
        const said = next?.language === 'json' ? pattern(next.text) : /^\{(?!"error")/;
        expect(printed).toMatch(said);
        walked++;
      }
      expect(walked).toBeGreaterThan(4);
    } finally {
      command.kill('SIGTERM');
      await once(command, 'exit');
    }
  });

  it('shows no flag that does not exist', () => {
    const help = execFileSync(process.execPath, [file('../dist/bin.js'), '--help'], { encoding: 'utf8' });
    const flags = blocksOf(path)
      .filter(({ text }) => text.startsWith('npx @chinwag/emulator'))
      .flatMap(({ text }) => text.match(/--[\w-]+/g) ?? []);
    for (const flag of flags) expect(help).toContain(flag);
  });
});
