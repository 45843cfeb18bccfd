import { once } from 'node:events';
import fs, { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Emulator, type PersonHandle, startEmulator } from '@chinwag/emulator';
import { type ChinwagBot, createBot } from 'chinwag';
import type { MessengerContext } from 'chinwag/messenger';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/**
 * Every sample of the page "Sending Messenger Messages" and of the calls it goes on to, run as it stands: a person
 * says something, the sample answers, and the emulator tells what came over the wire.
 */
const FILES = {
  'image.jpg': Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex'),
  'video.mp4': Buffer.from('0000001866747970697' + '36f6d0000020069736f6d69736f32', 'hex'),
  'audio.mp3': Buffer.from('494433030000000000004c414d45', 'hex'),
  'receipt.pdf': Buffer.from('%PDF-1.4\n%%EOF\n'),
};
const [imageBuffer, videoBuffer, audioBuffer, fileBuffer] = Object.values(FILES) as [
  Buffer,
  Buffer,
  Buffer,
  Buffer,
];

let emulator: Emulator;
let person: PersonHandle;
let bot: ChinwagBot;
let media: Server;
let folder: string;
let sample: (context: MessengerContext) => Promise<unknown> = async () => {};
let failure: unknown;
const home = process.cwd();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chinwag-'));
  for (const [name, bytes] of Object.entries(FILES)) writeFileSync(join(folder, name), bytes);
  process.chdir(folder);
  media = createServer((request, response) => {
    const bytes = FILES[(request.url ?? '').slice(1) as keyof typeof FILES];
    response.writeHead(bytes ? 200 : 404).end(bytes);
  }).listen(0, '127.0.0.1');
  await once(media, 'listening');
  // The samples' addresses are on example.com; this is where the emulator finds it.
  const hosts = { 'example.com': `http://127.0.0.1:${(media.address() as AddressInfo).port}` };
  emulator = await startEmulator({ hosts });
  const { app, page, origin } = emulator;
  bot = createBot(
    {
      channels: {
        messenger: {
          origin,
          pageId: page.id,
          accessToken: page.accessToken,
          appId: app.id,
          appSecret: app.secret,
          verifyToken: app.verifyToken,
        },
      },
      onError: (_, { error }) => {
        failure = error;
      },
    },
    (context) => (context.event.kind === 'message' ? (sample(context) as Promise<void>) : undefined),
  );
  const { port } = await bot.listen(0, '127.0.0.1');
  await emulator.subscribe({ callbackUrl: `http://127.0.0.1:${port}/webhooks/messenger` });
  person = await emulator.person({ name: 'Ana Lopez' });
});

afterAll(async () => {
  process.chdir(home);
  await bot.close();
  await emulator.close();
  media.close();
  await rm(folder, { recursive: true });
});

/** Runs a sample as the answer to a person, and gives the messages that arrived, as they came over the wire. */
async function run(action: typeof sample) {
  const before = emulator.requests().length;
  failure = undefined;
  sample = action;
  await person.says('go');
  await bot.drained();
  if (failure) throw failure;
  return emulator.requests().slice(before);
}

type Request = Awaited<ReturnType<typeof run>>[number];

interface SentMessage {
  text?: string;
  attachment?: { type: string; payload: unknown };
}

/** The fields of a form are text; what is not is JSON in them. */
function messageOf({ body }: Request): SentMessage {
  const { message } = body as { message: SentMessage | string };
  return typeof message === 'string' ? JSON.parse(message) : message;
}

const KINDS = ['image', 'video', 'audio', 'file'] as const;
const NAMES = Object.keys(FILES);

test('text', async () => {
  const [request] = await run(async function SendHi(context) {
    await context.sendText('Hi!');
  });
  expect(request).toMatchObject({
    method: 'POST',
    path: '/v26.0/me/messages',
    status: 200,
    body: { recipient: { id: person.psid }, messaging_type: 'RESPONSE', message: { text: 'Hi!' } },
  });
});

describe('rich media', () => {
  test('1. by URL', async () => {
    const requests = await run(async (context) => {
      await context.sendImage('https://example.com/image.jpg');
      await context.sendVideo('https://example.com/video.mp4');
      await context.sendAudio('https://example.com/audio.mp3');
      await context.sendFile('https://example.com/receipt.pdf');
    });
    expect(requests.map((request) => [request.status, messageOf(request)])).toEqual(
      KINDS.map((type, index) => [
        200,
        { attachment: { type, payload: { url: `https://example.com/${NAMES[index]}` } } },
      ]),
    );
  });

  test('2. by saved attachment id', async () => {
    const ids = await Promise.all(
      KINDS.map(async (kind, index) => {
        const saved = await bot.client.uploadAttachment(kind, Object.values(FILES)[index] as Buffer, {
          filename: NAMES[index] as string,
        });
        return saved.attachmentId;
      }),
    );
    const [image, video, audio, file] = ids as [string, string, string, string];
    const requests = await run(async (context) => {
      await context.sendImage({ attachmentId: image });
      await context.sendVideo({ attachmentId: video });
      await context.sendAudio({ attachmentId: audio });
      await context.sendFile({ attachmentId: file });
    });
    expect(requests.map((request) => [request.status, messageOf(request)])).toEqual(
      KINDS.map((type, index) => [200, { attachment: { type, payload: { attachment_id: ids[index] } } }]),
    );
  });

  const expectFiles = (requests: Awaited<ReturnType<typeof run>>) =>
    expect(
      requests.map((request) => [
        request.status,
        messageOf(request).attachment?.type,
        request.files?.filedata,
      ]),
    ).toEqual(
      KINDS.map((kind, index) => [
        200,
        kind,
        {
          filename: NAMES[index],
          type: ['image/jpeg', 'video/mp4', 'audio/mpeg', 'application/pdf'][index],
          size: Object.values(FILES)[index]?.length,
        },
      ]),
    );

  test('3. from ReadStreams', async () => {
    expectFiles(
      await run(async (context) => {
        await context.sendImage(fs.createReadStream('image.jpg'));
        await context.sendVideo(fs.createReadStream('video.mp4'));
        await context.sendAudio(fs.createReadStream('audio.mp3'));
        await context.sendFile(fs.createReadStream('receipt.pdf'));
      }),
    );
  });

  test('4. from Buffers', async () => {
    expectFiles(
      await run(async (context) => {
        await context.sendImage(imageBuffer, { filename: 'image.jpg' });
        await context.sendVideo(videoBuffer, { filename: 'video.mp4' });
        await context.sendAudio(audioBuffer, { filename: 'audio.mp3' });
        await context.sendFile(fileBuffer, { filename: 'receipt.pdf' });
      }),
    );
  });
});

describe('templates', () => {
  const payloadOf = (requests: Awaited<ReturnType<typeof run>>) => {
    expect(requests.map(({ status }) => status)).toEqual([200]);
    const [message] = requests.map(messageOf);
    expect(message).toMatchObject({ attachment: { type: 'template' } });
    return message?.attachment?.payload;
  };

  test('generic', async () => {
    const payload = payloadOf(
      await run(async (context) => {
        await context.sendGenericTemplate([
          {
            title: "Welcome to Peter's Hats",
            imageUrl: 'https://example.com/image.jpg',
            subtitle: "We've got the right hat for everyone.",
            defaultAction: {
              type: 'web_url',
              url: 'https://example.com/view?item=103',
              messengerExtensions: true,
              webviewHeightRatio: 'tall',
              fallbackUrl: 'https://example.com/',
            },
            buttons: [
              { type: 'web_url', url: 'https://example.com', title: 'View Website' },
              { type: 'postback', title: 'Start Chatting', payload: 'START' },
            ],
          },
        ]);
      }),
    );
    expect(payload).toEqual({
      template_type: 'generic',
      elements: [
        {
          title: "Welcome to Peter's Hats",
          image_url: 'https://example.com/image.jpg',
          subtitle: "We've got the right hat for everyone.",
          default_action: {
            type: 'web_url',
            url: 'https://example.com/view?item=103',
            messenger_extensions: true,
            webview_height_ratio: 'tall',
            fallback_url: 'https://example.com/',
          },
          buttons: [
            { type: 'web_url', url: 'https://example.com', title: 'View Website' },
            { type: 'postback', title: 'Start Chatting', payload: 'START' },
          ],
        },
      ],
    });
  });

  test('button', async () => {
    const payload = payloadOf(
      await run(async (context) => {
        await context.sendButtonTemplate('What do you want to do next?', [
          { type: 'web_url', url: 'https://example.com', title: 'Show Website' },
          { type: 'postback', title: 'Start Chatting', payload: 'START' },
        ]);
      }),
    );
    expect(payload).toEqual({
      template_type: 'button',
      text: 'What do you want to do next?',
      buttons: [
        { type: 'web_url', url: 'https://example.com', title: 'Show Website' },
        { type: 'postback', title: 'Start Chatting', payload: 'START' },
      ],
    });
  });

  test('receipt', async () => {
    const payload = payloadOf(
      await run(async (context) => {
        await context.sendReceiptTemplate({
          recipientName: 'Stephane Crozatier',
          orderNumber: '12345678902',
          currency: 'USD',
          paymentMethod: 'Visa 2345',
          orderUrl: 'http://example.com/order?order_id=123456',
          timestamp: '1428444852',
          elements: [
            {
              title: 'Classic White T-Shirt',
              subtitle: '100% Soft and Luxurious Cotton',
              quantity: 2,
              price: 50,
              currency: 'USD',
              imageUrl: 'http://example.com/image.jpg',
            },
          ],
          address: {
            street1: '1 Hacker Way',
            street2: '',
            city: 'Menlo Park',
            postalCode: '94025',
            state: 'CA',
            country: 'US',
          },
          summary: { subtotal: 75.0, shippingCost: 4.95, totalTax: 6.19, totalCost: 56.14 },
          adjustments: [{ name: 'New Customer Discount', amount: 20 }],
        });
      }),
    );
    expect(payload).toMatchObject({
      template_type: 'receipt',
      recipient_name: 'Stephane Crozatier',
      order_number: '12345678902',
      address: { street_1: '1 Hacker Way', postal_code: '94025' },
      summary: { subtotal: 75, shipping_cost: 4.95, total_tax: 6.19, total_cost: 56.14 },
      adjustments: [{ name: 'New Customer Discount', amount: 20 }],
    });
  });

  test('media', async () => {
    const { attachmentId } = await bot.client.uploadImage(imageBuffer, { filename: 'image.jpg' });
    const payload = payloadOf(
      await run(async (context) => {
        await context.sendMediaTemplate([
          {
            mediaType: 'image',
            attachmentId,
            buttons: [{ type: 'web_url', title: 'View Website', url: 'https://example.com' }],
          },
        ]);
      }),
    );
    expect(payload).toEqual({
      template_type: 'media',
      elements: [
        {
          media_type: 'image',
          attachment_id: attachmentId,
          buttons: [{ type: 'web_url', title: 'View Website', url: 'https://example.com' }],
        },
      ],
    });
  });
});

describe('quick replies', () => {
  test('text, phone and email', async () => {
    const requests = await run(async (context) => {
      await context.sendText('Pick a color:', {
        quickReplies: [
          {
            contentType: 'text',
            title: 'Red',
            payload: 'PICK_RED',
            imageUrl: 'http://example.com/image.jpg',
          },
          { contentType: 'text', title: 'Green', payload: 'PICK_GREEN' },
        ],
      });
      await context.sendText('How can we reach you?', {
        quickReplies: [{ contentType: 'user_phone_number' }],
      });
      await context.sendText('Your email?', { quickReplies: [{ contentType: 'user_email' }] });
    });
    expect(requests.map((request) => [request.status, messageOf(request)])).toEqual([
      [
        200,
        {
          text: 'Pick a color:',
          quick_replies: [
            {
              content_type: 'text',
              title: 'Red',
              payload: 'PICK_RED',
              image_url: 'http://example.com/image.jpg',
            },
            { content_type: 'text', title: 'Green', payload: 'PICK_GREEN' },
          ],
        },
      ],
      [200, { text: 'How can we reach you?', quick_replies: [{ content_type: 'user_phone_number' }] }],
      [200, { text: 'Your email?', quick_replies: [{ content_type: 'user_email' }] }],
    ]);
  });
});

test('a persona speaks in texts, files and typing alike', async () => {
  const { id: personaId } = await bot.client.createPersona({
    name: 'Joe',
    profilePictureUrl: 'https://example.com/image.jpg',
  });
  const requests = await run(async (context) => {
    await context.sendText('Hi, I am Joe', { personaId });
    context.usePersona(personaId);
    await context.typingOn();
    await context.sendImage(imageBuffer, { filename: 'image.jpg' });
  });
  expect(requests.map(({ status, body }) => [status, (body as { persona_id: string }).persona_id])).toEqual([
    [200, personaId],
    [200, personaId],
    [200, personaId],
  ]);
});
