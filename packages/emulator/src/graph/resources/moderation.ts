import type { Thread } from '../../world/model.js';
import type { Call, Routes } from '../call.js';
import { refuse } from '../error.js';

const ACTIONS = ['block_user', 'unblock_user', 'ban_user', 'unban_user', 'move_to_spam'] as const;

const PERFORM: Record<(typeof ACTIONS)[number], (thread: Thread) => void> = {
  block_user: (thread) => {
    thread.banned = true;
  },
  unblock_user: (thread) => {
    thread.banned = false;
  },
  ban_user: (thread) => {
    thread.banned = true;
  },
  unban_user: (thread) => {
    thread.banned = false;
  },
  move_to_spam: (thread) => {
    thread.spam = true;
  },
};

function moderate(call: Call): unknown {
  const psids = call
    .param('user_ids')
    .items({ min: 1, max: 10 })
    .map((item) => item.object().field('id').id());
  const actions = call
    .param('actions')
    .items({ min: 1, max: 2 })
    .map((item) => item.oneOf(ACTIONS));
  const threads = psids.map((psid) => {
    const thread = call.world.threadOf(call.page, psid);
    if (!thread) throw refuse('noMatchingUser');
    return thread;
  });
  for (const thread of threads) {
    for (const action of actions) PERFORM[action](thread);
    call.world.changes.tell({ kind: 'thread', thread });
  }
  return { success: true };
}

export const moderation: Routes = {
  'POST page/moderate_conversations': moderate,
};
