import { createReadStream, openAsBlob } from 'node:fs';
import { open } from 'node:fs/promises';
import { PassThrough, Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import {
  type FileSource,
  type GraphFile,
  type PrepareOptions,
  prepareFile,
} from '../../../src/graph/file.js';
import { FileError } from '../../../src/graph/file-error.js';
import { failure } from '../stub.js';
import { jpeg, latin, mp4, onDisk, pdf, png, webm } from './disk.js';

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
