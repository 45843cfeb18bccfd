import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RemoteEmulator } from '@chinwag/emulator';
import { DEV_LEDGER } from '../campaigns/ledger/dev.js';
import { makeFolderOf } from '../storage/sqlite/folder.js';
import { loadEmulator } from '../testing/emulator-package.js';

/** Of a project: what is in it is of this machine alone. */
const FOLDER = '.chinwag';
const NOTE = /^dev-(\d+)\.json$/;
/** Milliseconds: it is on this machine. */
const PATIENCE = 3_000;

/** What a `chinwag dev` leaves for other commands of the project: where its emulator is, and whose. */
interface Note {
  origin: string;
  /** The id of the Page, which is another one in each emulator. */
  page: string;
}

/** What a `chinwag dev` keeps in the project, by the port of its emulator. */
export function devFiles(root: string, port: number) {
  const file = (name: string) => join(root, FOLDER, name);
  return {
    note: file(`dev-${port}.json`),
    database: file(`dev-${port}.db`),
    ledger: file(`dev-${port}-campaigns.sqlite`),
  };
}

export type DevFiles = ReturnType<typeof devFiles>;

/** What is told to whatever runs beside an emulator. */
export function devEnvironment(
  {
    origin,
    app,
    page,
  }: Pick<RemoteEmulator, 'origin' | 'app'> & {
    page: Pick<RemoteEmulator['page'], 'id' | 'accessToken'>;
  },
  { database, ledger }: DevFiles,
): Record<string, string> {
  return {
    MESSENGER_ORIGIN: origin,
    MESSENGER_PAGE_ID: page.id,
    MESSENGER_ACCESS_TOKEN: page.accessToken,
    MESSENGER_APP_ID: app.id,
    MESSENGER_APP_SECRET: app.secret,
    MESSENGER_VERIFY_TOKEN: app.verifyToken,
    CHINWAG_DATABASE: database,
    [DEV_LEDGER]: ledger,
  };
}

/** Lets other commands of the project find this `chinwag dev`. */
export function leaveNote({ note }: DevFiles, { origin, page }: { origin: string; page: { id: string } }) {
  makeFolderOf(note);
  writeFileSync(note, JSON.stringify({ origin, page: page.id } satisfies Note));
}

/** Everything that a `chinwag dev` keeps, with what SQLite keeps beside it; the note first, so that nobody comes. */
export async function removeDevFiles({ note, database, ledger }: DevFiles): Promise<void> {
  await rm(note, { force: true });
  for (const path of [database, ledger]) {
    for (const file of [path, `${path}-wal`, `${path}-shm`]) await rm(file, { force: true, maxRetries: 5 });
  }
}

/** A `chinwag dev` that runs in this project. */
export interface RunningDev {
  /** Of its emulator, as its files are named. */
  port: number;
  emulator: RemoteEmulator;
  files: DevFiles;
}

/** Every one that runs. Notes of those that were ended without a word are passed over. */
export async function runningDevs(root: string): Promise<RunningDev[]> {
  const found = await Promise.all(notesIn(root).map((port) => runningAt(root, port)));
  return found.filter((dev) => dev !== undefined);
}

async function runningAt(root: string, port: number): Promise<RunningDev | undefined> {
  const files = devFiles(root, port);
  const note = read(files.note);
  const emulator = note && (await emulatorOf(note));
  return emulator && { port, emulator, files };
}

/** Undefined where nobody answers, or another emulator does: it has the port of one that was ended. */
async function emulatorOf({ origin, page }: Note): Promise<RemoteEmulator | undefined> {
  if (!isOfThisMachine(origin)) return undefined;
  const { connect } = await loadEmulator();
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE, undefined).unref());
  const emulator = await Promise.race([connect(origin).catch(() => undefined), late]);
  return emulator?.page.id === page ? emulator : undefined;
}

/** Whatever a file says: what is tried out goes to nobody but an emulator here. */
function isOfThisMachine(origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, hostname } = new URL(origin);
  return protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
}

function notesIn(root: string): number[] {
  try {
    return readdirSync(join(root, FOLDER)).flatMap((name) => Number(NOTE.exec(name)?.[1] ?? []));
  } catch {
    return [];
  }
}

function read(path: string): Note | undefined {
  try {
    const note: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const isNote = typeof note === 'object' && note !== null && 'origin' in note && 'page' in note;
    return isNote ? { origin: String(note.origin), page: String(note.page) } : undefined;
  } catch {
    return undefined;
  }
}
