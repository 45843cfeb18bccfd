import { useEffect, useState } from 'preact/hooks';
import type { News } from '../../../protocol.js';

const FIRST_DELAY = 400;
const LONGEST_DELAY = 5_000;

/** All campaigns and one of them, as they change; `isLive` tells whether the server is there. */
export function useNews(campaign: string | undefined): { news: News | undefined; isLive: boolean } {
  const [news, setNews] = useState<News>();
  const [isLive, setLive] = useState(true);
  useEffect(() => {
    let delay = FIRST_DELAY;
    let waiting: number | undefined;
    let source: EventSource;
    const connect = () => {
      source = new EventSource(`./api/news?campaign=${encodeURIComponent(campaign ?? '')}`);
      source.addEventListener('news', (event: MessageEvent<string>) => {
        delay = FIRST_DELAY;
        setLive(true);
        setNews(JSON.parse(event.data) as News);
      });
      source.onerror = () => {
        // The browser gives up for good on some answers, so the retry is ours.
        source.close();
        setLive(false);
        waiting = window.setTimeout(connect, delay);
        delay = Math.min(delay * 2, LONGEST_DELAY);
      };
    };
    connect();
    return () => {
      source.close();
      window.clearTimeout(waiting);
    };
  }, [campaign]);
  return { news, isLive };
}
