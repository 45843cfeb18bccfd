import type { Label, Thread } from '../../world/model.js';
import type { Call, Routes } from '../call.js';
import { refuse } from '../error.js';
import { noSuchObject } from '../nodes.js';
import { paged, select } from '../paging.js';
import { personOf } from './people.js';

function create(call: Call): unknown {
  const name = call.param('page_label_name').text({ max: 1_000 });
  const { labels, ids } = call.world;
  const same = [...labels.values()].find((each) => each.pageId === call.page.id && each.name === name);
  if (same) return { id: same.id };
  const id = ids.decimal('label', 16);
  labels.set(id, { id, pageId: call.page.id, name, psids: new Set() });
  return { id };
}

function show(call: Call, label: Label): unknown {
  return select(call, { id: () => label.id, page_label_name: () => label.name }, []);
}

function ofPage(call: Call): Label[] {
  return [...call.world.labels.values()].filter((label) => label.pageId === call.page.id);
}

function labelOf(call: Call): Label {
  if (call.node.kind !== 'label') throw noSuchObject(call.request.method, call.request.path[0] ?? '');
  return call.node.label;
}

function assign(call: Call): unknown {
  const label = labelOf(call);
  const thread = user(call);
  label.psids.add(thread.psid);
  tell(call, label, thread, 'add');
  return { success: true };
}

function unassign(call: Call): unknown {
  const label = labelOf(call);
  const thread = user(call);
  if (label.psids.delete(thread.psid)) tell(call, label, thread, 'remove');
  return { success: true };
}

function tell(call: Call, label: Label, thread: Thread, action: 'add' | 'remove'): void {
  void call.platform.webhooks.change(call.page, 'inbox_labels', {
    user: { id: thread.psid },
    action,
    label: { id: label.id, page_label_name: label.name },
  });
}

function user(call: Call): Thread {
  const psid = call.param('user').id();
  call.psid = psid;
  const thread = call.world.threadOf(call.page, psid);
  if (!thread) throw refuse('noMatchingUser');
  return thread;
}

export const labels: Routes = {
  'POST page/custom_labels': create,
  'GET page/custom_labels': (call) => paged(call, ofPage(call), (label) => show(call, label)),
  'GET label': (call) => show(call, labelOf(call)),
  'GET label/custom_labels': (call) => show(call, labelOf(call)),
  'DELETE label': (call) => {
    call.world.labels.delete(labelOf(call).id);
    return { success: true };
  },
  'POST label/label': assign,
  'DELETE label/label': unassign,
  'GET person/custom_labels': (call) => {
    const { thread } = personOf(call);
    const own = ofPage(call).filter((label) => label.psids.has(thread.psid));
    return paged(call, own, (label) => show(call, label));
  },
};
