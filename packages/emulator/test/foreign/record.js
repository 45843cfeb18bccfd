/**
 * Runs the stories of `stories/` with `messaging-api-messenger` against a built emulator and writes down what the
 * library sends, byte for byte, into `recordings/`. See README.md.
 */
import { createHmac } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import net from 'node:net';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmulator } from '../../dist/index.js';
import { batch } from './stories/batch.js';
import { files } from './stories/files.js';
import { messages } from './stories/messages.js';
import { outdated } from './stories/outdated.js';
import { people } from './stories/people.js';
import { profile } from './stories/profile.js';
import { proof } from './stories/proof.js';

const { MessengerClient, MessengerBatch } = createRequire(join(process.cwd(), 'package.json'))(
  'messaging-api-messenger',
);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const listening = (server) => new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

/** Passes bytes on to the emulator and keeps those of the client. */
async function recordingProxy(target) {
  const sent = [];
  const server = net.createServer((client) => {
    const upstream = net.connect(Number(target.port), target.hostname);
    client.on('data', (bytes) => sent.push(bytes));
    client.pipe(upstream).pipe(client);
    for (const socket of [client, upstream]) socket.on('error', () => socket.destroy());
  });
  await listening(server);
  return {
    host: `127.0.0.1:${server.address().port}`,
    taken: () => Buffer.concat(sent.splice(0)),
    close: () => server.close(),
  };
}

/** The lines of the head and the pieces of the body: one, or as many as there were chunks. */
function readRequest(bytes) {
  const end = bytes.indexOf('\r\n\r\n');
  const head = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const rest = bytes.subarray(end + 4);
  if (!head.some((line) => /^transfer-encoding: chunked$/i.test(line))) {
    return { head, body: rest.length > 0 ? [rest] : [] };
  }
  const body = [];
  for (let at = 0; ; ) {
    const line = rest.indexOf('\r\n', at);
    const size = Number.parseInt(rest.subarray(at, line).toString('latin1'), 16);
    if (size === 0) return { head, body };
    body.push(rest.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
}

/** Text as it is, with names in place of what differs from run to run; other bytes in base64. */
function written(piece, fill) {
  const text = piece.toString('utf8');
  const isText = Buffer.from(text).equals(piece) && !text.includes('\0');
  return isText ? fill(text) : { base64: piece.toString('base64') };
}

function filler(known) {
  return (text) => {
    let filled = text
      .replace(/-{26}[0-9a-f]{24}/g, '{{boundary}}')
      .replace(/^(content-length): \d+$/i, '$1: {{length}}');
    for (const [name, value] of Object.entries(known)) filled = filled.replaceAll(value, `{{${name}}}`);
    return filled;
  };
}

const cdn = http.createServer((request, response) => {
  response.end(readFileSync(here(`./media/${basename(request.url)}`)));
});
await listening(cdn);

for (const [story, calls] of Object.entries({ messages, files, profile, people, batch, proof, outdated })) {
  const emulator = await startEmulator({
    hosts: { 'cdn.example.com': `http://127.0.0.1:${cdn.address().port}` },
  });
  const person = await emulator.person();
  const { app, page } = emulator;
  const label = await fetch(`${emulator.origin}/me/custom_labels`, {
    method: 'POST',
    body: new URLSearchParams({ page_label_name: 'Regular', access_token: page.accessToken }),
  });
  const proxy = await recordingProxy(new URL(emulator.origin));
  const ids = { person: person.psid, page: page.id, app: app.id, label: (await label.json()).id };
  const proofOfToken = createHmac('sha256', app.secret).update(page.accessToken).digest('hex');
  const known = {
    host: proxy.host,
    token: page.accessToken,
    proof: proofOfToken,
    secret: app.secret,
    ...ids,
  };
  const access = { accessToken: page.accessToken, origin: `http://${proxy.host}` };
  const clients = {
    client: new MessengerClient(access),
    appClient: new MessengerClient({
      ...access,
      appId: app.id,
      appSecret: app.secret,
      skipAppSecretProof: true,
    }),
    provingClient: new MessengerClient({ ...access, appId: app.id, appSecret: app.secret }),
  };
  const media = (name) => here(`./media/${name}`);
  const recording = [];
  for (const { call, answers, keeps, run } of calls) {
    const result = await run({ ...clients, MessengerBatch, ids, media, secret: app.secret }).catch(
      (error) => error,
    );
    // The library trips over some answers that are right; only what the Graph API refuses has this beginning.
    const refused = result instanceof Error && result.message.startsWith('Messenger API');
    if (refused !== (answers === 'refusal'))
      console.warn(`${story}: ${call}: ${refused ? result.message : 'taken'}`);
    const { head, body } = readRequest(proxy.taken());
    const fill = filler(known);
    recording.push({
      call,
      answers,
      ...(keeps && { keeps }),
      head: head.map(fill),
      body: body.map((piece) => written(piece, fill)),
    });
    if (keeps) known[keeps] = ids[keeps] = String(result.attachmentId ?? result.id);
  }
  writeFileSync(here(`./recordings/${story}.json`), `${JSON.stringify(recording, null, 2)}\n`);
  proxy.close();
  await emulator.close();
}
cdn.close();
