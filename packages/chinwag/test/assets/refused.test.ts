import { MemoryStorage } from 'chinwag';
import { type Asset, asset } from 'chinwag/assets';
import { GraphError, images, MessengerBatch } from 'chinwag/messenger';
import { describe, expect, test } from 'vitest';
import { failure, stub } from '../graph/stub.js';
import { expiredLogo, folder, PNG, PSID, people, platform, UNKNOWN_ID, UPLOAD_FAILED } from './page.js';

describe('F36: an id that the platform does not take any more', () => {
  test.each([1, 2, 100])('costs one upload, however many find out at once: %i', async (count) => {
    const { page, client, path } = await expiredLogo();
    const psids = people(count);
    await Promise.all(psids.map((psid) => client.sendImage(psid, asset(path))));
    expect(page.uploads).toHaveLength(2);
    const after = page.sent.slice(1);
    expect(after.map(({ to }) => to).sort()).toEqual(psids);
    expect(new Set(after.map(({ ids }) => ids[0]))).toEqual(new Set([page.uploads[1]?.id]));
    const before = page.seen.length;
    await client.sendImage(PSID, asset(path));
    expect(page.seen).toHaveLength(before + 1);
  });

  test('while others come and go all the time', async () => {
    const { page, client, path } = await expiredLogo();
    const sends: Promise<unknown>[] = [];
    for (const psid of people(200)) {
      sends.push(client.sendImage(psid, asset(path)));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(sends);
    expect(page.uploads).toHaveLength(2);
    expect(page.sent).toHaveLength(201);
  });

  test('even if somebody has just looked it up while it was being forgotten', async () => {
    const page = await platform();
    const ids = new MemoryStorage();
    const once = () => {
      let tell = () => {};
      return { promise: new Promise<void>((resolve) => (tell = resolve)), tell: () => tell() };
    };
    const [lookedUp, wantedAgain] = [once(), once()];
    let lookUps = 0;
    let digests = 0;
    const client = page.client({
      attachmentIds: {
        async attachmentId(file) {
          lookUps++;
          if (lookUps === 1) ids.keepAttachmentId(file, '1', 1_000_000);
          const id = ids.attachmentId(file);
          if (lookUps === 2) {
            lookedUp.tell();
            await wantedAgain.promise;
          }
          return id;
        },
        keepAttachmentId: (...kept) => ids.keepAttachmentId(...kept),
        async forgetAttachmentId(...refused) {
          await lookedUp.promise;
          ids.forgetAttachmentId(...refused);
        },
      },
    });
    const logo: Asset = {
      path: 'logo.png',
      async digest() {
        digests++;
        // The one who was refused asks anew; its question then meets the other's, which has no answer yet.
        if (digests === 3) setImmediate(wantedAgain.tell);
        return 'the same';
      },
      open: () => PNG,
    };
    const first = client.sendImage('24810001', logo);
    await expect.poll(() => page.seen.length).toBe(1);
    await Promise.all([first, client.sendImage('24810002', logo)]);
    expect(page.uploads).toHaveLength(1);
    expect(page.sent.map(({ to }) => to).sort()).toEqual(['24810001', '24810002']);
  });

  test('keeps its place among what is sent to the person', async () => {
    const { page, client, path } = await expiredLogo();
    await Promise.all([client.sendImage(PSID, asset(path)), client.sendText(PSID, 'after')]);
    expect(page.chat()).toEqual([...page.uploads.map(({ id }) => id), 'after']);
  });

  test('takes all of a message with it, for nobody says which it was', async () => {
    const page = await platform();
    const client = page.client();
    const { file } = folder();
    const paths = [file('a.png'), file('b.png', Buffer.concat([PNG, PNG]))];
    await client.sendMessage(PSID, images(paths.map(asset)));
    page.expire();
    await client.sendImages(PSID, paths.map(asset));
    expect(page.uploads).toHaveLength(4);
    expect([...(page.sent[1]?.ids ?? [])].sort()).toEqual(page.uploads.slice(2).map(({ id }) => id));
  });

  test('is found anew for the items of a batch that it failed, and for no other', async () => {
    const { page, client, path } = await expiredLogo();
    const results = await client.sendBatch([
      MessengerBatch.sendImage('24810002', asset(path)),
      MessengerBatch.sendText('24810003', 'Hi!'),
      MessengerBatch.sendImage('24810004', asset(path)),
      MessengerBatch.sendImage('24810005', { attachmentId: '1' }),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected']);
    expect(page.uploads).toHaveLength(2);
    expect(page.sent.map(({ to }) => to)).toEqual(
      expect.arrayContaining(['24810002', '24810003', '24810004']),
    );
    expect(page.sent).toHaveLength(4);
  });

  test('settles only the items of a batch that it failed, should the upload fail', async () => {
    const { page, client, path } = await expiredLogo();
    page.refuse(UPLOAD_FAILED);
    const results = await client.sendBatch([
      MessengerBatch.sendText('24810003', 'Hi!'),
      MessengerBatch.sendImage('24810002', asset(path)),
    ]);
    expect(results).toMatchObject([{ status: 'fulfilled' }, { reason: { subcode: 2018047 } }]);
  });
});

test('an id that is refused when it is new as well is the sender’s to hear of', async () => {
  let uploads = 0;
  const { origin, seen } = await stub((response, { url }) => {
    const isUpload = url.pathname.endsWith('/message_attachments');
    response
      .writeHead(isUpload ? 200 : 400, { 'content-type': 'application/json' })
      .end(JSON.stringify(isUpload ? { attachment_id: String(++uploads) } : { error: UNKNOWN_ID }));
  });
  const page = await platform();
  const client = page.client({ origin });
  const error = await failure(client.sendImage(PSID, asset(folder().file('logo.png'))));
  expect(error).toBeInstanceOf(GraphError);
  expect(error).toMatchObject({ subcode: 2018074, outcome: 'refused' });
  expect(uploads).toBe(2);
  expect(seen).toHaveLength(4);
});

test('an id of the bot’s own that is refused is nobody’s to mend', async () => {
  const page = await platform();
  expect(await failure(page.client().sendImage(PSID, { attachmentId: '1' }))).toMatchObject({
    subcode: 2018074,
  });
  expect(page.seen).toHaveLength(1);
});
