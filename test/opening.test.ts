import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const PROCESSES = 4;
const FILES = 60;

test('processes that open a new file at the same moment all find it their own', {
  timeout: 60_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'chinwag-opening-'));
  const opener = fileURLToPath(new URL('opening/opener.js', import.meta.url));
  const processes = Array.from({ length: PROCESSES }, () => fork(opener));
  try {
    await Promise.all(processes.map((each) => once(each, 'message')));
    const answers: unknown[] = [];
    for (let file = 0; file < FILES; file++) {
      const path = join(folder, `${file}.sqlite`);
      const at = Date.now() + 20;
      const told = processes.map((each) => once(each, 'message'));
      for (const each of processes) each.send({ path, at });
      answers.push(...(await Promise.all(told)).flat().filter((answer) => answer?.failed));
    }
    expect(answers).toEqual([]);
  } finally {
    for (const each of processes) each.kill();
    rmSync(folder, { recursive: true });
  }
});
