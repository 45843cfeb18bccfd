import { useComputed } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { ChatMessage } from '../../../src/control/protocol.js';
import { Avatar } from '../design/Avatar.js';
import { Icon } from '../design/Icon.js';
import { dayAndTime } from '../design/time.js';
import type { Conversation } from '../state/conversations.js';
import { inInbox } from '../state/preferences.js';
import { inspectMessage, selectedMid, selectMessage } from '../state/selection.js';
import { currentPage, currentPerson, emulatorNow } from '../state/world.js';
import { Attachments } from './Attachments.js';
import { Bubble } from './Bubble.js';
import { MessageDetails } from './MessageDetails.js';
import { MessageTools, touchedMid } from './MessageTools.js';
import { Reactions } from './Reactions.js';
import { ReplyQuote } from './ReplyQuote.js';
import { Status } from './Status.js';
import { isOwn, senderOf } from './sender.js';
import { summaryOf } from './summary.js';
import './message.css';

export interface Placement {
  /** First and last of a run of messages from the same sender. */
  first: boolean;
  last: boolean;
  /** So much later than the one before that the time is told. */
  dated: boolean;
}

export interface MessageRowProps extends Placement {
  message: ChatMessage;
  conversation: Conversation;
}

/** Buttons, links and players inside a message do their own thing when touched. */
const isControl = (target: EventTarget | null) =>
  target instanceof Element &&
  target.closest('a, button, input, textarea, select, video, audio, label') !== null;

/** In the Page inbox the person's cards are there to be seen: only the person can tap them. */
function Untouchable({ when, children }: { when: boolean; children: ComponentChildren }) {
  if (!when) return <>{children}</>;
  return (
    <fieldset class="untouchable" role="presentation" disabled>
      {children}
    </fieldset>
  );
}

export function MessageRow({ message, conversation, first, last, dated }: MessageRowProps) {
  const { mid, from, persona } = message;
  const selected = useComputed(() => selectedMid.value === mid).value;
  const page = currentPage.value;
  const own = isOwn(message);
  const sender = senderOf(message);
  const picture = inInbox.value
    ? currentPerson.value?.picture
    : (persona?.profile_picture_url ?? page?.picture);
  const toggle = () => selectMessage(selected ? null : mid);

  return (
    <>
      {dated && <p class="message-date">{dayAndTime(message.at, emulatorNow.value)}</p>}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the list hears Enter for the focused message */}
      <article
        class="message"
        data-mid={mid}
        data-from={from}
        data-side={own ? 'own' : 'other'}
        data-first={first}
        data-last={last}
        data-selected={selected}
        tabIndex={-1}
        aria-label={`${sender}: ${summaryOf(message)}`}
        onPointerEnter={() => {
          touchedMid.value = mid;
        }}
        onFocusIn={() => {
          touchedMid.value = mid;
        }}
        onClick={(event) => !isControl(event.target) && toggle()}
      >
        {first && (inInbox.value ? own : from === 'page' && persona) && (
          <p class="message-sender">{sender}</p>
        )}
        {message.reply_to && <ReplyQuote mid={message.reply_to.mid} conversation={conversation} />}
        <div class="message-line">
          {!own && (
            <span class="message-face">{last && <Avatar name={sender} picture={picture} size={28} />}</span>
          )}
          <div class="message-content">
            {message.text && <Bubble message={message} />}
            {message.attachments && (
              <Untouchable when={inInbox.value}>
                <Attachments message={message} attachments={message.attachments} />
              </Untouchable>
            )}
            {message.edits && <span class="message-edited">Edited</span>}
          </div>
          <MessageTools message={message} draft={conversation.draft} />
          {own && <span class="message-status">{last && <Status status={message.status} />}</span>}
        </div>
        <Reactions message={message} />
        {message.failed && (
          <button type="button" class="message-failed" onClick={() => inspectMessage(mid)}>
            <Icon name="warning" size={14} />
            The bot did not get this: {message.failed}
          </button>
        )}
        {selected && <MessageDetails message={message} />}
      </article>
    </>
  );
}
