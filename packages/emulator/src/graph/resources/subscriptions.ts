import { WEBHOOK_FIELDS } from '../../webhooks/fields.js';
import { VerificationFailure } from '../../webhooks/verification.js';
import type { App } from '../../world/model.js';
import type { Call, Routes } from '../call.js';
import { badParameter, refuse } from '../error.js';
import { asText, Param } from '../param.js';

const OBJECTS = ['page', 'instagram', 'permissions', 'user', 'whatsapp_business_account'] as const;

/** Webhook fields, as a list, as JSON or separated by commas. */
function readFields(param: Param): string[] {
  param.required();
  const listed = typeof param.value === 'string' && !param.value.trimStart().startsWith('[');
  const names = listed
    ? asText(param.value)
        .split(',')
        .map((name) => name.trim())
    : param.items().map((item) => item.value);
  return [
    ...new Set(names.map((name, index) => new Param(name, `${param.name}[${index}]`).oneOf(WEBHOOK_FIELDS))),
  ];
}

function subscribePage(call: Call): unknown {
  call.page.subscribedApps.set(call.caller.app.id, readFields(call.param('subscribed_fields')));
  call.world.changes.tell({ kind: 'world' });
  return { success: true };
}

function readPage(call: Call): unknown {
  const data = [...call.page.subscribedApps].flatMap(([id, fields]) => {
    const app = call.world.apps.get(id);
    const link = `https://www.facebook.com/games/?app_id=${id}`;
    return app ? [{ category: 'Business', link, name: app.name, id, subscribed_fields: fields }] : [];
  });
  return { data };
}

function unsubscribePage(call: Call): unknown {
  call.page.subscribedApps.delete(call.caller.app.id);
  call.world.changes.tell({ kind: 'world' });
  return { success: true };
}

/** App subscriptions belong to the app's own token. */
function appOf(call: Call): App {
  if (call.caller.token.kind !== 'app') {
    throw refuse('permission', { message: 'This call needs an app access token: APP_ID|APP_SECRET.' });
  }
  return call.caller.app;
}

async function subscribeApp(call: Call): Promise<unknown> {
  const app = appOf(call);
  const object = call.param('object').oneOf(OBJECTS);
  const callbackUrl = call.param('callback_url').required().url();
  const fields = readFields(call.param('fields'));
  const verifyToken = call.param('verify_token').text();
  try {
    await call.platform.webhooks.subscribe(app, object, { callbackUrl, fields, verifyToken });
  } catch (error) {
    if (!(error instanceof VerificationFailure)) throw error;
    const words = 'Callback verification failed with the following errors: ';
    throw refuse('callbackFailed', { message: words + error.message });
  }
  return { success: true };
}

function readApp(call: Call): unknown {
  const version = `v${call.request.version}.0`;
  const data = [...appOf(call).subscriptions].map(([object, { callbackUrl, fields, verified }]) => ({
    object,
    callback_url: callbackUrl,
    active: verified,
    fields: fields.map((name) => ({ name, version })),
  }));
  return { data };
}

function unsubscribeApp(call: Call): unknown {
  const app = appOf(call);
  const object = call.param('object');
  const fields = call.param('fields');
  if (!object.given) {
    if (fields.given) throw badParameter('The parameter object is required');
    app.subscriptions.clear();
  } else {
    const name = object.oneOf(OBJECTS);
    const subscription = app.subscriptions.get(name);
    const gone = fields.given ? readFields(fields) : undefined;
    if (!gone) app.subscriptions.delete(name);
    else if (subscription)
      subscription.fields = subscription.fields.filter((field) => !gone.includes(field as never));
  }
  call.world.changes.tell({ kind: 'world' });
  return { success: true };
}

export const subscriptions: Routes = {
  'POST page/subscribed_apps': subscribePage,
  'GET page/subscribed_apps': readPage,
  'DELETE page/subscribed_apps': unsubscribePage,
  'POST app/subscriptions': subscribeApp,
  'GET app/subscriptions': readApp,
  'DELETE app/subscriptions': unsubscribeApp,
};
