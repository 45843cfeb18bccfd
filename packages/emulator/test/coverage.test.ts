import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATIONS } from '../src/control/openapi.js';
import { ACTION_FIELDS } from '../src/control/read-action.js';
import { KNOWN_REFUSALS, REFUSALS } from '../src/graph/refusals.js';
import { ROUTES } from '../src/graph/routes.js';
import { type Emulator, startEmulator } from '../src/index.js';
import { WEBHOOK_FIELDS } from '../src/webhooks/fields.js';
import { graphOf } from './graph-client.js';

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const document = readFileSync(file('../../../docs/emulator-coverage.md'), 'utf8');

/** The cells of the table under a heading, without its head. */
function table(heading: string): string[][] {
  const section = document.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const lines = section.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) =>
    line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim()),
  );
}

const code = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text);
const sorted = (words: Iterable<string>) => [...new Set(words)].toSorted();

/** A route of the code, as the document writes it. */
function written(route: string): string {
  const [method = '', ...rest] = route.split(' ');
  const path = rest.join(' ');
  if (path.startsWith('/')) return `${method} ${path.replace('*', '{pack}')}`;
  const [node = '', ...edge] = path.split('/');
  return `${method} /${[`{${node}}`, ...edge].join('/')}`;
}

describe('the table of coverage', () => {
  it('lists the routes that there are', () => {
    const routes = [...Object.keys(ROUTES).map(written), 'POST /'];
    expect(sorted(table('Routes').flatMap(([route]) => code(route)))).toEqual(sorted(routes));
  });

  it('lists every webhook field', () => {
    const fields = table('Events').flatMap(([field]) => code(field));
    expect(sorted(fields)).toEqual(sorted(WEBHOOK_FIELDS));
  });

  it('names what causes an event: every action, and nothing that does not exist', () => {
    const causes = table('Events').flatMap(([, , by]) => code(by));
    const routes = new Set([...Object.keys(ROUTES).map(written), ...Object.keys(OPERATIONS)]);
    const actions = causes.filter((cause) => !cause.includes(' ') && cause !== 'game_play');
    expect(causes.filter((cause) => cause.includes(' ') && !routes.has(cause))).toEqual([]);
    expect(sorted([...actions, 'block', 'unblock'])).toEqual(sorted(Object.keys(ACTION_FIELDS)));
  });

  const key = (error: { code: number; subcode?: number }) => `${error.code}/${error.subcode ?? ''}`;

  it('lists every error', () => {
    const listed = table('Errors').map(([number, subcode]) => `${number}/${subcode}`);
    expect(sorted(listed)).toEqual(sorted(KNOWN_REFUSALS.map(key)));
    expect(listed).toHaveLength(new Set(listed).size);
  });

  it('says of an error "rule" where the code refuses with it', () => {
    const folder = file('../src');
    const source = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('refusals.ts'))
      .map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
      .join('\n');
    const used = Object.entries(REFUSALS).filter(([name]) => source.includes(`'${name}'`));
    // A missing object is refused in words that name it, without a name in the table.
    const rules = [...used.map(([, refusal]) => key(refusal)), '100/33'];
    const said = table('Errors').filter(([, , , by]) => by === 'rule');
    expect(sorted(said.map(([number, subcode]) => `${number}/${subcode}`))).toEqual(sorted(rules));
  });
});

describe('every error of the table', () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  afterAll(() => emulator.close());

  it('can be had by a fault, in its words', async () => {
    const graph = graphOf(emulator);
    const { psid } = await emulator.person();
    for (const [number = '', sub = '', words = ''] of table('Errors')) {
      const subcode = sub === '' ? undefined : Number(sub);
      const fault = emulator.fault({ effect: { type: 'error', code: Number(number), subcode } });
      const { status, body } = await graph.send(psid, { text: 'hi' });
      expect(status).toBeGreaterThanOrEqual(400);
      expect(body.error).toMatchObject({ code: Number(number), fbtrace_id: expect.any(String) });
      expect(body.error?.error_subcode).toBe(subcode);
      expect(body.error?.message).toContain(words);
      fault.remove();
    }
    expect((await graph.send(psid, { text: 'hi' })).status).toBe(200);
  });
});
