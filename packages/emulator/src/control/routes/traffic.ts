import { Impossible } from '../../people/refusal.js';
import { optionalNumber, type Routes, readJson, wholeNumber } from '../context.js';
import { requestRecord, webhookRecord } from '../records.js';
import { openStream } from '../stream.js';
import { trafficEntry } from '../views.js';

const LONGEST_WAIT = 60_000;

/** What went over the wire, live and afterwards. */
export const trafficRoutes: Routes = (app, platform) => {
  const { traffic, webhooks } = platform;

  app.get('/_emulator/traffic', (context) => {
    const after = wholeNumber(context.req.query('after'), 'after', 0);
    const limit = wholeNumber(context.req.query('limit'), 'limit', 1_000);
    return context.json(traffic.after(after, limit).map(trafficEntry));
  });

  app.get('/_emulator/requests', (context) => context.json(traffic.of('graph').map(requestRecord)));

  app.get('/_emulator/webhooks', (context) => context.json(traffic.of('webhook').map(webhookRecord)));

  app.delete('/_emulator/traffic', (context) => {
    traffic.clear();
    return context.json({ ok: true });
  });

  app.post('/_emulator/traffic/:id/replay', async (context) => {
    const id = wholeNumber(context.req.param('id'), 'id', 0);
    const exchange = traffic.find(id);
    if (exchange?.kind !== 'webhook' || exchange.method !== 'POST') {
      throw new Impossible(`There is no webhook ${id} to send again.`, { status: 404 });
    }
    const failure = await webhooks.replay(exchange);
    return context.json({ ok: failure === undefined, ...(failure !== undefined && { failure }) });
  });

  app.post('/_emulator/wait', async (context) => {
    const body = await readJson(context.req.raw);
    const quiet = optionalNumber(body, 'quiet') ?? 100;
    const timeout = Math.min(optionalNumber(body, 'timeout') ?? 5_000, LONGEST_WAIT);
    const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), timeout).unref());
    const silent = await Promise.race([traffic.activity.silence(quiet).then(() => true), late]);
    if (!silent) throw new Impossible(`The bot did not fall silent within ${timeout} ms.`, { status: 408 });
    return context.json({ ok: true });
  });

  app.get('/_emulator/stream', () => {
    const headers = {
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache',
      'x-accel-buffering': 'no',
    };
    return new Response(openStream(platform), { headers });
  });
};
