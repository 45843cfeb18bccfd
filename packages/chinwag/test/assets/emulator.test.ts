import { fileURLToPath } from 'node:url';
import { startEmulator } from '@chinwag/emulator';
import { asset } from 'chinwag/assets';
import { MessengerClient } from 'chinwag/messenger';
import { expect, onTestFinished, test } from 'vitest';

const media = (name: string) =>
  fileURLToPath(new URL(`../../../../examples/showcase/media/${name}`, import.meta.url));

/** Messenger on localhost, two Pages on it, and a person who has written to both. */
async function shop() {
  const emulator = await startEmulator();
  const client = new MessengerClient({ origin: emulator.origin, accessToken: emulator.page.accessToken });
  onTestFinished(async () => {
    await client.close();
    await emulator.close();
  });
  const ann = await emulator.person({ name: 'Ann' });
  await ann.says('hi');
  const uploads = () =>
    emulator.requests().filter(({ path }) => path.endsWith('/message_attachments')).length;
  return { emulator, client, ann, uploads };
}

test('people see the file, which their Page has uploaded once', async () => {
  const { client, ann, uploads, emulator } = await shop();
  await client.sendImage(ann.psid, asset(media('storefront.jpg')));
  await client.sendFile(ann.psid, asset(media('menu.pdf')));
  await client.sendMediaTemplate(ann.psid, [
    {
      mediaType: 'image',
      attachmentId: asset(media('storefront.jpg')),
      buttons: [{ type: 'postback', title: 'Come in', payload: 'IN' }],
    },
  ]);
  await client.sendImages(ann.psid, [asset(media('storefront.jpg')), asset(media('cake.png'))]);
  expect(uploads()).toBe(3);
  expect(emulator.requests().filter(({ status }) => status !== 200)).toEqual([]);
  const shown = JSON.stringify(ann.screen().messages);
  for (const name of ['storefront.jpg', 'menu.pdf', 'cake.png']) expect(shown).toContain(`/${name}`);
});

test('an id that has expired on the platform is found anew', async () => {
  const { emulator, client, ann, uploads } = await shop();
  const storefront = asset(media('storefront.jpg'));
  await client.sendImage(ann.psid, storefront);
  emulator.moveClock({ days: 91 });
  await ann.says('hi again');
  await client.sendImage(ann.psid, storefront);
  expect(uploads()).toBe(2);
  expect(ann.screen().messages.filter(({ from }) => from === 'page')).toHaveLength(2);
});
