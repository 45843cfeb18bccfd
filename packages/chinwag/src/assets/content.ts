import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { type FileKind, prepareFile } from '../graph/file.js';
import { readingFailed } from '../graph/file-error.js';
import { FILE_LIMITS } from '../messenger/messages/media.js';

/** What a file held when it was last read. */
interface Content {
  size: number;
  changedAt: number;
  digest: Promise<string>;
}

/** More files than a project sends; past it the oldest is read again when it is needed. */
const MOST = 1_000;

const known = new Map<string, Content>();

/**
 * The SHA-256 of what a file holds, read again only when its size or its time has changed.
 *
 * @throws {FileError} when it cannot be sent as this kind.
 */
export async function contentDigest(path: string, kind: FileKind): Promise<string> {
  const { size, mtimeMs: changedAt } = await stat(path).catch((cause: unknown) => {
    throw readingFailed(path, cause);
  });
  const place = `${kind}:${resolve(path)}`;
  const before = known.get(place);
  if (before?.size === size && before.changedAt === changedAt) return before.digest;
  const content = { size, changedAt, digest: read(path, kind) };
  remember(place, content);
  // What could not be read is looked at again the next time.
  content.digest.catch(() => {
    if (known.get(place) === content) known.delete(place);
  });
  return content.digest;
}

function remember(place: string, content: Content): void {
  known.delete(place);
  known.set(place, content);
  const oldest = known.size > MOST ? known.keys().next() : undefined;
  if (oldest?.value !== undefined) known.delete(oldest.value);
}

async function read(path: string, kind: FileKind): Promise<string> {
  const { discard } = await prepareFile(createReadStream(path), { kind, limit: FILE_LIMITS[kind] });
  discard?.();
  const hash = createHash('sha256');
  // People see the name of a file, so another name is another file.
  if (kind === 'file') hash.update(`${basename(path)}\0`);
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  } catch (cause) {
    throw readingFailed(path, cause);
  }
  return hash.digest('hex');
}
