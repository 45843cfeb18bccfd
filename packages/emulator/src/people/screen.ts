import type { PersonAction } from '../control/protocol.js';
import { isRecord } from '../graph/param.js';
import type { Message, QuickReply, Thread } from '../world/model.js';
import { Impossible } from './refusal.js';

/** The quick replies on offer: those of the newest message, gone once anything follows it. */
export function quickRepliesOf(thread: Thread): { mid: string; items: QuickReply[] } | null {
  const newest = thread.messages.at(-1);
  return newest?.from === 'page' && newest.quickReplies
    ? { mid: newest.mid, items: newest.quickReplies }
    : null;
}

/** Something of a template that can be tapped, and where it is. */
export interface Tappable {
  title: string;
  element?: number;
  button: number | 'default_action';
  item: Record<string, unknown>;
}

/** Everything of a message that can be tapped. */
export function tappables(message: Message): Tappable[] {
  const template = message.attachments?.find((attachment) => attachment.type === 'template');
  if (!template) return [];
  const { payload } = template;
  const found = buttonsOf(payload, undefined);
  const elements = Array.isArray(payload.elements) ? payload.elements.filter(isRecord) : [];
  for (const [index, element] of elements.entries()) {
    found.push(...buttonsOf(element, index));
    if (isRecord(element.default_action)) {
      found.push({ title: '', element: index, button: 'default_action', item: element.default_action });
    }
  }
  return found;
}

export function findButton(
  message: Message,
  action: Extract<PersonAction, { type: 'button' }>,
): Record<string, unknown> {
  const all = tappables(message);
  const found = all.find(
    (candidate) =>
      candidate.button === action.button &&
      // A template of one card needs no element to be named.
      (candidate.element === action.element || (action.element ?? 0) === (candidate.element ?? 0)),
  );
  if (!found) {
    throw new Impossible(`The message has no button ${action.button} on card ${action.element ?? 0}.`, {
      field: 'button',
    });
  }
  return found.item;
}

/** Login buttons have no title of their own. */
function titleOf(item: Record<string, unknown>): string {
  if (item.type === 'account_link') return 'Log In';
  if (item.type === 'account_unlink') return 'Log Out';
  return typeof item.title === 'string' ? item.title : '';
}

function buttonsOf(holder: Record<string, unknown>, element: number | undefined): Tappable[] {
  const buttons = Array.isArray(holder.buttons) ? holder.buttons.filter(isRecord) : [];
  return buttons.map((item, button) => ({
    title: titleOf(item),
    ...(element !== undefined && { element }),
    button,
    item,
  }));
}
