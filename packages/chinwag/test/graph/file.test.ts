import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, openAsBlob } from 'node:fs';
import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  FILE_LIMIT,
  type FileSource,
  type GraphFile,
  type PrepareOptions,
  prepareFile,
} from '../../src/graph/file.js';
import { FileError } from '../../src/graph/file-error.js';
import { failure } from './stub.js';

const latin = (text: string) =>
  Uint8Array.from(text.padEnd(80, '\0'), (character) => character.charCodeAt(0));

const png = latin('\x89PNG\r\n\x1a\n');
const jpeg = latin('\xff\xd8\xff\xe0');
const mp4 = latin('\0\0\0\x18ftypmp42');
const webm = latin('\x1a\x45\xdf\xa3');
const pdf = latin('%PDF-1.7');

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chinwag-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function onDisk(name: string, content: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function contentOf({ content }: GraphFile): Promise<Buffer> {
  if (content instanceof Uint8Array) return Buffer.from(content);
  const chunks: Uint8Array[] = [];
  for await (const chunk of content instanceof Blob ? content.stream() : content) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('every source is named, typed and measured, and keeps its bytes', () => {
  type Case = [string, () => Promise<FileSource> | FileSource, PrepareOptions, string, string];
  const cases: Case[] = [
    ['a path', async () => createReadStream(await onDisk('cat.png', png)), {}, 'cat.png', 'image/png'],
    [
      'a path without extension',
      async () => createReadStream(await onDisk('cat', png)),
      {},
      'cat.png',
      'image/png',
    ],
    [
      'a path with a useless one',
      async () => createReadStream(await onDisk('c.bin', png)),
      {},
      'c.bin.png',
      'image/png',
    ],
    [
      'a path with an unknown one',
      async () => createReadStream(await onDisk('c.xyzzy', png)),
      {},
      'c.xyzzy',
      'image/png',
    ],
    [
      'an umlaut and blanks',
      async () => createReadStream(await onDisk('süße katze.png', png)),
      {},
      'süße katze.png',
      'image/png',
    ],
    [
      'an open descriptor',
      async () => (await open(await onDisk('fd.png', png))).createReadStream(),
      {},
      'file.png',
      'image/png',
    ],
    ['a Readable', () => Readable.from([png.subarray(0, 3), png.subarray(3)]), {}, 'file.png', 'image/png'],
    ['a PassThrough', () => new PassThrough().end(jpeg), {}, 'file.jpg', 'image/jpeg'],
    ['a web stream', () => new Blob([png]).stream(), {}, 'file.png', 'image/png'],
    ['a Buffer', () => Buffer.from(png), {}, 'file.png', 'image/png'],
    ['a Uint8Array', () => png, {}, 'file.png', 'image/png'],
    ['a part of a larger one', () => new Uint8Array([0, ...png]).subarray(1), {}, 'file.png', 'image/png'],
    ['an ArrayBuffer', () => png.slice().buffer, {}, 'file.png', 'image/png'],
    ['a Blob', () => new Blob([png]), {}, 'file.png', 'image/png'],
    ['a Blob with a type', () => new Blob([png], { type: 'image/png' }), {}, 'file.png', 'image/png'],
    [
      'a Blob whose type says nothing',
      () => new Blob([png], { type: 'application/octet-stream' }),
      {},
      'file.png',
      'image/png',
    ],
    ['a File', () => new File([png], 'dog.png'), {}, 'dog.png', 'image/png'],
    ['a file as a Blob', async () => openAsBlob(await onDisk('blob.png', png)), {}, 'file.png', 'image/png'],
    ['a name given', () => png, { filename: 'my.png' }, 'my.png', 'image/png'],
    ['a name without extension given', () => png, { filename: 'my' }, 'my.png', 'image/png'],
    ['a type given', () => png, { contentType: 'IMAGE/WebP' }, 'file.webp', 'image/webp'],
    [
      'a type over a name',
      () => png,
      { contentType: 'text/plain', filename: 'a.png' },
      'a.png.txt',
      'text/plain',
    ],
    [
      'a type with parameters',
      () => pdf,
      { contentType: 'text/plain; charset=utf-8' },
      'file.txt',
      'text/plain; charset=utf-8',
    ],
    ['nothing known', () => latin('who knows'), {}, 'file.bin', 'application/octet-stream'],
  ];
  test.each(cases)('%s', async (_name, source, options, filename, contentType) => {
    const file = await prepareFile(await source(), options);
    expect([file.filename, file.contentType]).toEqual([filename, contentType]);
    const content = await contentOf(file);
    expect(file.size).toBe(80);
    expect(content).toHaveLength(80);
  });
});

describe('the type is found from the first bytes', () => {
  const cases: [string, string, string][] = [
    ['\x89PNG\r\n\x1a\n', 'image/png', 'file.png'],
    ['\xff\xd8\xff\xdb', 'image/jpeg', 'file.jpg'],
    ['GIF87a', 'image/gif', 'file.gif'],
    ['GIF89a', 'image/gif', 'file.gif'],
    ['RIFF\x01\x02\x03\x04WEBPVP8 ', 'image/webp', 'file.webp'],
    ['\0\0\0\x18ftypisom', 'video/mp4', 'file.mp4'],
    ['\0\0\0\x14ftypqt  ', 'video/quicktime', 'file.mov'],
    ['\0\0\0\x20ftypM4A ', 'audio/mp4', 'file.m4a'],
    ['\x1a\x45\xdf\xa3', 'video/webm', 'file.webm'],
    ['ID3\x04', 'audio/mpeg', 'file.mp3'],
    ['\xff\xfb\x90', 'audio/mpeg', 'file.mp3'],
    ['\xff\xf1\x50', 'audio/aac', 'file.aac'],
    ['RIFF\x01\x02\x03\x04WAVEfmt ', 'audio/wav', 'file.wav'],
    ['OggS\0', 'audio/ogg', 'file.ogg'],
    ['fLaC', 'audio/flac', 'file.flac'],
    ['#!AMR\n', 'audio/amr', 'file.amr'],
    ['%PDF-1.4', 'application/pdf', 'file.pdf'],
    ['PK\x03\x04', 'application/zip', 'file.zip'],
  ];
  test.each(cases)('%j is %s', async (start, contentType, filename) => {
    for (const source of [
      latin(start),
      Readable.from([...latin(start)].map((byte) => Uint8Array.of(byte))),
    ]) {
      expect(await prepareFile(source)).toMatchObject({ contentType, filename });
    }
  });
});

describe('what it is wanted as decides in doubt, and a file that is certainly not that is refused', () => {
  const wav = latin('RIFF\0\0\0\0WAVE');
  test.each<[string, Uint8Array, PrepareOptions, string]>([
    ['mp4 as sound', mp4, { kind: 'audio' }, 'audio/mp4'],
    ['mp4 as video', mp4, { kind: 'video' }, 'video/mp4'],
    ['webm as sound', webm, { kind: 'audio' }, 'audio/webm'],
    ['ogg as video', latin('OggS'), { kind: 'video' }, 'video/ogg'],
    ['a .mp4 as sound', mp4, { kind: 'audio', filename: 'voice.mp4' }, 'audio/mp4'],
    ['a picture called .txt', png, { kind: 'image', filename: 'a.txt' }, 'image/png'],
    ['nobody knows what', latin('??'), { kind: 'audio' }, 'application/octet-stream'],
    ['sound by its type', latin('??'), { kind: 'audio', contentType: 'audio/x-own' }, 'audio/x-own'],
    ['anything as a file', wav, { kind: 'file' }, 'audio/wav'],
  ])('%s', async (_name, source, options, contentType) => {
    expect(await prepareFile(source, options)).toMatchObject({ contentType });
  });

  test.each<[string, Uint8Array, PrepareOptions]>([
    ['a PDF as a picture', pdf, { kind: 'image' }],
    ['a picture as sound', png, { kind: 'audio' }],
    ['a .pdf as a video', latin('??'), { kind: 'video', filename: 'a.pdf' }],
    ['text by its type as a picture', png, { kind: 'image', contentType: 'text/plain' }],
  ])('%s', async (_name, source, options) => {
    const error = await failure(prepareFile(source, options));
    expect(error).toBeInstanceOf(FileError);
    expect(error).toMatchObject({ code: 'file', reason: 'wrongKind', hint: expect.any(String) });
  });
});

describe('a name is always valid', () => {
  test.each<[string, string]>([
    ['../../etc/passwd.png', 'passwd.png'],
    ['C:\\Users\\me\\cat.png', 'cat.png'],
    ['a"b.png', 'a"b.png'],
    ['a\r\nX-Evil: y.png', 'aX-Evil: y.png'],
    ['a\0b.png', 'ab.png'],
    ['evil\u202Egnp.exe.png', 'evilgnp.exe.png'],
    ['line\u2028end.png', 'lineend.png'],
    ['half \ud83d.png', 'half .png'],
    ['', 'file.png'],
    ['.', 'file.png'],
    ['..', 'file.png'],
    ['folder/', 'file.png'],
    ['   ', 'file.png'],
    ['.png', '.png.png'],
    ['cat.', 'cat..png'],
    ['cat.PNG', 'cat.PNG'],
    ['cat.jpg', 'cat.jpg.png'],
    ['猫🐈.png', '猫🐈.png'],
    [`${'x'.repeat(300)}.png`, `${'x'.repeat(251)}.png`],
    [`${'🐈'.repeat(100)}.png`, `${'🐈'.repeat(62)}.png`],
    ['x'.repeat(300), `${'x'.repeat(251)}.png`],
  ])('%j', async (filename, expected) => {
    const file = await prepareFile(png, { filename, contentType: 'image/png' });
    expect(file.filename).toBe(expected);
    expect(Buffer.byteLength(file.filename)).toBeLessThanOrEqual(255);
  });

  test.each([
    ['cat.jpeg', 'image/jpeg'],
    ['voice.oga', 'audio/ogg'],
    ['voice.mp4', 'audio/mp4'],
    ['a.tar.gz', 'application/gzip'],
    ['data.xyzzy', 'application/x-own'],
  ])('%s is left alone for %s', async (filename, contentType) => {
    expect(await prepareFile(png, { filename, contentType })).toMatchObject({ filename });
  });
});

describe('what cannot be sent', () => {
  const big = FILE_LIMIT + 1;
  type Case = [string, () => Promise<FileSource> | FileSource, PrepareOptions, string, RegExp];
  const cases: Case[] = [
    [
      'a missing file',
      () => createReadStream(join(folder, 'none.png')),
      {},
      'missing',
      /none\.png does not exist/,
    ],
    ['a missing folder', () => createReadStream(join(folder, 'a/b/c.png')), {}, 'missing', /does not exist/],
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
    const path = join(folder, name);
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
    import { prepareFile } from ${JSON.stringify(new URL('../../build/graph/file.js', import.meta.url).href)};
    const preparing = prepareFile(createReadStream('/nowhere/at/all.png'));
    setTimeout(() => preparing.catch((error) => console.log('caught', error.reason)), 0);
    process.on('unhandledRejection', () => {});
    setTimeout(() => console.log('alive'), 100);`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  expect(stdout).toBe('caught missing\nalive\n');
});
