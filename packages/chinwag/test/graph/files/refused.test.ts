import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, openAsBlob } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { PassThrough, Readable } from 'node:stream';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { FILE_LIMIT, type FileSource, type PrepareOptions, prepareFile } from '../../../src/graph/file.js';
import { FileError } from '../../../src/graph/file-error.js';
import { failure } from '../stub.js';
import { onDisk, pathOf, png } from './disk.js';

describe('what cannot be sent', () => {
  const big = FILE_LIMIT + 1;
  type Case = [string, () => Promise<FileSource> | FileSource, PrepareOptions, string, RegExp];
  const cases: Case[] = [
    ['a missing file', () => createReadStream(pathOf('none.png')), {}, 'missing', /none\.png does not exist/],
    ['a missing folder', () => createReadStream(pathOf('a/b/c.png')), {}, 'missing', /does not exist/],
    ['a folder', async () => createReadStream(await made('folder.png')), {}, 'folder', /is a folder/],
    [
      'an empty file',
      async () => createReadStream(await onDisk('empty.png', new Uint8Array())),
      {},
      'empty',
      /empty\.png is empty/,
    ],
    [
      'a part behind the end',
      async () => createReadStream(await onDisk('s.png', png), { start: 80 }),
      {},
      'empty',
      /is empty/,
    ],
    ['an empty Buffer', () => Buffer.alloc(0), {}, 'empty', /The file is empty/],
    ['an empty Blob', () => new Blob([]), {}, 'empty', /is empty/],
    ['an empty stream', () => Readable.from([]), {}, 'empty', /is empty/],
    ['an empty web stream', () => new Blob([]).stream(), {}, 'empty', /is empty/],
    [
      'a byte too many',
      () => new Uint8Array(big),
      {},
      'tooLarge',
      /has 26214401 bytes, more than the limit of 26214400/,
    ],
    [
      'a byte too many on disk',
      async () => createReadStream(await onDisk('t.png', png)),
      { limit: 79 },
      'tooLarge',
      /t\.png has 80 bytes/,
    ],
    ['a Blob too large', () => new Blob([png]), { limit: 79 }, 'tooLarge', /80 bytes/],
    [
      'a stream too large',
      () => Readable.from([png]),
      { limit: 79 },
      'tooLarge',
      /has more than the limit of 79/,
    ],
    [
      'a web stream too large',
      () => new Blob([png]).stream(),
      { limit: 79 },
      'tooLarge',
      /more than the limit/,
    ],
    ['a stream that fails', () => Readable.from(failing()), {}, 'unreadable', /to its end: disk on fire/],
    [
      'a web stream that fails',
      () => Readable.toWeb(Readable.from(failing())) as ReadableStream<Uint8Array>,
      {},
      'unreadable',
      /disk on fire/,
    ],
    ['a stream of objects', () => Readable.from([{ a: 1 }]), {}, 'unusable', /objects instead of bytes/],
    [
      'a stream that stalls',
      () => new PassThrough(),
      { patience: 30 },
      'unreadable',
      /gave nothing for 30 ms/,
    ],
    [
      'a web stream that stalls',
      () => new ReadableStream<Uint8Array>(),
      { patience: 30 },
      'unreadable',
      /gave nothing for 30 ms/,
    ],
    [
      'a stream read as text',
      async () => createReadStream(await onDisk('u.png', png), 'utf8'),
      {},
      'unusable',
      /utf8 text/,
    ],
    ['a destroyed stream', () => new PassThrough().destroy(), {}, 'unusable', /read or closed before/],
    ['a locked web stream', () => locked(), {}, 'unusable', /read by somebody else/],
    ['a type that is none', () => png, { contentType: 'png' }, 'unusable', /contentType "png" is no type/],
    ['a type that breaks out', () => png, { contentType: 'image/png\r\nX: y' }, 'unusable', /is no type/],
    ...[null, undefined, 'cat.png', 42, {}, [1, 2]].map(
      (source): Case => [
        `${JSON.stringify(source)}`,
        () => source as unknown as FileSource,
        {},
        'unusable',
        /is no file/,
      ],
    ),
  ];
  test.each(cases)('%s', async (_name, source, options, reason, says) => {
    const given = await source();
    const error = await failure(prepareFile(given, options));
    expect(error).toBeInstanceOf(FileError);
    expect(error).toMatchObject({
      code: 'file',
      reason,
      message: expect.stringMatching(says),
      hint: expect.any(String),
    });
    if (given instanceof Readable) await expect.poll(() => given.destroyed).toBe(true);
  });

  async function made(name: string): Promise<string> {
    const path = pathOf(name);
    await mkdir(path, { recursive: true });
    return path;
  }

  async function* failing() {
    yield png;
    throw new Error('disk on fire');
  }

  function locked(): ReadableStream<Uint8Array> {
    const stream = new Blob([png]).stream();
    stream.getReader();
    return stream;
  }
});

test('a stream without an end is read up to the limit and no further', async () => {
  let given = 0;
  let isLetGo = false;
  const endless = async function* () {
    try {
      for (;;) {
        given += 1000;
        yield new Uint8Array(1000);
      }
    } finally {
      isLetGo = true;
    }
  };
  expect(await failure(prepareFile(Readable.from(endless()), { limit: 10_000 }))).toMatchObject({
    reason: 'tooLarge',
  });
  await expect.poll(() => isLetGo).toBe(true);
  expect(given).toBeLessThan(40_000);
});

test('a file at the limit is not refused, and nothing of it is read before it is sent', async () => {
  const stream = createReadStream(await onDisk('full.png', png));
  const file = await prepareFile(stream, { limit: 80 });
  expect(file.size).toBe(80);
  expect(stream.bytesRead).toBe(0);
  file.discard?.();
  await once(stream, 'close');
});

test('a file that vanishes before it is sent is a FileError', async () => {
  const path = await onDisk('gone.png', png);
  const blob = await openAsBlob(path);
  await rm(path);
  expect(await failure(prepareFile(blob))).toMatchObject({ code: 'file', reason: 'unreadable' });
});

test('a stream that fails with nobody awaiting yet does not end the process', async () => {
  const script = `
    import { createReadStream } from 'node:fs';
    import { prepareFile } from ${JSON.stringify(new URL('../../../build/graph/file.js', import.meta.url).href)};
    const preparing = prepareFile(createReadStream('/nowhere/at/all.png'));
    setTimeout(() => preparing.catch((error) => console.log('caught', error.reason)), 0);
    process.on('unhandledRejection', () => {});
    setTimeout(() => console.log('alive'), 100);`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  expect(stdout).toBe('caught missing\nalive\n');
});
