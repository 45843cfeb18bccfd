import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Emulator, type PersonHandle, startEmulator } from '../../src/index.js';
import { graphOf } from '../graph-client.js';

const MEGABYTE = 1024 * 1024;
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let emulator: Emulator;
let graph: ReturnType<typeof graphOf>;
let ana: PersonHandle;
let files: http.Server;
let origin: string;

beforeAll(async () => {
  emulator = await startEmulator();
  graph = graphOf(emulator);
  ana = await emulator.person();
  files = http.createServer((request, response) => {
    if (request.url === '/hat.png') response.writeHead(200, { 'content-type': 'image/png' }).end(PNG);
    else if (request.url === '/page.html')
      response.writeHead(200, { 'content-type': 'text/html' }).end('<p>');
    else if (request.url === '/moved') response.writeHead(302, { location: '/hat.png' }).end();
    else if (request.url === '/round') response.writeHead(302, { location: '/round' }).end();
    else if (request.url === '/big.png')
      response.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.alloc(8 * MEGABYTE + 1));
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(files.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await emulator.close();
  files.close();
});

const byUrl = (type: string, url: string, more: object = {}) => ({
  attachment: { type, payload: { url, ...more } },
});

function form(
  fields: Record<string, unknown>,
  file?: { data: Uint8Array; type?: string; name?: string },
): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields))
    data.append(name, typeof value === 'string' ? value : JSON.stringify(value));
  if (file)
    data.append(
      'filedata',
      new Blob([new Uint8Array(file.data)], { type: file.type ?? 'image/png' }),
      file.name ?? 'hat.png',
    );
  return data;
}

const sendFile = (type: string, file: Parameters<typeof form>[1], payload: object = {}) =>
  graph.post(
    '/me/messages',
    form({ recipient: { id: ana.psid }, message: { attachment: { type, payload } } }, file),
  );

describe('media by URL', () => {
  it('are fetched, stored and shown', async () => {
    const { status, body } = await graph.send(ana.psid, byUrl('image', `${origin}/hat.png`));
    expect([status, body.attachment_id]).toEqual([200, undefined]);
    const [shown] = ana.screen().messages.at(-1)?.attachments ?? [];
    expect(shown).toMatchObject({
      type: 'image',
      payload: { name: 'hat.png', size: PNG.length, mime_type: 'image/png' },
    });
    const stored = await fetch(String(shown?.payload?.url));
    expect(Buffer.from(await stored.arrayBuffer())).toEqual(PNG);
  });

  it.each([
    ['missing', 'image', '/nope.png', 2018008],
    ['of another type', 'image', '/page.html', 2018047],
    ['too large', 'image', '/big.png', 2018109],
  ])('are refused when %s', async (_name, type, path, subcode) => {
    const { status, body } = await graph.send(ana.psid, byUrl(type, origin + path));
    expect([status, body.error?.code, body.error?.error_subcode]).toEqual([400, 100, subcode]);
    expect(body.error?.error_user_msg).toBeTruthy();
  });

  it('may be up to thirty in one message', async () => {
    const attachments = Array.from({ length: 30 }, () => ({
      type: 'image',
      payload: { url: `${origin}/hat.png` },
    }));
    const { body } = await graph.send(ana.psid, { attachments });
    expect(body).toEqual({ recipient_id: ana.psid, message_id: expect.any(String) });
    expect(ana.screen().messages.at(-1)?.attachments).toHaveLength(30);
  });
});

describe('media by attachment id', () => {
  it('can be sent again if they were uploaded to be', async () => {
    const { body } = await graph.post('/me/message_attachments', {
      message: byUrl('image', `${origin}/hat.png`, { is_reusable: true }),
    });
    expect(body).toEqual({ attachment_id: expect.stringMatching(/^\d{15}$/) });
    const again = await graph.send(ana.psid, {
      attachment: { type: 'image', payload: { attachment_id: body.attachment_id } },
    });
    expect(again.status).toBe(200);
    const inTemplate = {
      template_type: 'media',
      elements: [{ media_type: 'image', attachment_id: body.attachment_id }],
    };
    expect(
      (await graph.send(ana.psid, { attachment: { type: 'template', payload: inTemplate } })).status,
    ).toBe(200);
    const asVideo = await graph.send(ana.psid, {
      attachment: { type: 'video', payload: { attachment_id: body.attachment_id } },
    });
    expect(asVideo.body.error?.error_subcode).toBe(2018074);
  });

  it('cannot be sent when they were not, or belong to another Page', async () => {
    const upload = (token: string, reusable: boolean) =>
      graph.call(
        'POST',
        '/me/message_attachments',
        { message: byUrl('image', `${origin}/hat.png`, { is_reusable: reusable }) },
        { authorization: `Bearer ${token}` },
      );
    const other = emulator.addPage({ name: 'Other' });
    const unusable = [await upload(emulator.page.accessToken, false), await upload(other.accessToken, true)];
    for (const { body } of unusable) {
      const sent = await graph.send(ana.psid, {
        attachment: { type: 'image', payload: { attachment_id: body.attachment_id } },
      });
      expect(sent.body.error).toMatchObject({ code: 100, error_subcode: 2018074 });
    }
  });
});

describe('media as a file', () => {
  it('are stored, and reusable when asked to be', async () => {
    const { body } = await sendFile('image', { data: PNG }, { is_reusable: true });
    expect(body).toEqual({
      recipient_id: ana.psid,
      message_id: expect.any(String),
      attachment_id: expect.any(String),
    });
    expect(emulator.requests().at(-1)).toMatchObject({
      body: { recipient: `{"id":"${ana.psid}"}` },
      files: { filedata: { filename: 'hat.png', type: 'image/png', size: PNG.length } },
    });
  });

  it('of the upload API', async () => {
    const message = { attachment: { type: 'file', payload: { is_reusable: true } } };
    const { body } = await graph.post(
      '/me/message_attachments',
      form({ message }, { data: Buffer.from('a,b'), type: 'text/csv', name: 'ünïcode "q".csv' }),
    );
    expect(body).toEqual({ attachment_id: expect.any(String) });
    expect(emulator.requests().at(-1)?.files?.filedata).toMatchObject({ type: 'text/csv', size: 3 });
  });

  it.each([
    ['an image over 8 MB', 'image', { data: Buffer.alloc(8 * MEGABYTE + 1) }, 2018109],
    [
      'a file over 25 MB',
      'file',
      { data: Buffer.alloc(25 * MEGABYTE + 1), type: 'application/pdf', name: 'a.pdf' },
      2018109,
    ],
    ['an image sent as audio', 'audio', { data: PNG }, 2018047],
    ['an empty file', 'image', { data: Buffer.alloc(0) }, 2018047],
  ])('are refused: %s', async (_name, type, file, subcode) => {
    const { body } = await sendFile(type, file);
    expect(body.error).toMatchObject({ code: 100, error_subcode: subcode });
  });

  it('exactly as large as allowed are taken', async () => {
    const { status } = await sendFile('file', {
      data: Buffer.alloc(25 * MEGABYTE),
      type: 'application/pdf',
      name: 'a.pdf',
    });
    expect(status).toBe(200);
  });

  it('without a file name are no file', async () => {
    const body = form({
      recipient: { id: ana.psid },
      message: { attachment: { type: 'image', payload: {} } },
      filedata: 'bytes',
    });
    expect((await graph.post('/me/messages', body)).body.error).toMatchObject({
      code: 100,
      error_subcode: 2018047,
    });
  });

  it('in a form that breaks off are refused', async () => {
    const { body } = await graph.call(
      'POST',
      '/me/messages',
      '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\nb',
      {
        'content-type': 'multipart/form-data; boundary=x',
      },
    );
    expect(body.error).toMatchObject({ code: 100, error_user_msg: expect.stringContaining('multipart') });
  });
});

describe('what was stored', () => {
  it('can be read in ranges and never runs as a page', async () => {
    await ana.uploads({ filename: 'évil.html', data: '<script>alert(1)</script>', type: 'text/html' });
    const url = String(ana.screen().messages.at(-1)?.attachments?.[0]?.payload?.url);
    const whole = await fetch(url);
    expect(whole.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(whole.headers.get('content-security-policy')).toContain('sandbox');
    expect(whole.headers.get('x-content-type-options')).toBe('nosniff');
    await whole.body?.cancel();
    const read = async (range: string) => {
      const part = await fetch(url, { headers: { range } });
      return [part.status, part.headers.get('content-range'), await part.text()];
    };
    expect(await read('bytes=1-6')).toEqual([206, 'bytes 1-6/25', 'script']);
    expect(await read('bytes=-9')).toEqual([206, 'bytes 16-24/25', '</script>']);
    expect(await read('bytes=20-')).toEqual([206, 'bytes 20-24/25', 'ript>']);
    expect(await read('bytes=25-')).toEqual([416, 'bytes */25', '']);
    expect((await fetch(`${emulator.origin}/_emulator/media/1/../../etc/passwd`)).status).toBe(404);
  });
});

describe('media at private addresses', () => {
  it('are fetched, unless that is refused', async () => {
    const strict = await startEmulator({ refusePrivateMedia: true });
    const ben = await strict.person();
    const message = byUrl('image', `${origin}/hat.png`);
    expect((await graph.send(ana.psid, message)).status).toBe(200);
    for (const url of [
      `${origin}/hat.png`,
      'http://localhost:1/a.png',
      'http://[::1]:1/a.png',
      'http://10.0.0.1/a',
    ]) {
      expect((await graphOf(strict).send(ben.psid, byUrl('image', url))).body.error).toMatchObject({
        code: 100,
        error_subcode: 2018008,
        error_user_msg: expect.stringContaining('is a private address'),
      });
    }
    await strict.close();
  });

  it('are found through redirects, but not through endless ones', async () => {
    expect((await graph.send(ana.psid, byUrl('image', `${origin}/moved`))).status).toBe(200);
    expect((await graph.send(ana.psid, byUrl('image', `${origin}/round`))).body.error).toMatchObject({
      error_subcode: 2018008,
      error_user_msg: expect.stringContaining('leads from one address to the next'),
    });
  });

  it('of a persona are fetched as well, and may have 8 MB', async () => {
    const make = (path: string) =>
      graph.post('/me/personas', { name: 'Mina', profile_picture_url: `${origin}${path}` });
    expect((await make('/hat.png')).status).toBe(200);
    expect((await make('/gone.png')).body.error).toMatchObject({ code: 100, error_subcode: 2018008 });
    expect((await make('/big.png')).body.error).toMatchObject({ code: 100, error_subcode: 2018109 });
    expect((await make('/page.html')).body.error).toMatchObject({ code: 100, error_subcode: 2018047 });
  });
});
