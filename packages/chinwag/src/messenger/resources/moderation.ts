import type { GraphCall } from '../../graph/call.js';
import { oneOf, required } from '../messages/field.js';
import { list, object } from '../messages/table.js';
import { type Success, success } from './answer.js';
import { id, parameters } from './arguments.js';

/** https://developers.facebook.com/docs/graph-api/reference/page/moderate_conversations */

const ACTIONS = ['block_user', 'unblock_user', 'ban_user', 'unban_user', 'move_to_spam'] as const;

/**
 * `block_user` stops the person's messages, `ban_user` also what the person does on the Page, `move_to_spam`
 * only moves the conversation.
 */
export type ModerationAction = (typeof ACTIONS)[number];

interface Moderation {
  userIds: { id: string }[];
  actions: ModerationAction[];
}

const moderation = object<Moderation>({
  userIds: required(list(object<{ id: string }>({ id: required(id()) }), 'user', { max: 10 })),
  actions: required(list(oneOf(ACTIONS), 'action', { max: 2 })),
});

function moderate(call: string, psids: string[], actions: ModerationAction[]): GraphCall<Success> {
  const userIds = Array.isArray(psids) ? psids.map((psid) => ({ id: psid })) : psids;
  const body = parameters(call, moderation, { userIds, actions });
  return { method: 'POST', path: 'me/moderate_conversations', body, read: success };
}

/**
 * Blocks, bans, or moves to spam up to 10 people at once, with one or two actions.
 * Needs `pages_messaging`; for bans the Page's `MODERATE` task.
 */
export function moderateConversations(psids: string[], actions: ModerationAction[]): GraphCall<Success> {
  return moderate('moderateConversations', psids, actions);
}

/** Stops the person's messages. */
export function blockUser(psid: string): GraphCall<Success> {
  return moderate('blockUser', [psid], ['block_user']);
}

/** Lets the person's messages through again. */
export function unblockUser(psid: string): GraphCall<Success> {
  return moderate('unblockUser', [psid], ['unblock_user']);
}

/** Bans the person from the Page. */
export function banUser(psid: string): GraphCall<Success> {
  return moderate('banUser', [psid], ['ban_user']);
}

/** Lifts a ban. */
export function unbanUser(psid: string): GraphCall<Success> {
  return moderate('unbanUser', [psid], ['unban_user']);
}

/** Moves the person's conversation to the spam folder. */
export function moveToSpam(psid: string): GraphCall<Success> {
  return moderate('moveToSpam', [psid], ['move_to_spam']);
}
