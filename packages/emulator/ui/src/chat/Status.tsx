import type { ChatMessage } from '../../../src/control/protocol.js';
import { Avatar } from '../design/Avatar.js';
import { Icon } from '../design/Icon.js';
import { currentPage } from '../state/world.js';
import './status.css';

export const STATUS_NAMES = { sent: 'Sent', delivered: 'Delivered', read: 'Seen' } as const satisfies Record<
  ChatMessage['status'],
  string
>;

/** How far a message from the person got: an outline, a filled mark, the Page's face. */
export function Status({ status }: { status: ChatMessage['status'] }) {
  const page = currentPage.value;
  const name = STATUS_NAMES[status];
  return (
    <span class="status" data-status={status} role="img" aria-label={name} title={name}>
      {status === 'read' && page ? (
        <Avatar name={page.name} picture={page.picture} size={14} />
      ) : (
        <Icon name="check" size={10} />
      )}
    </span>
  );
}
