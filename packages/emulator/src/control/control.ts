import { Hono } from 'hono';
import { MalformedForm } from '../media/multipart.js';
import { Impossible } from '../people/refusal.js';
import type { Platform } from '../platform.js';
import type { ControlApp } from './context.js';
import { openApiDocument } from './openapi.js';
import type { ControlError } from './protocol.js';
import { conversationRoutes } from './routes/conversations.js';
import { faultRoutes } from './routes/faults.js';
import { fileRoutes } from './routes/files.js';
import { pageRoutes } from './routes/pages.js';
import { trafficRoutes } from './routes/traffic.js';
import { worldRoutes } from './routes/world.js';
import { Site } from './site.js';

/** What the chat page, tests and scripts talk to: everything that is not the Graph API. */
export function controlApp(platform: Platform): ControlApp {
  const site = new Site();
  const app: ControlApp = new Hono();

  app.use('/_emulator/*', async (context, next) => {
    // A web site somewhere must not be able to play people on a developer's machine.
    if (context.req.header('sec-fetch-site') === 'cross-site' && context.req.method !== 'GET') {
      throw new Impossible('Requests from other sites are not taken.', { status: 403 });
    }
    await next();
  });

  for (const add of [worldRoutes, pageRoutes, conversationRoutes, trafficRoutes, faultRoutes, fileRoutes])
    add(app, platform);
  app.get('/_emulator/openapi.json', (context) => context.json(openApiDocument(platform.origin)));
  app.get('*', async (context) => (await site.serve(context.req.path)) ?? context.notFound());

  app.notFound((context) =>
    context.json(problem(`There is nothing at ${context.req.method} ${context.req.path}.`), 404),
  );
  app.onError((error, context) => {
    if (error instanceof Impossible)
      return context.json(problem(error.message, error.field), error.status as 400);
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
