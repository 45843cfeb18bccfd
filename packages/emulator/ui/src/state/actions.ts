import type { ActionResult, InboxAction, PersonAction } from '../../../src/control/protocol.js';
import { act, actInInbox, createPerson, upload } from './api.js';
import { type Conversation, openConversation } from './conversations.js';
import { attempt } from './notices.js';
import { playPerson, receiveWorld, world } from './world.js';

/** Does something as the current person. Undefined when it was refused; the person has then been told. */
export async function perform(action: PersonAction): Promise<ActionResult | undefined> {
  const conversation = openConversation.value;
  if (!conversation) return undefined;
  return attempt(() => act(conversation.pageId, conversation.psid, action));
}

async function sendFiles({ pageId, psid, draft }: Conversation): Promise<void> {
  const files = draft.files.value;
  if (files.length === 0) return;
  if (await attempt(() => upload(pageId, psid, files))) draft.files.value = [];
}

async function sendText({ pageId, psid, draft }: Conversation): Promise<void> {
  const text = draft.text.value;
  if (text.trim() === '') return;
  const { editing, replyTo } = draft;
  const action: PersonAction = editing.value
    ? { type: 'edit', mid: editing.value, text }
    : { type: 'say', text, ...(replyTo.value ? { reply_to: { mid: replyTo.value } } : {}) };
  draft.text.value = '';
  if (await attempt(() => act(pageId, psid, action))) {
    editing.value = null;
    replyTo.value = null;
  } else if (draft.text.value === '') {
    draft.text.value = text;
  }
}

/** Sends what was written: files first, as Messenger does. What is refused stays for another try. */
export async function sendDraft(conversation: Conversation): Promise<void> {
  await sendFiles(conversation);
  await sendText(conversation);
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
  const known = world.value;
  if (known && !known.people.some((other) => other.id === person.id)) {
    receiveWorld({ ...known, people: [...known.people, person] });
  }
  playPerson(person.id);
  return true;
}
