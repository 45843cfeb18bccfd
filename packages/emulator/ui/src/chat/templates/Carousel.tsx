import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { toChildArray } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { IconButton } from '../../design/IconButton.js';
import { prefersStillness } from '../../design/motion.js';
import './carousel.css';

/** Cards side by side: swipe them, use the buttons, or the arrow keys from anywhere inside. */
export function Carousel({ label, children }: { label: string; children: ComponentChildren }) {
  const track = useRef<HTMLUListElement>(null);
  const atStart = useSignal(true);
  const atEnd = useSignal(false);
  const cards = toChildArray(children);

  const look = () => {
    const list = track.current;
    if (!list) return;
    atStart.value = list.scrollLeft < 8;
    atEnd.value = list.scrollLeft + list.clientWidth > list.scrollWidth - 8;
  };
  const turn = (step: number) => {
    const list = track.current;
    const width = list?.firstElementChild?.getBoundingClientRect().width ?? 0;
    list?.scrollBy({ left: step * (width + 8), behavior: prefersStillness() ? 'auto' : 'smooth' });
  };

  useEffect(() => {
    const list = track.current;
    if (!list) return;
    const observer = new ResizeObserver(look);
    observer.observe(list);
    return () => observer.disconnect();
  });

  return (
    <section
      class="carousel"
      aria-roledescription="carousel"
      aria-label={label}
      onKeyDown={(event) => {
        const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
        if (!step) return;
        event.preventDefault();
        turn(step);
      }}
    >
      <ul ref={track} class="carousel-track" onScroll={look}>
        {cards.map((card, index) => (
          <li key={index} aria-label={`${index + 1} of ${cards.length}`}>
            {card}
          </li>
        ))}
      </ul>
      <IconButton
        class="carousel-back"
        icon="back"
        label="Previous card"
        disabled={atStart.value}
        onClick={() => turn(-1)}
      />
      <IconButton
        class="carousel-next"
        icon="next"
        label="Next card"
        disabled={atEnd.value}
        onClick={() => turn(1)}
      />
    </section>
  );
}
