import { createReadStream, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { FileError } from '../../src/graph/file-error.js';
import type { Message } from '../../src/messenger/message.js';
import * as build from '../../src/messenger/messages/index.js';
import { refused } from './encoding.js';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const folder = mkdtempSync(join(tmpdir(), 'chinwag-'));
const path = join(folder, 'picture.png');
writeFileSync(path, PNG);

const SOURCES: Record<string, () => build.MediaSource> = {
  'a ReadStream': () => createReadStream(path),
  'a Readable': () => Readable.from([PNG]),
  'a web stream': () => new Blob([PNG]).stream() as ReadableStream<Uint8Array>,
  'a Buffer': () => PNG,
  'a Uint8Array': () => new Uint8Array(PNG),
  'an ArrayBuffer': () => new Uint8Array(PNG).buffer,
  'a Blob': () => new Blob([PNG], { type: 'image/png' }),
  'a File': () => new File([PNG], 'picture.png', { type: 'image/png' }),
};

describe.each(Object.entries(SOURCES))('a picture in %s', (_what, source) => {
  it('goes beside the same body that JSON would have', async () => {
    const options = {
      personaId: '5550001',
      tag: 'HUMAN_AGENT',
      isReusable: true,
      filename: 'picture.png',
      quickReplies: [{ contentType: 'user_email' }],
      metadata: 'm',
    } as const;
    const extras = { ...options, quickReplies: [...options.quickReplies] };
    const call = await build.encodeSend('24810001', build.image(source(), extras), extras);
    expect(call.body).toEqual({
      recipient: { id: '24810001' },
      messaging_type: 'MESSAGE_TAG',
      tag: 'HUMAN_AGENT',
      persona_id: '5550001',
      message: {
        attachment: { type: 'image', payload: { is_reusable: true } },
        quick_replies: [{ content_type: 'user_email' }],
        metadata: 'm',
      },
    });
    expect(call.file).toMatchObject({ filename: 'picture.png', contentType: 'image/png', size: PNG.length });
  });
});

it.each([
  ['image', build.image, 'image/x-test'],
  ['audio', build.audio, 'audio/x-test'],
  ['video', build.video, 'video/x-test'],
  ['file', build.file, 'application/x-test'],
] as const)('%s takes bytes', async (type, builder, contentType) => {
  const { wire, file } = build.encodeMessage(builder(PNG, { filename: 'a.bin', contentType }));
  expect(wire).toEqual({ attachment: { type, payload: {} } });
  expect(await file).toMatchObject({ filename: 'a.bin', contentType, size: PNG.length });
});

it('begins with the file only when nothing is wrong with the message', () => {
  let opened = false;
  const source = new Readable({
    read() {
      opened = true;
    },
  });
  refused(() => build.encodeMessage(build.image(source, { metadata: 'x'.repeat(1001) })));
  refused(() => build.encodeSend('', build.image(source)));
  expect(opened).toBe(false);
});

it('closes the streams of a message that is refused, and hears their errors', async () => {
  const missing = createReadStream(join(folder, 'missing.png'));
  const web = new ReadableStream();
  for (const source of [missing, web]) refused(() => build.encodeSend('', build.image(source)));
  await new Promise<void>((resolve) => missing.once('close', resolve));
  expect((await web.getReader().read()).done).toBe(true);
});

it('says what is wrong with a file as a rejection that nobody has to hear at once', async () => {
  const call = build.encodeSend('24810001', build.image(createReadStream(join(folder, 'missing.png'))));
  await new Promise((resolve) => setImmediate(resolve));
  await expect(call).rejects.toBeInstanceOf(FileError);
});

describe('the limit', () => {
  const MB = 1024 * 1024;
  const outcome = async (message: Message, fileLimit?: number) => {
    const { file } = build.encodeMessage(message, undefined, { fileLimit });
    return file?.then(
      ({ size }) => size,
      (error) => error.reason,
    );
  };
  const bytes = (size: number) => Buffer.concat([PNG], size);

  it('is the platform’s own: 8 MB for pictures', async () => {
    expect(await outcome(build.image(bytes(8 * MB)))).toBe(8 * MB);
    expect(await outcome(build.image(bytes(8 * MB + 1)))).toBe('tooLarge');
  });

  it('and 25 MB for everything else', async () => {
    expect(await outcome(build.file(bytes(25 * MB), { filename: 'a.bin' }))).toBe(25 * MB);
    expect(await outcome(build.file(bytes(25 * MB + 1), { filename: 'a.bin' }))).toBe('tooLarge');
  });

  it('or what the client says', async () => {
    expect(await outcome(build.image(bytes(8 * MB + 1)), 9 * MB)).toBe(8 * MB + 1);
    expect(await outcome(build.image(bytes(11)), 10)).toBe('tooLarge');
  });
});
