import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** So far beyond the window stretches of the chat are drawn: a flung finger must not outrun it. */
const MARGIN = '1600px 0px';
/** Of one message, in pixels, until one has been measured. */
const FIRST_GUESS = 60;

export interface NearChunks {
  isNear(chunk: number): boolean;
  /** Draws a stretch wherever it is. */
  approach(chunk: number): void;
  /** How high a stretch that is not drawn stands: as high as it was, or would be. */
  heightOf(chunk: number, messages: number): number;
}

/** Knows which stretches of a chat are near its window: only these are drawn, the others keep their place. */
export function useNearChunks(scroller: RefObject<HTMLElement | null>, chunkCount: number): NearChunks {
  const near = useSignal<ReadonlySet<number>>(new Set());
  const heights = useRef(new Map<number, number>());
  const guess = useRef<number | undefined>(undefined);
  const observer = useRef<IntersectionObserver | null>(null);
  const observed = useRef(new WeakSet<Element>());

  useLayoutEffect(() => {
    const notice = (entries: IntersectionObserverEntry[]) => {
      const next = new Set(near.peek());
      for (const { target, isIntersecting, boundingClientRect: box } of entries) {
        if (!(target instanceof HTMLElement)) continue;
        const chunk = Number(target.dataset.chunk);
        const messages = target.getElementsByClassName('message').length;
        if (messages > 0) {
          heights.current.set(chunk, box.height);
          guess.current ??= box.height / messages;
        }
        if (isIntersecting) next.add(chunk);
        // The focus must not be lost with what has it.
        else if (!target.contains(document.activeElement)) next.delete(chunk);
      }
      near.value = next;
    };
    observer.current = new IntersectionObserver(notice, { root: scroller.current, rootMargin: MARGIN });
    return () => observer.current?.disconnect();
  }, [near, scroller]);

  useLayoutEffect(() => {
    for (const element of scroller.current?.querySelectorAll('[data-chunk]') ?? []) {
      if (observed.current.has(element)) continue;
      observed.current.add(element);
      observer.current?.observe(element);
    }
  }, [chunkCount, scroller]);

  return {
    isNear: (chunk) => near.value.has(chunk),
    approach(chunk) {
      near.value = new Set(near.peek()).add(chunk);
    },
    heightOf: (chunk, messages) =>
      heights.current.get(chunk) ?? Math.round(messages * (guess.current ?? FIRST_GUESS)),
  };
}
