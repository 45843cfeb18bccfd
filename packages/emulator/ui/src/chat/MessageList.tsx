import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '../design/Icon.js';
import { prefersStillness } from '../design/motion.js';
import type { Conversation } from '../state/conversations.js';
import { inInbox } from '../state/preferences.js';
import { selectedMid, selectMessage, soughtMid } from '../state/selection.js';
import { currentPage, currentPerson } from '../state/world.js';
import { Announcer } from './Announcer.js';
import { InboxTop } from './InboxTop.js';
import { MessageChunk } from './MessageChunk.js';
import { QuickReplies } from './QuickReplies.js';
import { ReactionPicker } from './ReactionPicker.js';
import { TypingDots } from './TypingDots.js';
import { useFollowEnd } from './use-follow-end.js';
import { useNearChunks } from './use-near-chunks.js';
import { Welcome } from './Welcome.js';
import './messages.css';

const CHUNK = 25;
/** New messages come in here: drawn at all times, since a guess at their height would make the chat jump. */
const LIVE_CHUNKS = 2;

const afterNextFrame = (work: () => void) => requestAnimationFrame(() => requestAnimationFrame(work));

const findRow = (mid: string) => document.querySelector<HTMLElement>(`[data-mid="${CSS.escape(mid)}"]`);

/** Arrow keys walk from message to message; Enter selects, as a click does. */
function walk(event: KeyboardEvent, list: HTMLElement): void {
  const rows = [...list.querySelectorAll<HTMLElement>('.message')];
  const focused = document.activeElement;
  const index = rows.indexOf(focused as HTMLElement);
  const target = {
    ArrowUp: index === -1 ? rows.at(-1) : rows[index - 1],
    ArrowDown: index === -1 ? rows.at(-1) : rows[index + 1],
    End: rows.at(-1),
  }[event.key];
  if (index === -1 && focused !== list) return;
  if (event.key === 'Home') {
    event.preventDefault();
    list.scrollTop = 0;
    afterNextFrame(() => list.querySelector<HTMLElement>('.message')?.focus());
  } else if (target) {
    target.focus();
    event.preventDefault();
  } else if (event.key === 'Enter' && index !== -1) {
    const mid = rows[index]?.dataset.mid ?? null;
    selectMessage(selectedMid.value === mid ? null : mid);
  }
}

/** Who the person at the keyboard is talking to. */
function otherSide(): string {
  return inInbox.value ? (currentPerson.value?.name ?? 'nobody') : (currentPage.value?.name ?? 'the Page');
}

export function MessageList({ conversation }: { conversation: Conversation }) {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const messages = conversation.messages.value;
  const chunkCount = Math.ceil(messages.length / CHUNK);
  const loaded = conversation.loaded.value;
  const { isNear, approach, heightOf } = useNearChunks(scroller, chunkCount);

  const { away, toEnd, leaveEnd, onScroll } = useFollowEnd(scroller, content, messages);

  const unseen = (inInbox.value ? conversation.unanswered : conversation.unread).value;
  const newest = messages.at(-1);
  const lastSeen = useRef(newest);
  useLayoutEffect(() => {
    const said = newest?.from === (inInbox.value ? 'page' : 'person') && newest.mid !== lastSeen.current?.mid;
    lastSeen.current = newest;
    if (!said) return;
    // Whoever speaks wants to see what comes of it, wherever they had scrolled to.
    toEnd();
  }, [newest]);

  const sought = soughtMid.value;
  useEffect(() => {
    const index = sought ? conversation.messages.peek().findIndex((message) => message.mid === sought) : -1;
    if (!sought || index === -1) return;
    leaveEnd();
    soughtMid.value = null;
    approach(Math.floor(index / CHUNK));
    // What stands before it was only guessed at until now; once drawn, aim again.
    requestAnimationFrame(() => {
      findRow(sought)?.scrollIntoView({ block: 'center' });
    });
    afterNextFrame(() => {
      const row = findRow(sought);
      row?.scrollIntoView({ block: 'center' });
      row?.focus({ preventScroll: true });
      if (!prefersStillness()) row?.animate({ backgroundColor: ['var(--accent-soft)', 'transparent'] }, 1600);
    });
  }, [sought, loaded, conversation]);

  const Top = inInbox.value ? InboxTop : Welcome;
  const chunks = [];
  for (let chunk = 0; chunk < chunkCount; chunk += 1) {
    const start = chunk * CHUNK;
    const stretch = messages.slice(start, start + CHUNK);
    const drawn = isNear(chunk) || chunk >= chunkCount - LIVE_CHUNKS;
    chunks.push(
      <MessageChunk
        key={chunk}
        chunk={chunk}
        conversation={conversation}
        messages={stretch}
        before={messages[start - 1]}
        after={messages[start + CHUNK]}
        height={drawn ? undefined : heightOf(chunk, stretch.length)}
      />,
    );
  }

  return (
    <div class="messages-frame">
      <div
        ref={scroller}
        class="messages"
        role="log"
        aria-live="off"
        aria-label={`Messages with ${otherSide()}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        onKeyDown={(event) => walk(event, event.currentTarget)}
        onScroll={onScroll}
      >
        <div ref={content} class="messages-content" data-empty={messages.length === 0}>
          {loaded && <Top conversation={conversation} />}
          {chunks}
          {!inInbox.value && <TypingDots conversation={conversation} />}
          {!inInbox.value && <QuickReplies conversation={conversation} />}
        </div>
      </div>
      {away.value && (
        <button type="button" class="to-newest" aria-label="Scroll to the newest message" onClick={toEnd}>
          <Icon name="down" size={18} />
          {unseen > 0 && <span>New messages</span>}
        </button>
      )}
      <ReactionPicker />
      <Announcer conversation={conversation} />
    </div>
  );
}
