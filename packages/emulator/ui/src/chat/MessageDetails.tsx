import type { ChatMessage } from '../../../src/control/protocol.js';
import { fullTime } from '../design/time.js';
import { perform } from '../state/actions.js';
import { notify } from '../state/notices.js';
import { inInbox } from '../state/preferences.js';
import { world } from '../state/world.js';
import { STATUS_NAMES } from './Status.js';
import { isOwn } from './sender.js';

/** Thumbs stand under the Page's messages for apps that asked to hear of them. */
function Rating({ mid }: { mid: string }) {
  if (!world.value?.app.fields.includes('response_feedback')) return null;
  const rate = async (good: boolean) => {
    if (await perform({ type: 'rate', mid, good })) notify('The bot was told');
  };
  return (
    <span class="rating">
      <button type="button" onClick={() => rate(true)}>
        Good response
      </button>
      <button type="button" onClick={() => rate(false)}>
        Bad response
      </button>
    </span>
  );
}

/** Told of the selected message: its time, how far it got, and what one may think of it. */
export function MessageDetails({ message }: { message: ChatMessage }) {
  return (
    <p class="message-details">
      <time dateTime={new Date(message.at).toISOString()}>{fullTime(message.at)}</time>
      {isOwn(message) && ` · ${STATUS_NAMES[message.status]}`}
      {!inInbox.value && message.from === 'page' && <Rating mid={message.mid} />}
    </p>
  );
}
