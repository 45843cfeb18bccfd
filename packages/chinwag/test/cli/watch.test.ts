import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { watchFolder } from '../../src/cli/watch.js';

let folder: string;
let watcher: { close(): void } | undefined;
let told: (file: string) => void;

/** The name that the watcher calls back with next. */
const nextChange = () =>
  new Promise<string>((resolve) => {
    told = resolve;
  });

const at = (name: string) => join(folder, name);

/** What vim, JetBrains and formatters do: write beside the file, then put it in its place. */
function saveByRename(name: string, content: string): void {
  writeFileSync(at(`${name}~`), content);
  renameSync(at(`${name}~`), at(name));
}

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'chinwag-watch-')));
  mkdirSync(at('src/sections'), { recursive: true });
  writeFileSync(at('src/index.ts'), 'first');
  writeFileSync(at('src/sections/texts.ts'), 'first');
  watcher = watchFolder(folder, (file) => told(file));
});

afterEach(() => {
  watcher?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('watchFolder', () => {
  it.each(['src/index.ts', 'src/sections/texts.ts'])(
    'hears of %s each time an editor replaces it',
    async (name) => {
      for (const content of ['second', 'third', 'fourth']) {
        const change = nextChange();
        saveByRename(name, content);
        expect(await change).toBe(join(name));
      }
    },
  );

  it('hears of files in folders that were made later', async () => {
    const made = nextChange();
    mkdirSync(at('src/later'));
    expect(await made).toBe(join('src/later'));
    const change = nextChange();
    writeFileSync(at('src/later/new.ts'), 'first');
    expect(await change).toBe(join('src/later/new.ts'));
  });

  it('hears of files in a folder that was taken away and came back', async () => {
    const gone = nextChange();
    rmSync(at('src/sections'), { recursive: true });
    await gone;
    const back = nextChange();
    mkdirSync(at('src/sections'));
    await back;
    const change = nextChange();
    writeFileSync(at('src/sections/texts.ts'), 'second');
    expect(await change).toBe(join('src/sections/texts.ts'));
  });

  it.each(['bot.db', 'bot.db-wal', 'campaigns.sqlite', 'campaigns.sqlite-shm', 'old.sqlite3', 'bot.log'])(
    'does not hear of %s, which the bot itself writes',
    async (name) => {
      const change = nextChange();
      writeFileSync(at('src/index.ts'), 'second');
      // The last of a burst would be told.
      writeFileSync(at(`src/${name}`), '');
      expect(await change).toBe(join('src/index.ts'));
    },
  );

  it.each(['people.csv', 'report.tsv', 'campaigns/people.jsonl', 'campaigns/answers.ndjson'])(
    'does not hear of %s, an audience or an export',
    async (name) => {
      const made = nextChange();
      mkdirSync(at('campaigns'));
      await made;
      const change = nextChange();
      writeFileSync(at('src/index.ts'), 'second');
      writeFileSync(at(name), '');
      expect(await change).toBe(join('src/index.ts'));
    },
  );

  it.each(['src/menu.csv', 'src/sections/texts.jsonl', 'package.json'])(
    'hears of %s, which the bot may be made of',
    async (name) => {
      const change = nextChange();
      writeFileSync(at(name), '');
      expect(await change).toBe(join(name));
    },
  );

  it('tells a burst of changes once, and nothing of what is not the bot', async () => {
    const names: string[] = [];
    const last = new Promise<void>((resolve) => {
      told = (file) => {
        names.push(file);
        if (file === join('src/sections/texts.ts')) resolve();
      };
    });
    mkdirSync(at('node_modules'));
    writeFileSync(at('src/.index.ts.swp'), '');
    writeFileSync(at('src/index.ts'), 'second');
    writeFileSync(at('src/sections/texts.ts'), 'second');
    await last;
    expect(names).toEqual([join('src/sections/texts.ts')]);
  });
});
