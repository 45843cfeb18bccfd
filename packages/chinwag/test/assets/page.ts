import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asset } from 'chinwag/assets';
import { MessengerClient, type MessengerClientOptions } from 'chinwag/messenger';
import { onTestFinished } from 'vitest';
import { reply, type Seen, stub } from '../graph/stub.js';

export const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
export const PDF = Buffer.from('%PDF-1.7 the menu');
export const TOKEN = 'EAATESTtoken0123456789abcdefghijklmnop';
export const PSID = '24810001';

/** As many people, each with a page-scoped id of their own; the first is PSID. */
export const people = (count: number) =>
  Array.from({ length: count }, (_, index) => `${Number(PSID) + index}`);

/** What the platform answers to an upload instead of an id: an error, or nothing at all. */
type Refusal = { error: object } | 'drop';

/** A platform that keeps what each Page uploads, and refuses every other id as the real one does. A Page's tokens differ behind a dot. */
export async function platform() {
  const kept = new Map<string, string>();
  const refusals: Refusal[] = [];
  const uploads: { token: string; id: string; body: string }[] = [];
  const sent: { to: string; text?: string; ids: string[]; body: Record<string, unknown> }[] = [];
  let ids = 1000;

  const upload = (seen: Seen) => {
    const id = String(++ids);
    const token = tokenOf(seen);
    uploads.push({ token, id, body: seen.body.toString('latin1') });
    kept.set(id, pageOf(token));
    return { attachment_id: id };
  };
  const send = (body: Record<string, unknown>, token: string) => {
    const named = idsIn(body.message);
    if (named.some((id) => kept.get(id) !== pageOf(token))) return { error: UNKNOWN_ID };
    const { id } = body.recipient as { id: string };
    sent.push({ to: id, ids: named, body, ...(body.message as { text?: string }) });
    return { recipient_id: id, message_id: `m_${sent.length}` };
  };
  const batch = (items: { relative_url: string; body?: string }[], token: string) =>
    items.map(({ relative_url: url, body = '' }) => {
      const own = new URL(url, 'http://stub').searchParams.get('access_token');
      const fields = [...new URLSearchParams(body)].map(([name, value]) => [name, parsed(value)]);
      const answer = send(Object.fromEntries(fields), own ?? token);
      return { code: 'error' in answer ? 400 : 200, headers: [], body: JSON.stringify(answer) };
    });

  const { origin, seen } = await stub(async (response, one) => {
    const { pathname } = one.url;
    if (pathname.endsWith('/message_attachments')) {
      const refusal = refusals.shift();
      if (refusal === 'drop') return response.socket?.destroy();
      if (refusal) return reply(response, refusal, 400);
      return reply(response, upload(one));
    }
    const token = tokenOf(one);
    if (Array.isArray(one.json.batch)) return reply(response, batch(one.json.batch, token));
    const answer = send(one.json, token);
    return reply(response, answer, 'error' in answer ? 400 : 200);
  });

  return {
    origin,
    seen,
    /** Uploads that the platform took, oldest first. */
    uploads,
    /** Messages that arrived, oldest first. */
    sent,
    /** What stands in the chats, or in one person's: a message's text, or the id of its picture. Oldest first. */
    chat: (psid?: string) =>
      sent.filter(({ to }) => !psid || to === psid).map(({ text, ids }) => text ?? ids[0]),
    /** The next uploads fail like this, one each. */
    refuse: (...next: Refusal[]) => void refusals.push(...next),
    /** Every id there is expires. */
    expire: () => kept.clear(),
    client(options: MessengerClientOptions = {}): MessengerClient {
      const client = new MessengerClient({ accessToken: TOKEN, origin, ...options });
      onTestFinished(() => client.close());
      return client;
    },
  };
}

/** How the platform fails an upload. */
export const UPLOAD_FAILED = {
  error: { message: 'Upload attachment failure.', code: 100, error_subcode: 2018047 },
};

/** How the platform refuses a message with an id that it does not know. */
export const UNKNOWN_ID = {
  message: '(#100) Invalid attachment ID',
  type: 'OAuthException',
  code: 100,
  error_subcode: 2018074,
};

const tokenOf = ({ headers }: Seen) => headers.authorization?.replace('Bearer ', '') ?? '';

const pageOf = (token: string) => token.split('.')[0] ?? '';

const parsed = (value: string) => (/^[[{]/.test(value) ? JSON.parse(value) : value);

/** Every attachment id in a message, wherever it is. */
function idsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'attachment_id' ? [String(inner)] : idsIn(inner),
  );
}

/** A folder for the test, and files in it. */
export function folder() {
  const path = mkdtempSync(join(tmpdir(), 'chinwag-assets-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return {
    path,
    file(name: string, content: Uint8Array | string = PNG): string {
      const at = join(path, name);
      writeFileSync(at, content);
      return at;
    },
  };
}

/** A platform, a client of a Page on it, and the path of a picture that it may send. */
export async function pageAndLogo(options?: MessengerClientOptions) {
  const page = await platform();
  return { page, client: page.client(options), path: folder().file('logo.png') };
}

/** The same when the picture has been sent, and its id has expired. */
export async function expiredLogo() {
  const scene = await pageAndLogo();
  await scene.client.sendImage(PSID, asset(scene.path));
  scene.page.expire();
  return scene;
}
