import { numeric } from '../../webhooks/events.js';
import { owning, pass, take, tellHandover } from '../../webhooks/handover.js';
import type { Thread } from '../../world/model.js';
import { INSTAGRAM_INBOX, ownerOf, PAGE_INBOX } from '../../world/routing.js';
import type { Call, Routes } from '../call.js';
import { badParameter, GraphError, refuse } from '../error.js';
import { select } from '../paging.js';

const LONGEST_EXTENSION = 7 * 24 * 60 * 60;
const LONGEST_METADATA = 1_000;
const DONE = { success: true };

function threadOf(call: Call): Thread {
  const recipient = call.param('recipient');
  const bare = typeof recipient.value === 'string' && /^\d+$/.test(recipient.value);
  const psid = bare ? recipient.id() : recipient.object().field('id').id();
  call.psid = psid;
  const thread = call.world.threadOf(call.page, psid);
  if (!thread) throw refuse('noMatchingUser');
  return thread;
}

function checkControl(call: Call, thread: Thread): void {
  const owner = ownerOf(call.page, thread, call.world.clock.now());
  if (owner !== null && owner !== call.caller.app.id) throw refuse('otherAppControls');
}

/** Gives a thread to another app: what `pass_thread_control` and the Send API's `thread_control` do. */
export function passControl(call: Call, thread: Thread, target: string, metadata: string | undefined): void {
  const known = target === PAGE_INBOX || target === INSTAGRAM_INBOX || call.world.apps.has(target);
  if (!known) throw refuse('appId');
  pass(call.platform, thread, target, metadata);
}

function passThread(call: Call): unknown {
  const target = call.param('target_app_id').id();
  const metadata = call.param('metadata').optionalText({ max: LONGEST_METADATA });
  const thread = threadOf(call);
  checkControl(call, thread);
  passControl(call, thread, target, metadata);
  return DONE;
}

function release(call: Call): unknown {
  call.param('metadata').optionalText({ max: LONGEST_METADATA });
  const thread = threadOf(call);
  checkControl(call, thread);
  releaseControl(call, thread);
  return DONE;
}

export function releaseControl(call: Call, thread: Thread): void {
  thread.owner = null;
  call.world.changes.tell({ kind: 'thread', thread });
}

/** Only an idle thread can be taken, or any by the default app. */
function takeThread(call: Call): unknown {
  const metadata = call.param('metadata').optionalText({ max: LONGEST_METADATA });
  const thread = threadOf(call);
  const { page, caller, platform } = call;
  const previous = owning(platform, thread);
  if (page.defaultAppId === null) {
    throw new GraphError({
      code: 10,
      message: 'take_thread_control needs a default app in the Page settings.',
    });
  }
  if (previous !== null && previous !== caller.app.id && page.defaultAppId !== caller.app.id) {
    throw refuse('otherAppControls');
  }
  take(platform, thread, caller.app.id, previous, metadata);
  return DONE;
}

function request(call: Call): unknown {
  const metadata = call.param('metadata').optionalText({ max: LONGEST_METADATA });
  const thread = threadOf(call);
  tellHandover(call.platform, thread, ownerOf(call.page, thread, call.world.clock.now()), {
    request_thread_control: {
      requested_owner_app_id: numeric(call.caller.app.id),
      ...(metadata !== undefined && { metadata }),
    },
  });
  return DONE;
}

function extend(call: Call): unknown {
  const seconds = call.param('duration').number();
  if (seconds <= 0 || seconds > LONGEST_EXTENSION) {
    throw badParameter(`Param duration must be a number between 1 and ${LONGEST_EXTENSION}`);
  }
  const thread = threadOf(call);
  if (owning(call.platform, thread) !== call.caller.app.id) throw refuse('otherAppControls');
  thread.owner = { appId: call.caller.app.id, expiresAt: call.world.clock.now() + seconds * 1000 };
  return DONE;
}

/** The owner's id is told to the owner and to the default app alone. */
function owner(call: Call): unknown {
  const thread = threadOf(call);
  const appId = owning(call.platform, thread);
  if (appId === null || !thread.owner) return { data: [] };
  const seen = appId === call.caller.app.id || call.page.defaultAppId === call.caller.app.id;
  const expiration = Math.floor(thread.owner.expiresAt / 1000);
  return { data: [{ thread_owner: { ...(seen && { app_id: appId }), expiration } }] };
}

function receivers(call: Call): unknown {
  const others = [...call.page.subscribedApps.keys()].filter((id) => id !== call.caller.app.id);
  const entries = others.map((id) => ({ id, name: call.world.apps.get(id)?.name ?? '' }));
  entries.push({ id: PAGE_INBOX, name: 'Page Inbox' });
  return {
    data: entries.map((entry) => select(call, { id: () => entry.id, name: () => entry.name }, ['name'])),
  };
}

export const routing: Routes = {
  'POST page/pass_thread_control': passThread,
  'POST page/release_thread_control': release,
  'POST page/take_thread_control': takeThread,
  'POST page/request_thread_control': request,
  'POST page/extend_thread_control': extend,
  'GET page/thread_owner': owner,
  'GET page/secondary_receivers': receivers,
};
