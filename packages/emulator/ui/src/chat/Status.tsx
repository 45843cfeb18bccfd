import type { ChatMessage } from '../../../src/control/protocol.js';
import { Avatar } from '../design/Avatar.js';
import { Icon } from '../design/Icon.js';
import { inInbox } from '../state/preferences.js';
import { currentPage, currentPerson } from '../state/world.js';
import './status.css';

export const STATUS_NAMES = { sent: 'Sent', delivered: 'Delivered', read: 'Seen' } as const satisfies Record<
  ChatMessage['status'],
  string
>;

/** How far a message got: an outline, a filled mark, the reader's face. */
export function Status({ status }: { status: ChatMessage['status'] }) {
  const reader = inInbox.value ? currentPerson.value : currentPage.value;
  const name = STATUS_NAMES[status];
  return (
    <span class="status" data-status={status} role="img" aria-label={name} title={name}>
      {status === 'read' && reader ? (
        <Avatar name={reader.name} picture={reader.picture} size={14} />
      ) : (
        <Icon name="check" size={10} />
      )}
    </span>
  );
}
