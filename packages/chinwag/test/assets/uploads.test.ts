import { renameSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { asset } from 'chinwag/assets';
import { ConnectionError, GraphError, image, type MessengerClient } from 'chinwag/messenger';
import { describe, expect, test } from 'vitest';
import { failure } from '../graph/stub.js';
import { TestClock } from '../graph/test-clock.js';
import { folder, PDF, PNG, PSID, pageAndLogo, people, platform, UPLOAD_FAILED } from './page.js';

const DAY = 24 * 3_600_000;

test('F35: a hundred sends at once of one file are one upload', async () => {
  const { page, client, path } = await pageAndLogo();
  const psids = people(100);
  const results = await Promise.all(psids.map((psid) => client.sendImage(psid, asset(path))));
  expect(page.uploads).toHaveLength(1);
  expect(page.uploads[0]?.body).toContain(PNG.toString('latin1'));
  expect(page.uploads[0]?.body).toContain('"is_reusable":true');
  expect(page.sent.map(({ to }) => to).sort()).toEqual(psids);
  expect(new Set(page.sent.flatMap(({ ids }) => ids))).toEqual(new Set([page.uploads[0]?.id]));
  expect(new Set(results.map(({ messageId }) => messageId)).size).toBe(100);
});

test('the body is the one that the id itself would have', async () => {
  const { page, client, path } = await pageAndLogo();
  const options = { personaId: '5550001', quickReplies: [{ contentType: 'user_email' as const }] };
  await client.sendImage(PSID, asset(path), options);
  await client.sendImage(PSID, { attachmentId: page.uploads[0]?.id ?? '' }, options);
  expect(page.sent[0]?.body).toEqual(page.sent[1]?.body);
});

describe('an upload that fails', () => {
  test('F35: fails whoever waits for it, and is made anew for the next', async () => {
    const { page, client, path } = await pageAndLogo();
    page.refuse(UPLOAD_FAILED);
    const failures = await Promise.all(
      people(100).map((psid) => failure(client.sendImage(psid, asset(path)))),
    );
    for (const error of failures) {
      expect(error).toBeInstanceOf(GraphError);
      expect(error).toMatchObject({ code: 100, subcode: 2018047, path: 'me/message_attachments' });
    }
    expect(page.seen).toHaveLength(1);
    await Promise.all(people(100).map((psid) => client.sendImage(psid, asset(path))));
    expect(page.uploads).toHaveLength(1);
    expect(page.sent).toHaveLength(100);
  });

  test('or may have arrived, tells that the message was not sent', async () => {
    const { page, client, path } = await pageAndLogo();
    page.refuse('drop');
    const error = await failure(client.sendImage(PSID, asset(path)));
    expect(error).toMatchObject({ name: 'AssetError', code: 'asset', path, outcome: 'notSent' });
    expect(error.cause).toBeInstanceOf(ConnectionError);
    expect(error.message).toContain(`${path} could not be uploaded, and the message was not sent`);
    expect(page.sent).toEqual([]);
    await client.sendImage(PSID, asset(path));
    expect(page.sent).toHaveLength(1);
  });

  test('never shows the token', async () => {
    const page = await platform();
    const client = page.client({ accessToken: 'EAAsecret' });
    page.refuse('drop', { error: { message: 'No EAAsecret', code: 1 } });
    for (const path of [folder().file('a.png'), folder().file('b.png')]) {
      const error = await failure(client.sendImage(PSID, asset(path)));
      expect(`${error.stack} ${error.cause} ${JSON.stringify(error)}`).not.toContain('EAAsecret');
    }
  });
});

test('each Page has its own upload, and keeps to it', async () => {
  const page = await platform();
  const tea = page.client();
  const cake = tea.withAccessToken('EAAcake');
  const path = folder().file('logo.png');
  for (const client of [tea, cake, tea, cake]) await client.sendImage(PSID, asset(path));
  expect(page.uploads.map(({ token }) => token)).toEqual([tea.app.accessToken, 'EAAcake']);
  const [ofTea, ofCake] = page.uploads.map(({ id }) => id);
  expect(page.sent.map(({ ids }) => ids[0])).toEqual([ofTea, ofCake, ofTea, ofCake]);
});

test('the tokens of a Page that is known share its uploads', async () => {
  const { page, client, path } = await pageAndLogo({ accessToken: 'EAAtea.1', pageId: '1110001' });
  client.graph.bind('EAAtea.2', '1110001');
  await client.sendImage(PSID, asset(path));
  await client.withAccessToken('EAAtea.2').sendImage(PSID, asset(path));
  await client.sendImage(PSID, asset(path), { accessToken: 'EAAtea.2' });
  expect(page.uploads).toHaveLength(1);
  expect(page.sent).toHaveLength(3);
});

describe('the content decides', () => {
  const sendOf = (client: MessengerClient) => (path: string) => client.sendImage(PSID, asset(path));

  test('a file that has changed is uploaded again', async () => {
    const { page, client, path } = await pageAndLogo();
    const send = sendOf(client);
    await send(path);
    writeFileSync(path, Buffer.concat([PNG, Buffer.from('more')]));
    await send(path);
    await send(path);
    expect(page.uploads).toHaveLength(2);
    expect(page.sent.map(({ ids }) => ids[0])).toEqual([1, 2, 2].map((n) => page.uploads[n - 1]?.id));
  });

  test('also when it is as long as before', async () => {
    const page = await platform();
    const send = sendOf(page.client());
    const path = folder().file('logo.png', Buffer.concat([PNG, Buffer.from('one')]));
    await send(path);
    const { mtimeMs } = statSync(path);
    writeFileSync(path, Buffer.concat([PNG, Buffer.from('two')]));
    utimesSync(path, new Date(), new Date(mtimeMs + 1_000));
    await send(path);
    expect(page.uploads).toHaveLength(2);
  });

  test('a file that was only touched, moved or copied is not', async () => {
    const page = await platform();
    const send = sendOf(page.client());
    const { file } = folder();
    const path = file('logo.png');
    await send(path);
    utimesSync(path, new Date(), new Date(1_700_000_000_000));
    await send(path);
    renameSync(path, `${path}.png`);
    await send(`${path}.png`);
    await send(file('copy.png'));
    expect(page.uploads).toHaveLength(1);
    expect(page.sent).toHaveLength(4);
  });

  test('a file that people see the name of is uploaded by each of its names', async () => {
    const page = await platform();
    const client = page.client();
    const { file } = folder();
    for (const name of ['menu.pdf', 'menu-of-today.pdf', 'menu.pdf']) {
      await client.sendFile(PSID, asset(file(name, PDF)));
    }
    expect(page.uploads.map(({ body }) => /filename="([^"]+)"/.exec(body)?.[1])).toEqual([
      'menu.pdf',
      'menu-of-today.pdf',
    ]);
  });

  test('one that was written to during its upload is not remembered', async () => {
    const page = await platform();
    const path = folder().file('logo.png');
    let isFirst = true;
    const client = page.client({
      onResponse: ({ path: of }) => {
        if (of === 'me/message_attachments' && isFirst) writeFileSync(path, Buffer.concat([PNG, PNG]));
        isFirst = false;
      },
    });
    await client.sendImage(PSID, asset(path));
    writeFileSync(path, PNG);
    utimesSync(path, new Date(), new Date(1_700_000_000_000));
    await client.sendImage(PSID, asset(path));
    expect(page.uploads).toHaveLength(2);
  });

  test('as what it is sent decides too', async () => {
    const { page, client, path } = await pageAndLogo();
    await client.sendImage(PSID, asset(path));
    await client.sendFile(PSID, asset(path));
    await client.sendImage(PSID, asset(path));
    expect(page.uploads.map(({ body }) => /"type":"(\w+)"/.exec(body)?.[1])).toEqual(['image', 'file']);
  });
});

test('an id is not used on the last days of its 90', async () => {
  const clock = new TestClock();
  const { page, client, path } = await pageAndLogo({ clock });
  await client.sendImage(PSID, asset(path));
  clock.wall += 79 * DAY;
  await client.sendImage(PSID, asset(path));
  expect(page.uploads).toHaveLength(1);
  clock.wall += 2 * DAY;
  await client.sendImage(PSID, asset(path));
  await client.sendImage(PSID, asset(path));
  expect(page.uploads).toHaveLength(2);
});

test('what is sent after it arrives after it, upload or not', async () => {
  const page = await platform();
  const client = page.client();
  const { file } = folder();
  const path = file('logo.png', Buffer.concat([PNG, Buffer.alloc(2_000_000)]));
  const sends = [
    client.sendText(PSID, 'first'),
    client.sendMessage(PSID, image(asset(path))),
    client.sendText(PSID, 'third'),
    client.sendImage(PSID, asset(file('other.png'))),
    client.sendText(PSID, 'fifth'),
    client.sendText('24810002', 'somebody else'),
  ];
  await Promise.all(sends);
  expect(page.sent[0]?.to === '24810002' || page.sent[1]?.to === '24810002').toBe(true);
  const [picture, other] = page.uploads.map(({ id }) => id);
  expect(page.chat(PSID)).toEqual(['first', picture, 'third', other, 'fifth']);
});

test('a failed upload holds nobody up for good', async () => {
  const { page, client, path } = await pageAndLogo();
  page.refuse(UPLOAD_FAILED);
  const picture = failure(client.sendImage(PSID, asset(path)));
  await client.sendText(PSID, 'next');
  expect(await picture).toBeInstanceOf(GraphError);
  expect(page.chat()).toEqual(['next']);
});
