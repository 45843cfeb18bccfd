import { resolve } from 'node:path';
import { ChinwagError } from '../core/errors.js';
import type { ParkedEvent, Storage } from '../core/storage/storage.js';
import { getStorage } from '../project.js';
import { bold, dim, green } from './style.js';

export interface InboxOptions {
  folder: string;
  json: boolean;
  /** Take all that are parked. */
  all: boolean;
  /** How many are listed. */
  limit: number;
}

const COMMANDS = { list, show, retry, discard };
type Command = keyof typeof COMMANDS;

/** No storage keeps so many. */
const EVERY = 1_000_000;
const REASON_WIDTH = 60;

/** `chinwag inbox`: the events that could not be worked through, and what to do with them. */
export async function inbox(command: string, ids: string[], options: InboxOptions): Promise<void> {
  if (!Object.hasOwn(COMMANDS, command)) {
    throw new ChinwagError('usage', `there is no command inbox ${command}`, {
      hint: `There are ${Object.keys(COMMANDS).join(', ')}.`,
    });
  }
  const folder = resolve(options.folder);
  // Paths in the config are relative to the bot's folder.
  process.chdir(folder);
  const storage = await getStorage(folder);
  try {
    await COMMANDS[command as Command](storage, ids, options);
  } finally {
    await storage.close?.();
  }
}

async function list(storage: Storage, _: string[], { json, limit }: InboxOptions): Promise<void> {
  const [parked, waiting] = [await storage.parked(limit), await storage.size()];
  if (json) return print({ waiting, parked: parked.map(readable) });
  console.log(
    `${count(waiting, 'event')} to work on, ${parked.length === limit ? 'at least ' : ''}${parked.length} parked.`,
  );
  if (parked.length === 0) return;
  const rows = parked.map(({ id, at, conversationId, attempts, reason }) => [
    id,
    new Date(at).toISOString().slice(0, 19).replace('T', ' '),
    conversationId || '–',
    String(attempts),
    shortened(reason),
  ]);
  console.log(`\n${table(['id', 'parked (UTC)', 'conversation', 'tries', 'reason'], rows)}\n`);
  console.log(dim('chinwag inbox show <id> · retry <id> · discard <id>'));
}

async function show(storage: Storage, ids: string[], { json }: InboxOptions): Promise<void> {
  const found = readable(await find(storage, needed(ids, 'show')));
  if (json) return print(found);
  const { event, ...about } = found;
  for (const [name, value] of Object.entries(about)) console.log(`${dim(name.padEnd(13))} ${value}`);
  console.log(`\n${typeof event === 'string' ? event : JSON.stringify(event, null, 2)}`);
}

async function retry(storage: Storage, ids: string[], options: InboxOptions): Promise<void> {
  await forEach(storage, ids, options, 'retry', async (event) => {
    if (event.conversationId === '') return 'was never an event: it can be looked at and discarded';
    return (await storage.unpark(event.id)) || 'is no longer parked';
  });
}

async function discard(storage: Storage, ids: string[], options: InboxOptions): Promise<void> {
  await forEach(storage, ids, options, 'discard', async ({ id }) =>
    (await storage.discard(id)) ? true : 'is no longer parked',
  );
}

/** Does something with each, tells what became of it, and fails when one was left. */
async function forEach(
  storage: Storage,
  ids: string[],
  { all, json }: InboxOptions,
  name: 'retry' | 'discard',
  act: (event: ParkedEvent) => Promise<true | string>,
): Promise<void> {
  const parked = await storage.parked(EVERY);
  // Oldest first: that is the order the person did it in.
  const chosen = all ? [...parked].reverse().map(({ id }) => id) : needed(ids, name);
  const done: string[] = [];
  const left: { id: string; why: string }[] = [];
  for (const id of chosen) {
    const event = parked.find((each) => each.id === id);
    const result = event ? await act(event) : 'is not parked';
    if (result === true) done.push(id);
    else left.push({ id, why: result });
  }
  if (json) print({ [name === 'retry' ? 'retried' : 'discarded']: done, left });
  else {
    const did = name === 'retry' ? 'put back into the inbox' : 'discarded';
    if (done.length > 0 || left.length === 0) console.log(`${green(count(done.length, 'event'))} ${did}.`);
    if (name === 'retry' && done.length > 0)
      console.log(dim('A bot that runs takes them up within seconds.'));
    for (const { id, why } of left) console.error(`${bold(id)} ${why}.`);
  }
  if (left.length > 0) process.exitCode = 1;
}

async function find(storage: Storage, [id]: [string, ...string[]]): Promise<ParkedEvent> {
  const found = (await storage.parked(EVERY)).find((event) => event.id === id);
  if (found) return found;
  throw new ChinwagError('usage', `${id} is not parked`, { hint: 'See `chinwag inbox list`.' });
}

function needed(ids: string[], command: string): [string, ...string[]] {
  const [first, ...rest] = ids;
  if (first !== undefined) return [first, ...rest];
  throw new ChinwagError('usage', `chinwag inbox ${command} needs an id`, {
    hint: `See \`chinwag inbox list\`${command === 'show' ? '' : ', or take them all with --all'}.`,
  });
}

/** A parked event for people and for `--json`: what happened as an object, where it is one. */
function readable({ id, at, conversationId, platform, attempts, reason, kept }: ParkedEvent) {
  return {
    id,
    conversation: conversationId || null,
    platform,
    parkedAt: new Date(at).toISOString(),
    attempts,
    reason,
    event: 'serialized' in kept ? parsed(kept.serialized) : kept.event,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function print(value: unknown): void {
  console.log(JSON.stringify(value, null, 2));
}

function shortened(reason: string): string {
  const line = reason.split('\n', 1)[0] ?? '';
  return line.length > REASON_WIDTH ? `${line.slice(0, REASON_WIDTH - 1)}…` : line;
}

function count(number: number, word: string): string {
  return `${number.toLocaleString('en')} ${word}${number === 1 ? '' : 's'}`;
}

function table(head: string[], rows: string[][]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [bold(line(head)), ...rows.map(line)].join('\n');
}
