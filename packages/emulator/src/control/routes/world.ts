import { arrive } from '../../people/arrival.js';
import { Impossible } from '../../people/refusal.js';
import type { SavedState } from '../../saved-state.js';
import { isWebhookField } from '../../webhooks/fields.js';
import { VerificationFailure } from '../../webhooks/verification.js';
import { optionalNumber, optionalText, type Routes, readJson } from '../context.js';
import { access, pageView, personView, worldView } from '../views.js';

/** Who is there, what time it is, and the world as a whole. */
export const worldRoutes: Routes = (app, platform) => {
  const { world } = platform;

  app.get('/_emulator/world', (context) => context.json(worldView(platform)));

  app.get('/_emulator/access', (context) => context.json(access(platform)));

  app.post('/_emulator/people', async (context) => {
    const body = await readJson(context.req.raw);
    const given = {
      name: optionalText(body, 'name'),
      locale: optionalLocale(body),
      timezone: optionalNumber(body, 'timezone'),
      psid: optionalText(body, 'psid'),
    };
    const person = arrive(world, given, platform.page);
    return context.json(personView(platform, person), 201);
  });

  app.patch('/_emulator/people/:id', async (context) => {
    const person = world.people.get(context.req.param('id'));
    if (!person) throw new Impossible('There is no such person.', { status: 404 });
    const body = await readJson(context.req.raw);
    const name = optionalText(body, 'name');
    if (name?.trim() === '') throw new Impossible('A person needs a name.', { field: 'name' });
    world.changePerson(person, { name, locale: optionalLocale(body) });
    return context.json(personView(platform, person));
  });

  app.post('/_emulator/pages', async (context) => {
    const body = await readJson(context.req.raw);
    const id = optionalText(body, 'id');
    if (id !== undefined && (!/^\d+$/.test(id) || world.pages.has(id))) {
      throw new Impossible('id must be digits, and of no Page that there is.', { field: 'id' });
    }
    const accessToken = optionalText(body, 'access_token');
    const country = optionalText(body, 'country');
    const page = platform.addPage({ name: optionalText(body, 'name'), id, accessToken, country });
    return context.json({ ...pageView(platform, page), access_token: platform.tokenOf(page) }, 201);
  });

  app.post('/_emulator/apps', async (context) => {
    const added = platform.addApp(optionalText(await readJson(context.req.raw), 'name'));
    const { id, name, secret, verifyToken } = added;
    const tokens = Object.fromEntries(
      [...world.pages.values()].map((page) => [page.id, platform.tokenOf(page, added)]),
    );
    return context.json({ id, name, secret, verify_token: verifyToken, access_tokens: tokens }, 201);
  });

  app.post('/_emulator/subscriptions', async (context) => {
    const body = await readJson(context.req.raw);
    const callbackUrl = optionalText(body, 'callback_url') ?? '';
    if (!URL.canParse(callbackUrl))
      throw new Impossible('callback_url must be an address.', { field: 'callback_url' });
    const { fields } = body;
    if (fields !== undefined && !isListOfFields(fields)) {
      throw new Impossible('fields must be a list of webhook fields.', { field: 'fields' });
    }
    try {
      await platform.subscribe({ callbackUrl, fields, verifyToken: optionalText(body, 'verify_token') });
    } catch (error) {
      if (error instanceof VerificationFailure)
        throw new Impossible(error.message, { field: 'callback_url' });
      throw error;
    }
    return context.json({ ok: true });
  });

  app.get('/_emulator/clock', (context) =>
    context.json({ now: world.clock.now(), offset: world.clock.offset }),
  );

  app.post('/_emulator/clock', async (context) => {
    const body = await readJson(context.req.raw);
    const by = optionalNumber(body, 'by');
    const to = optionalNumber(body, 'to');
    if ((by === undefined) === (to === undefined))
      throw new Impossible('Give the clock either by or to.', { field: 'by' });
    if (by !== undefined) world.clock.moveBy(by);
    if (to !== undefined) world.clock.moveTo(to);
    world.changes.tell({ kind: 'world' });
    return context.json({ now: world.clock.now(), offset: world.clock.offset });
  });

  app.post('/_emulator/rate-limits', async (context) => {
    const { enabled } = await readJson(context.req.raw);
    if (typeof enabled !== 'boolean')
      throw new Impossible('enabled must be true or false.', { field: 'enabled' });
    platform.limit(enabled);
    return context.json({ ok: true });
  });

  app.post('/_emulator/reset', (context) => {
    platform.reset();
    return context.json({ ok: true });
  });

  app.get('/_emulator/state', async (context) => context.json(await platform.save()));

  app.put('/_emulator/state', async (context) => {
    const saved = await readJson(context.req.raw);
    try {
      await platform.load(saved as unknown as SavedState);
    } catch (error) {
      throw new Impossible(error instanceof Error ? error.message : String(error));
    }
    return context.json({ ok: true });
  });
};

function optionalLocale(body: Record<string, unknown>): string | undefined {
  const locale = optionalText(body, 'locale');
  if (locale !== undefined && !/^[a-z]{2}_[A-Z]{2}$/.test(locale)) {
    throw new Impossible('locale must look like en_US.', { field: 'locale' });
  }
  return locale;
}

function isListOfFields(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isWebhookField);
}
