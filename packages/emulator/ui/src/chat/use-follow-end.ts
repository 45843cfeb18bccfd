import { type Signal, useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** How high a list is, and what is in it. */
const sizeOf = ({ scrollHeight, clientHeight }: HTMLElement) => `${scrollHeight}/${clientHeight}`;

/** Nearer to the end than this, the list follows new messages. */
const PIN_DISTANCE = 80;
/** For so long after messages came, the list may move by itself. */
const SETTLING = 250;
/** For so long after a wheel, a touch or a key, the list moves because of it. */
const INTENT = 1000;
const INTENTS = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const;

export interface FollowEnd {
  /** Whether new messages pull the list along. */
  readonly pinned: { current: boolean };
  /** The same, for what is drawn by it. */
  readonly away: Signal<boolean>;
  toEnd(): void;
  leaveEnd(): void;
  onScroll(): void;
}

/**
 * Keeps a list at its end until the reader goes elsewhere. Heights of chunks that are out of sight are estimates, so
 * positions jump as messages come and go: a move counts as the reader's only if nothing else explains it.
 */
export function useFollowEnd(
  scroller: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
  growth: unknown,
): FollowEnd {
  const pinned = useRef(true);
  const away = useSignal(false);
  const lastTop = useRef(0);
  const lastSize = useRef('');
  const lastIntent = useRef(0);
  const lastGrowth = useRef(0);

  const setPinned = (value: boolean) => {
    pinned.current = value;
    away.value = !value;
    // Two that hold the list in place would fight each other.
    if (scroller.current) scroller.current.style.overflowAnchor = value ? 'none' : 'auto';
  };
  const remember = (list: HTMLElement) => {
    lastTop.current = list.scrollTop;
    lastSize.current = sizeOf(list);
  };
  const toEnd = () => {
    const list = scroller.current;
    if (!list) return;
    setPinned(true);
    list.scrollTop = list.scrollHeight;
    remember(list);
  };
  const onScroll = () => {
    const list = scroller.current;
    if (!list) return;
    const now = performance.now();
    const wentUp = list.scrollTop < lastTop.current;
    // The browser moves what has become shorter, and tells only when it may be longer again.
    const isSettling = sizeOf(list) !== lastSize.current || now - lastGrowth.current <= SETTLING;
    const byReader = now - lastIntent.current < INTENT || !isSettling;
    if (list.scrollHeight - list.scrollTop - list.clientHeight < PIN_DISTANCE) setPinned(true);
    else if (wentUp && byReader) setPinned(false);
    remember(list);
  };

  useLayoutEffect(() => {
    lastGrowth.current = performance.now();
  }, [growth]);

  useLayoutEffect(() => {
    const list = scroller.current;
    if (!list || !content.current) return;
    const observer = new ResizeObserver(() => pinned.current && toEnd());
    observer.observe(content.current);
    observer.observe(list);
    const intend = () => {
      lastIntent.current = performance.now();
    };
    for (const name of INTENTS) list.addEventListener(name, intend, { passive: true });
    return () => {
      observer.disconnect();
      for (const name of INTENTS) list.removeEventListener(name, intend);
    };
  }, []);

  return { pinned, away, toEnd, leaveEnd: () => setPinned(false), onScroll };
}
