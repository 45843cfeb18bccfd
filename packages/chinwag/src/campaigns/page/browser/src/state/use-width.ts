import type { RefCallback } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** How wide an element is on the screen, whenever it comes there, so that what is drawn in it needs no scaling. */
export function useWidth<Target extends Element>(): [RefCallback<Target>, number] {
  const [target, setTarget] = useState<Target | null>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!target) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.round(entry?.contentRect.width ?? 0)));
    observer.observe(target);
    return () => observer.disconnect();
  }, [target]);
  return [setTarget, width];
}
