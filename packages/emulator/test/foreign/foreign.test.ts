import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Emulator, type PersonHandle, startEmulator } from '../../src/index.js';
import { graphOf } from '../graph-client.js';
import { answerOf, readSlot, refusalOf } from './answers.js';
import { bytesOf, exchange, type RecordedRequest } from './wire.js';

const here = (path: string) => new URL(path, import.meta.url);
const mediaFile = (name: string) => readFileSync(here(`./media/${basename(name)}`));
const recording = (story: string): RecordedRequest[] =>
  JSON.parse(readFileSync(here(`./recordings/${story}.json`), 'utf8'));

/** What a call that begins with the kind of a file sends: the name in `media/`. */
const FILES: Record<string, string> = {
  image: 'hat.png',
  audio: 'hello.wav',
  video: 'wave.mp4',
  file: 'receipt.pdf',
};

const kindOf = (call: string) => call.split(' ')[0] ?? '';

/** The file in the newest message, as the person's Messenger loads it. */
async function newestFile(person: PersonHandle): Promise<{ type?: string; bytes: Buffer }> {
  const [attachment] = person.screen().messages.at(-1)?.attachments ?? [];
  const stored = await fetch(String(attachment?.payload?.url));
  return { type: attachment?.type, bytes: Buffer.from(await stored.arrayBuffer()) };
}

const cdn = http.createServer((request, response) => {
  response.end(mediaFile(request.url ?? ''));
});

beforeAll(() => new Promise<void>((resolve) => cdn.listen(0, '127.0.0.1', resolve)));
afterAll(() => {
  cdn.close();
});

describe.each([
  ['messages', {}],
  ['files', {}],
  ['profile', {}],
  ['people', {}],
  ['batch', {}],
  ['proof', { requireAppSecretProof: true }],
  ['outdated', {}],
])('what messaging-api-messenger sent: %s', (story, options) => {
  let emulator: Emulator;
  let person: PersonHandle;
  /** What the names in the recording stand for; ids that are answered join them. */
  let names: Record<string, string>;

  beforeAll(async () => {
    const { port } = cdn.address() as AddressInfo;
    emulator = await startEmulator({ hosts: { 'cdn.example.com': `http://127.0.0.1:${port}` }, ...options });
    person = await emulator.person();
    const { app, page, origin } = emulator;
    const proof = createHmac('sha256', app.secret).update(page.accessToken).digest('hex');
    const label = await graphOf(emulator).post(`/me/custom_labels?appsecret_proof=${proof}`, {
      page_label_name: 'Regular',
    });
    names = {
      host: new URL(origin).host,
      boundary: `${'-'.repeat(26)}000000000000000000000000`,
      token: page.accessToken,
      page: page.id,
      person: person.psid,
      app: app.id,
      secret: app.secret,
      proof,
      label: String(label.body.id),
    };
  });
  afterAll(() => emulator.close());

  const requests = recording(story);

  it.each(requests.map((request) => [request.call, request] as const))('%s', async (call, request) => {
    const before = person.screen().messages.length;
    const { status, head, body } = await exchange(emulator.origin, bytesOf(request, names));

    if (request.answers === 'refusal') {
      expect({ status, body }).toMatchObject({ status: 400, body: { error: refusalOf(call) } });
      expect(person.screen().messages).toHaveLength(before);
      return;
    }
    const expected = answerOf(request.answers);
    const answered = Array.isArray(body) ? body.map(readSlot) : body;
    expect({ status, body: answered }).toEqual({ status: 200, body: expected.body(names) });
    expect(head).toMatch(/^content-type: application\/json; charset=utf-8$/im);
    expect(head).toMatch(/^facebook-api-version: v\d+\.0$/im);
    expect(person.screen().messages).toHaveLength(before + (expected.messages ?? 0));
    const file = expected.messages === 1 ? FILES[kindOf(call)] : undefined;
    if (file) expect(await newestFile(person)).toEqual({ type: kindOf(call), bytes: mediaFile(file) });
    if (request.keeps) {
      const { id, attachment_id } = body as Record<string, string>;
      names[request.keeps] = String(attachment_id ?? id);
    }
  });
});
