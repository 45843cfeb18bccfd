import { readFault } from '../../faults/fault.js';
import { KNOWN_REFUSALS } from '../../graph/refusals.js';
import { Impossible } from '../../people/refusal.js';
import { type Routes, readJson } from '../context.js';
import type { PlatformError } from '../protocol.js';

/** What shall go wrong: with requests, and with webhooks on their way. */
export const faultRoutes: Routes = (app, { faults, webhooks }) => {
  app.get('/_emulator/delivery', (context) => context.json(webhooks.settings));

  app.post('/_emulator/delivery', async (context) => {
    const change = await readJson(context.req.raw);
    try {
      webhooks.configure(change);
    } catch (error) {
      throw new Impossible(error instanceof Error ? error.message : String(error));
    }
    return context.json(webhooks.settings);
  });

  app.get('/_emulator/errors', (context) => context.json(platformErrors()));

  app.get('/_emulator/faults', (context) => context.json(faults.list()));

  app.post('/_emulator/faults', async (context) =>
    context.json(faults.add(readFault(await readJson(context.req.raw))), 201),
  );

  app.delete('/_emulator/faults', (context) => {
    faults.clear();
    return context.json({ ok: true });
  });

  app.delete('/_emulator/faults/:id', (context) => {
    const id = context.req.param('id');
    if (!faults.remove(id)) throw new Impossible(`There is no fault ${id}.`, { status: 404 });
    return context.json({ ok: true });
  });
};

/** Errors that differ only in their words are one to choose. */
function platformErrors(): PlatformError[] {
  const errors = new Map<string, PlatformError>();
  for (const { code, subcode, message } of KNOWN_REFUSALS) {
    const key = `${code}/${subcode}`;
    if (!errors.has(key)) errors.set(key, { code, ...(subcode !== undefined && { subcode }), message });
  }
  return [...errors.values()];
}
