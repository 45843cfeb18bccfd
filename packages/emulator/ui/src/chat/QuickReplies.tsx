import { Icon } from '../design/Icon.js';
import { useOneAtATime } from '../design/use-one-at-a-time.js';
import { perform } from '../state/actions.js';
import type { Conversation } from '../state/conversations.js';
import { safeAddress } from './addresses.js';
import { focusField } from './MessageField.js';
import './offers.css';

const KIND_ICONS = { user_phone_number: 'phone', user_email: 'mail' } as const;

/** On offer below the newest message; gone once one is tapped or anything follows. */
export function QuickReplies({ conversation }: { conversation: Conversation }) {
  const [tap, sending] = useOneAtATime((mid: string, index: number) => {
    focusField();
    return perform({ type: 'quick_reply', mid, index });
  });
  const offer = conversation.state.value.quickReplies;
  if (!offer || offer.items.length === 0) return null;

  return (
    <fieldset class="quick-replies" aria-label="Quick replies">
      {offer.items.map((item, index) => {
        const picture = safeAddress(item.image_url);
        return (
          <button
            key={`${offer.mid}/${index}`}
            type="button"
            class="quick-reply"
            disabled={sending.value}
            aria-label={item.title || 'Picture'}
            onClick={() => tap(offer.mid, index)}
          >
            {picture && <img src={picture} alt="" width={24} height={24} />}
            {item.content_type !== 'text' && <Icon name={KIND_ICONS[item.content_type]} size={16} />}
            {item.title}
          </button>
        );
      })}
    </fieldset>
  );
}
