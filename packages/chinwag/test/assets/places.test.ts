import { mkdirSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Asset, asset } from 'chinwag/assets';
import { campaign, SqliteLedger } from 'chinwag/campaigns';
import {
  type Conversation,
  FileError,
  type FileErrorReason,
  image,
  images,
  type Message,
  MessengerBatch,
  mediaTemplate,
} from 'chinwag/messenger';
import { describe, expect, onTestFinished, test } from 'vitest';
import { failure } from '../graph/stub.js';
import { folder, PDF, PNG, PSID, pageAndLogo, people, platform } from './page.js';

const MP3 = Buffer.from('ID3\x04 a melody');
const MP4 = Buffer.from('\0\0\0\x18ftypmp42 an evening', 'latin1');

describe('an asset goes where a file or an id goes:', () => {
  type Sends = (conversation: Conversation, made: (name: string, content: Uint8Array) => Asset) => unknown;

  test.each<[string, string[], Sends]>([
    ['sendImage', ['image'], (to, made) => to.sendImage(made('a.png', PNG))],
    ['sendAudio', ['audio'], (to, made) => to.sendAudio(made('a.mp3', MP3))],
    ['sendVideo', ['video'], (to, made) => to.sendVideo(made('a.mp4', MP4))],
    ['sendFile', ['file'], (to, made) => to.sendFile(made('a.pdf', PDF))],
    ['{ attachmentId }', ['image'], (to, made) => to.sendImage({ attachmentId: made('a.png', PNG) })],
    [
      'sendAttachment',
      ['video'],
      (to, made) => to.sendAttachment({ type: 'video', payload: { attachmentId: made('a.mp4', MP4) } }),
    ],
    [
      'sendImages',
      ['image', 'image'],
      (to, made) =>
        to.sendImages([made('a.png', PNG), { attachmentId: made('b.png', Buffer.concat([PNG, PNG])) }]),
    ],
    [
      'sendMediaTemplate, with a picture',
      ['image'],
      (to, made) => to.sendMediaTemplate([{ mediaType: 'image', attachmentId: made('a.png', PNG) }]),
    ],
    [
      'sendMediaTemplate, with a video',
      ['video'],
      (to, made) => to.sendMediaTemplate([{ mediaType: 'video', attachmentId: made('a.mp4', MP4) }]),
    ],
  ])('%s', async (_, kinds, sends) => {
    const page = await platform();
    const { file } = folder();
    await sends(page.client().to(PSID), (name, content) => asset(file(name, content)));
    expect(page.uploads.map(({ body }) => /"type":"(\w+)"/.exec(body)?.[1])).toEqual(kinds);
    expect(page.sent).toHaveLength(1);
    expect([...(page.sent[0]?.ids ?? [])].sort()).toEqual(page.uploads.map(({ id }) => id));
  });

  test('an item of a batch', async () => {
    const { page, client, path } = await pageAndLogo();
    const items = [
      MessengerBatch.sendImage('24810001', asset(path)),
      MessengerBatch.sendText('24810002', 'Hi!'),
      MessengerBatch.sendMediaTemplate('24810003', [{ mediaType: 'image', attachmentId: asset(path) }]),
    ];
    const results = await client.sendBatch(items);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
    expect(page.uploads).toHaveLength(1);
    expect(page.sent.map(({ ids }) => ids.length)).toEqual([1, 0, 1]);
  });

  test('a batch in another Page’s name', async () => {
    const { page, client, path } = await pageAndLogo();
    await client
      .withAccessToken('EAAcake')
      .sendBatch([
        MessengerBatch.sendImage('24810001', asset(path)),
        { ...MessengerBatch.sendImage('24810002', asset(path)), accessToken: 'EAAtea' },
      ]);
    expect(page.uploads.map(({ token }) => token).sort()).toEqual(['EAAcake', 'EAAtea']);
  });

  test('a batch whose asset cannot be uploaded sends nothing', async () => {
    const page = await platform();
    const missing = MessengerBatch.sendImage('24810002', asset('missing.png'));
    const batch = page.client().sendBatch([MessengerBatch.sendText('24810001', 'Hi!'), missing]);
    expect(await failure(batch)).toMatchObject({ reason: 'missing' });
    expect(page.seen).toEqual([]);
  });
});

describe('a campaign', () => {
  const campaignOf = async (message: () => Message, client: Parameters<typeof campaign>[0]['client']) => {
    const ledger = new SqliteLedger({ path: join(folder().path, 'campaigns.sqlite') });
    onTestFinished(() => ledger.close());
    return campaign({ name: 'spring', audience: people(30), message, client, ledger });
  };

  test('uploads once for all its people', async () => {
    const page = await platform();
    const path = folder().file('logo.png');
    const spring = await campaignOf(() => image(asset(path)), page.client());
    const report = await spring.start();
    expect(report.progress).toMatchObject({ sent: 30, failed: 0, doubtful: 0 });
    expect(page.uploads).toHaveLength(1);
    expect(page.sent).toHaveLength(30);
  });

  test('does not begin with a file that is not there', async () => {
    const page = await platform();
    const spring = await campaignOf(() => image(asset('missing.png')), page.client());
    const error = await failure(spring.start());
    expect(error.message).toContain('missing.png does not exist');
    expect(page.seen).toEqual([]);
  });

  test('waits where the upload was cut off, and counts nobody as doubtful', async () => {
    const page = await platform();
    const path = folder().file('logo.png');
    page.refuse('drop');
    const spring = await campaignOf(() => image(asset(path)), page.client());
    const report = await spring.start();
    expect(report.progress).toMatchObject({ sent: 30, failed: 0, doubtful: 0 });
    expect(page.sent).toHaveLength(30);
  });
});

describe('a file that cannot be sent is refused before anything is', () => {
  const inHere = (path: string) => relative(process.cwd(), path);

  test.each<[FileErrorReason, (in_: ReturnType<typeof folder>) => string, RegExp]>([
    ['missing', ({ path }) => inHere(join(path, 'nothing.png')), /nothing\.png does not exist/],
    ['missing', ({ file }) => `${file('a.png')}/b.png`, /a\.png\/b\.png does not exist/],
    ['folder', ({ path }) => inHere(path), /is a folder/],
    ['empty', ({ file }) => file('empty.png', ''), /empty\.png is empty/],
    ['wrongKind', ({ file }) => file('menu.pdf', PDF), /menu\.pdf/],
    [
      'tooLarge',
      ({ file }) => {
        const path = file('large.png');
        truncateSync(path, 8 * 1024 * 1024 + 1);
        return path;
      },
      /large\.png has 8388609 bytes, more than the limit of 8388608/,
    ],
  ])('%s', async (reason, make, says) => {
    const page = await platform();
    const path = make(folder());
    const error = await failure(page.client().sendImage(PSID, asset(path)));
    expect(error).toBeInstanceOf(FileError);
    expect(error).toMatchObject({ reason, hint: expect.any(String) });
    expect(error.message).toMatch(says);
    expect(error.message).toContain(path);
    expect(page.seen).toEqual([]);
  });

  test('25 MB is the most a file may have', async () => {
    const page = await platform();
    const path = folder().file('large.bin');
    truncateSync(path, 25 * 1024 * 1024 + 1);
    expect(await failure(page.client().sendFile(PSID, asset(path)))).toMatchObject({ reason: 'tooLarge' });
    expect(page.seen).toEqual([]);
  });

  test('and sent as soon as it is mended', async () => {
    const page = await platform();
    const client = page.client();
    const { path } = folder();
    const at = join(path, 'logo.png');
    expect(await failure(client.sendImage(PSID, asset(at)))).toMatchObject({ reason: 'missing' });
    writeFileSync(at, PNG);
    await client.sendImage(PSID, asset(at));
    rmSync(at);
    expect(await failure(client.sendImage(PSID, asset(at)))).toMatchObject({ reason: 'missing' });
    expect(page.sent).toHaveLength(1);
  });

  test('and looked at again, whatever it has become', async () => {
    const page = await platform();
    const client = page.client();
    const at = join(folder().path, 'logo.png');
    const then = new Date(1_700_000_000_000);
    mkdirSync(at);
    utimesSync(at, then, then);
    const { size } = statSync(at);
    expect(await failure(client.sendImage(PSID, asset(at)))).toMatchObject({ reason: 'folder' });
    rmSync(at, { recursive: true });
    writeFileSync(at, Buffer.concat([PNG], size));
    utimesSync(at, then, then);
    await client.sendImage(PSID, asset(at));
    expect(page.sent).toHaveLength(1);
  });

  test.each(['', 'a\0.png', undefined, null, 7, {}])('asset(%j) at once', (path) => {
    expect(() => asset(path as string)).toThrow(FileError);
  });
});

test('an asset is no data: what keeps messages refuses it', () => {
  const made = asset('logo.png');
  expect(JSON.parse(JSON.stringify([image(made), images([made]), mediaTemplate([])]))).toMatchObject([
    { attachment: { payload: { attachmentId: { path: 'logo.png' } } } },
    { attachments: [{ payload: { attachmentId: { path: 'logo.png' } } }] },
    {},
  ]);
});
