import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import './virtual-rows.css';

/** Drawn beyond the edges, so that scrolling and stepping find the next rows there. */
const MARGIN_ROWS = 6;
const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };

interface Props<Row> {
  rows: readonly Row[];
  /** Of each row, in pixels: only those in view are drawn. */
  height: number;
  keyOf: (row: Row) => string;
  children: (row: Row) => ComponentChildren;
  /** The row that is kept in view when it becomes another one. */
  current?: string | undefined;
  class?: string;
  /** Hears which rows are drawn, and whether the last one is among them. */
  onShow?: (rows: readonly Row[], end: boolean) => void;
}

/** A list as long as it likes: thousands of rows cost no more than those in view. Arrow keys step through it. */
export function VirtualRows<Row>({
  rows,
  height,
  keyOf,
  children,
  current,
  class: extra = '',
  onShow,
}: Props<Row>) {
  const scroller = useRef<HTMLDivElement>(null);
  const top = useSignal(0);
  const space = useSignal(0);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      space.value = element.clientHeight;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [space]);

  const reveal = (index: number) => {
    const element = scroller.current;
    if (!element || index < 0) return;
    const y = index * height;
    if (y < element.scrollTop) element.scrollTop = y;
    else if (y + height > element.scrollTop + element.clientHeight)
      element.scrollTop = y + height - element.clientHeight;
    top.value = element.scrollTop;
  };
  const measured = space.value > 0;
  useLayoutEffect(() => {
    if (measured) reveal(rows.findIndex((row) => keyOf(row) === current));
  }, [current, measured]);

  const first = Math.max(0, Math.floor(top.value / height) - MARGIN_ROWS);
  const last = Math.ceil((top.value + space.value) / height) + MARGIN_ROWS;
  const drawn = rows.slice(first, last);
  const reaches = last >= rows.length;
  useEffect(() => onShow?.(drawn, reaches), [onShow, reaches, drawn.map(keyOf).join()]);

  const step = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    const item = (event.target as HTMLElement).closest<HTMLElement>('[aria-posinset]');
    const by = STEPS[event.key];
    const ends: Readonly<Record<string, number>> = { Home: 0, End: rows.length - 1 };
    if (!item) return;
    const from = Number(item.ariaPosInSet) - 1;
    const to = ends[event.key] ?? (by && Math.max(0, Math.min(rows.length - 1, from + by)));
    if (to === undefined) return;
    event.preventDefault();
    const list = event.currentTarget;
    reveal(to);
    requestAnimationFrame(() =>
      list.querySelector<HTMLElement>(`[aria-posinset="${to + 1}"] :is(button, a)`)?.focus(),
    );
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears the arrow keys of the buttons inside
    <div
      ref={scroller}
      class={`rows ${extra}`}
      onKeyDown={step}
      onScroll={(event) => {
        top.value = event.currentTarget.scrollTop;
      }}
    >
      <ul style={{ height: `${rows.length * height}px` }}>
        {drawn.map((row, index) => (
          <li
            key={keyOf(row)}
            aria-posinset={first + index + 1}
            aria-setsize={rows.length}
            style={{ height: `${height}px`, transform: `translateY(${(first + index) * height}px)` }}
          >
            {children(row)}
          </li>
        ))}
      </ul>
    </div>
  );
}
