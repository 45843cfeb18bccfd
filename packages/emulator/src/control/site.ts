import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { lookup } from 'mrmime';

const FOLDER = fileURLToPath(new URL('../ui/', import.meta.url));

/** The built chat page: its files by address. Empty while it has not been built. */
export class Site {
  #files: Promise<Map<string, string>> | undefined;

  /** The file behind an address, or undefined when the page has none there. */
  async serve(path: string): Promise<Response | undefined> {
    const name = path === '/' ? '/index.html' : path;
    const found = (await this.#find(name)) ?? (await this.#findAfresh(name));
    if (!found) return path === '/' ? notBuilt() : undefined;
    const { file, size } = found;
    return new Response(Readable.toWeb(createReadStream(file)) as ReadableStream, {
      headers: {
        'content-type':
          lookup(file)?.replace(/^text\/(\w+)$/, 'text/$1; charset=utf-8') ?? 'application/octet-stream',
        'content-length': String(size),
        // Names in assets/ carry a hash of what is inside.
        'cache-control': path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        'x-content-type-options': 'nosniff',
      },
    });
  }

  async #find(name: string): Promise<{ file: string; size: number } | undefined> {
    this.#files ??= list();
    const file = (await this.#files).get(name);
    const found = file === undefined ? undefined : await stat(file).catch(() => undefined);
    return file !== undefined && found ? { file, size: found.size } : undefined;
  }

  /** The page may have been built again while the emulator runs: its files have other names then. */
  #findAfresh(name: string): Promise<{ file: string; size: number } | undefined> {
    this.#files = undefined;
    return this.#find(name);
  }
}

async function list(): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const entries = await readdir(FOLDER, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    files.set(`/${relative(FOLDER, file).split(sep).join('/')}`, file);
  }
  return files;
}

function notBuilt(): Response {
  const text =
    'The emulator is running. Its chat page has not been built: run `npm run build` in the package.\n';
  return new Response(text, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
