import type { Thread } from '../../world/model.js';
import type { Call } from '../call.js';
import { badParameter } from '../error.js';

/** The typing dots go away by themselves after this long. */
const TYPING_LIFE = 20_000;

/** Checks a sender action and gives back what it does to a thread. */
export function readSenderAction(call: Call, personaId: string | undefined): (thread: Thread) => void {
  const action = call
    .param('sender_action')
    .oneOf(['TYPING_ON', 'TYPING_OFF', 'MARK_SEEN', 'REACT', 'UNREACT']);
  switch (action) {
    case 'TYPING_ON':
      return (thread) => startTyping(call, thread, personaId ?? null);
    case 'TYPING_OFF':
      return (thread) => {
        thread.typing = null;
      };
    case 'MARK_SEEN':
      return (thread) => {
        thread.pageReadUpTo = call.world.clock.now();
      };
    default:
      return readReaction(call, action === 'REACT');
  }
}

function startTyping(call: Call, thread: Thread, personaId: string | null): void {
  const typing = { personaId, until: call.world.clock.now() + TYPING_LIFE };
  thread.typing = typing;
  setTimeout(() => {
    if (thread.typing !== typing) return;
    thread.typing = null;
    call.world.changes.tell({ kind: 'thread', thread });
  }, TYPING_LIFE).unref();
}

function readReaction(call: Call, on: boolean): (thread: Thread) => void {
  const payload = call.param('payload').object();
  const mid = payload.field('message_id').text();
  const reaction = on ? payload.field('reaction').text({ max: 32 }) : undefined;
  return (thread) => {
    const found = call.world.message(mid);
    if (found?.thread !== thread)
      throw badParameter('Param payload[message_id] must be a message of this conversation');
    const { page: _, ...others } = found.message.reactions ?? {};
    found.message.reactions = reaction === undefined ? others : { ...others, page: reaction };
    call.world.changes.tell({ kind: 'thread', thread, message: found.message });
  };
}
