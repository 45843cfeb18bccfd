import { useSignal } from '@preact/signals';
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
import { Welcome } from './Welcome.js';
import './messages.css';

const CHUNK = 25;
const CHUNKS_AT_FIRST = 4;
const CHUNKS_MORE = 2;

const findRow = (mid: string) => document.querySelector<HTMLElement>(`[data-mid="${CSS.escape(mid)}"]`);

/** Arrow keys walk from message to message; Enter selects, as a click does. */
function walk(event: KeyboardEvent, list: HTMLElement): void {
  const rows = [...list.querySelectorAll<HTMLElement>('.message')];
  const focused = document.activeElement;
  const index = rows.indexOf(focused as HTMLElement);
  const target = {
    ArrowUp: index === -1 ? rows.at(-1) : rows[index - 1],
    ArrowDown: index === -1 ? rows.at(-1) : rows[index + 1],
    Home: index === -1 ? undefined : rows[0],
    End: rows.at(-1),
  }[event.key];
  if (index === -1 && focused !== list) return;
  if (target) {
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
  const top = useRef<HTMLDivElement>(null);
  const messages = conversation.messages.value;
  const chunkCount = Math.ceil(messages.length / CHUNK);
  /** Counted from the end of what is there now, the chat grows upwards as it is scrolled. */
  const firstShown = useSignal<number | null>(null);
  const first = firstShown.value ?? Math.max(0, chunkCount - CHUNKS_AT_FIRST);

  const { pinned, away, toEnd, leaveEnd, onScroll } = useFollowEnd(scroller, content, messages);

  useEffect(() => {
    if (!top.current || first === 0) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        // While the end is followed the top only comes near when all of the chat fits the window.
        const fits =
          scroller.current !== null && scroller.current.scrollHeight < 2 * scroller.current.clientHeight;
        if (entry?.isIntersecting && (!pinned.current || fits)) {
          firstShown.value = Math.max(0, first - CHUNKS_MORE);
        }
      },
      { root: scroller.current, rootMargin: '800px 0px 0px' },
    );
    observer.observe(top.current);
    return () => observer.disconnect();
  }, [first, firstShown, pinned]);

  // At the end nobody needs what was scrolled into view earlier: a long-lived page stays light.
  useEffect(() => {
    if (pinned.current) firstShown.value = null;
  }, [chunkCount, firstShown, pinned]);

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
    const chunk = Math.floor(index / CHUNK);
    if (chunk < first) {
      firstShown.value = Math.max(0, chunk - 1);
      return;
    }
    soughtMid.value = null;
    findRow(sought)?.scrollIntoView({ block: 'center' });
    // What lies between was only estimated until now; once drawn, aim again.
    requestAnimationFrame(() => {
      const row = findRow(sought);
      row?.scrollIntoView({ block: 'center' });
      row?.focus({ preventScroll: true });
      if (!prefersStillness()) row?.animate({ backgroundColor: ['var(--accent-soft)', 'transparent'] }, 1600);
    });
  }, [sought, first, conversation, firstShown]);

  const Top = inInbox.value ? InboxTop : Welcome;
  const chunks = [];
  for (let chunk = first; chunk < chunkCount; chunk += 1) {
    const start = chunk * CHUNK;
    chunks.push(
      <MessageChunk
        key={chunk}
        conversation={conversation}
        messages={messages.slice(start, start + CHUNK)}
        before={messages[start - 1]}
        after={messages[start + CHUNK]}
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
          <div ref={top} />
          {conversation.loaded.value && first === 0 && <Top conversation={conversation} />}
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
