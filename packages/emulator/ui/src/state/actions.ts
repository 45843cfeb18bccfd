import type { ActionResult, PersonAction } from '../../../src/control/protocol.js';
import { act, createPerson, type FormAnswer, type FormSubmission, upload } from './api.js';
import { openConversation } from './conversations.js';
import { attempt } from './notices.js';
import { playPerson, receiveWorld, world } from './world.js';

/** Does something as the current person. Undefined when it was refused; the person has then been told. */
export async function perform(action: PersonAction | FormSubmission): Promise<ActionResult | undefined> {
  const conversation = openConversation.value;
  if (!conversation) return undefined;
  return attempt(() => act(conversation.pageId, conversation.psid, action));
}

export async function sendFiles(files: readonly File[]): Promise<boolean> {
  const conversation = openConversation.value;
  if (!conversation || files.length === 0) return false;
  return (await attempt(() => upload(conversation.pageId, conversation.psid, files))) !== undefined;
}

export async function sendText(text: string): Promise<boolean> {
  const replyTo = openConversation.value?.draft.replyTo;
  const mid = replyTo?.value;
  const sent = await perform({ type: 'say', text, ...(mid ? { reply_to: { mid } } : {}) });
  if (sent && replyTo) replyTo.value = null;
  return sent !== undefined;
}

export const submitForm = async (mid: string, answers: FormAnswer[]): Promise<boolean> =>
  (await perform({ type: 'submit_form', mid, answers })) !== undefined;

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
