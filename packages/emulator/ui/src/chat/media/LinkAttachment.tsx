import type { ChatAttachment } from '../../../../src/control/protocol.js';
import { Icon } from '../../design/Icon.js';
import { hostOf, safeAddress } from '../addresses.js';

type LinkPayload = Extract<ChatAttachment, { type: 'fallback' }>['payload'];

/** A shared address, or something this chat has no picture of. */
export function LinkAttachment({ link }: { link: LinkPayload }) {
  const address = safeAddress(link?.url);
  const title = link?.title || address || 'Attachment that cannot be shown here';
  if (!address) return <p class="bubble">{title}</p>;
  return (
    <a class="file" href={address} target="_blank" rel="noopener noreferrer">
      <span class="file-icon">
        <Icon name="link" />
      </span>
      <span class="file-name">{title}</span>
      <span class="file-about">{hostOf(address)}</span>
    </a>
  );
}
