import type { ActionResult, InboxAction, PersonAction } from '../../../src/control/protocol.js';
import { act, actInInbox, createPerson, upload } from './api.js';
import { type Conversation, openConversation } from './conversations.js';
import { putBack, takeText, type Written } from './draft.js';
import { attempt } from './notices.js';
import { playPerson, receivePeople } from './world.js';

/** What people are doing at this moment. */
const underWay = new Set<string>();

/**
 * Does something as the current person, unless they are just doing the same: a double click is one. Undefined then, and
 * when it was refused; of that the person has been told.
 */
export async function perform(action: PersonAction): Promise<ActionResult | undefined> {
  const conversation = openConversation.value;
  if (!conversation) return undefined;
  const { pageId, psid } = conversation;
  const deed = JSON.stringify([pageId, psid, action]);
  if (underWay.has(deed)) return undefined;
  underWay.add(deed);
  const result = await attempt(() => act(pageId, psid, action));
  underWay.delete(deed);
  return result;
}

async function sendFiles({ pageId, psid, draft }: Conversation): Promise<void> {
  const files = draft.files.value;
  if (files.length === 0) return;
  if (!(await attempt(() => upload(pageId, psid, files)))) return;
  draft.files.value = draft.files.value.filter((file) => !files.includes(file));
}

async function sendText({ pageId, psid, draft }: Conversation, written: Written): Promise<void> {
  const { text, replyTo, editing } = written;
  const action: PersonAction = editing
    ? { type: 'edit', mid: editing, text }
    : { type: 'say', text, ...(replyTo ? { reply_to: { mid: replyTo } } : {}) };
  if (!(await attempt(() => act(pageId, psid, action)))) putBack(draft, written);
}

/** Sends what was written: files first, as Messenger does. What is refused stays for another try. */
export async function sendDraft(conversation: Conversation): Promise<void> {
  // Taken at once: what is written while the files are on their way is for another message.
  const written = takeText(conversation.draft);
  await sendFiles(conversation);
  if (written) await sendText(conversation, written);
}

/** Does something as the human agent in the Page inbox. */
export async function performInInbox(action: InboxAction): Promise<ActionResult | undefined> {
  const conversation = openConversation.value;
  if (!conversation) return undefined;
  return attempt(() => actInInbox(conversation.pageId, conversation.psid, action));
}

/** Sends what the human agent wrote. What is refused stays for another try. */
export async function sendAnswer({ answer }: Conversation): Promise<void> {
  const text = answer.value;
  if (text.trim() === '') return;
  answer.value = '';
  if (!(await performInInbox({ type: 'say', text })) && answer.value === '') answer.value = text;
}

export async function addPerson(name: string): Promise<boolean> {
  const person = await attempt(() => createPerson(name ? { name } : {}));
  if (!person) return false;
  receivePeople([person]);
  playPerson(person.id);
  return true;
}
