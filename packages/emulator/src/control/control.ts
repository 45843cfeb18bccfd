import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { MalformedForm, readMultipart } from '../media/multipart.js';
import { attachmentType } from '../media/type.js';
import { act } from '../people/actions.js';
import { sendAttachments } from '../people/chat.js';
import { closeLogin } from '../people/linking.js';
import { Impossible } from '../people/refusal.js';
import type { Platform } from '../platform.js';
import type { Attachment, Thread } from '../world/model.js';
import { findSticker, stickerImage } from '../world/stickers.js';
import { serveMedia } from './media.js';
import { picture } from './pictures.js';
import type { ControlError } from './protocol.js';
import { readAction } from './read-action.js';
import { Site } from './site.js';
import { openStream } from './stream.js';
import { conversationView, personView, trafficEntry, worldView } from './views.js';

const SVG = {
  'content-type': 'image/svg+xml',
  'cache-control': 'no-cache',
  'x-content-type-options': 'nosniff',
};

/** What the chat page, tests and scripts talk to: everything that is not the Graph API. */
export function controlApp(platform: Platform, onStream: (close: () => void) => void) {
  const { world, traffic, media } = platform;
  const site = new Site();
  const app = new Hono<{ Bindings: HttpBindings }>();

  const threadOf = (pageId: string, psid: string): Thread => {
    const thread = world.threads.get(psid);
    if (thread?.pageId !== pageId) {
      throw new Impossible(`Page ${pageId} has no conversation with ${psid}.`, { status: 404 });
    }
    return thread;
  };

  app.use('/_emulator/*', async (context, next) => {
    // A web site somewhere must not be able to play people on a developer's machine.
    if (context.req.header('sec-fetch-site') === 'cross-site' && context.req.method !== 'GET') {
      throw new Impossible('Requests from other sites are not taken.', { status: 403 });
    }
    await next();
  });

  app.get('/_emulator/world', (context) => context.json(worldView(platform)));

  app.post('/_emulator/people', async (context) => {
    const { name, locale } = await readJson(context.req.raw);
    if (name !== undefined && typeof name !== 'string')
      throw new Impossible('name must be a text.', { field: 'name' });
    if (locale !== undefined && !/^[a-z]{2}_[A-Z]{2}$/.test(String(locale))) {
      throw new Impossible('locale must look like en_US.', { field: 'locale' });
    }
    const person = world.addPerson({ name, locale: locale as string | undefined });
    return context.json(personView(platform, person), 201);
  });

  app.get('/_emulator/conversations/:pageId/:psid', (context) => {
    const { pageId, psid } = context.req.param();
    return context.json(conversationView(platform, threadOf(pageId, psid)));
  });

  app.post('/_emulator/conversations/:pageId/:psid/actions', async (context) => {
    const { pageId, psid } = context.req.param();
    const thread = threadOf(pageId, psid);
    const { result } = act(platform, thread, readAction(await readJson(context.req.raw)));
    return context.json(result);
  });

  app.post('/_emulator/conversations/:pageId/:psid/uploads', async (context) => {
    const { pageId, psid } = context.req.param();
    const thread = threadOf(pageId, psid);
    const { incoming } = context.env;
    const { files } = await readMultipart(incoming, incoming.headers, media);
    const received = files.get('file') ?? [];
    if (received.length === 0) throw new Impossible('There is no part named "file".', { field: 'file' });
    const tooLarge = received.find((file) => file.truncated);
    if (tooLarge) {
      throw new Impossible(`${tooLarge.filename} is ${tooLarge.size} bytes; Messenger takes 25 MB.`, {
        status: 413,
      });
    }
    const attachments = received.map((file): Attachment => {
      const kept = media.keep(file);
      return { type: attachmentType(kept.type), mediaId: kept.id };
    });
    return context.json(sendAttachments(platform, thread, attachments).result);
  });

  app.get('/_emulator/traffic', (context) => {
    const after = wholeNumber(context.req.query('after'), 'after', 0);
    const limit = wholeNumber(context.req.query('limit'), 'limit', 1_000);
    return context.json(traffic.after(after, limit).map(trafficEntry));
  });

  app.get('/_emulator/stream', () => {
    const headers = {
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache',
      'x-accel-buffering': 'no',
    };
    return new Response(openStream(platform, onStream), { headers });
  });

  app.get('/_emulator/media/:id/:name?', (context) =>
    serveMedia(media, context.req.param('id'), context.req.header('range')),
  );

  app.get('/_emulator/account-linking', (context) => {
    const { account_linking_token = '', authorization_code } = context.req.query();
    const linked = closeLogin(platform, account_linking_token, authorization_code) !== null;
    return context.text(
      linked ? 'Your account is linked. You can go back to the chat.' : 'Your account is not linked.',
    );
  });

  app.get('/_emulator/pictures/:file', (context) => {
    const id = context.req.param('file').replace(/\.svg$/, '');
    const person = world.people.get(id);
    const name = person ? `${person.firstName} ${person.lastName}` : (world.pages.get(id)?.name ?? '');
    return context.body(picture(id, name), 200, SVG);
  });

  app.get('/_emulator/stickers/:file', (context) => {
    const sticker = findSticker(context.req.param('file').replace(/\.svg$/, ''));
    if (!sticker) throw new Impossible('There is no such sticker.', { status: 404 });
    return context.body(stickerImage(sticker), 200, SVG);
  });

  app.get('*', async (context) => (await site.serve(context.req.path)) ?? context.notFound());

  app.notFound((context) =>
    context.json(problem(`There is nothing at ${context.req.method} ${context.req.path}.`), 404),
  );
  app.onError((error, context) => {
    if (error instanceof Impossible) {
      return context.json(problem(error.message, error.field), error.status as 400);
    }
    if (error instanceof MalformedForm)
      return context.json(problem(`The form cannot be read: ${error.message}`), 400);
    process.emitWarning(error);
    return context.json(problem('The emulator made a mistake; its log says more.'), 500);
  });
  return app;
}

function problem(message: string, field?: string): ControlError {
  return { error: { message, ...(field && { field }) } };
}

async function readJson(request: Request): Promise<Record<string, unknown>> {
  const text = await request.text();
  if (text.trim() === '') return {};
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && !Array.isArray(body))
      return body as Record<string, unknown>;
  } catch {
    // What is wrong with it is the same: it is no JSON object.
  }
  throw new Impossible('The body must be a JSON object.');
}

function wholeNumber(text: string | undefined, field: string, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (!/^\d{1,12}$/.test(text)) throw new Impossible(`${field} must be a whole number.`, { field });
  return Number(text);
}
