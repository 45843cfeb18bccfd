import { useEffect, useState } from 'preact/hooks';
import type { News } from '../../../protocol.js';

const FIRST_DELAY = 400;
const LONGEST_DELAY = 5_000;

interface Known {
  news: News | undefined;
  /** Whether that was told of this campaign, and not of the one that was looked at before. */
  isOfThis: boolean;
  /** Whether the server is there. */
  isLive: boolean;
}

/** All campaigns and one of them, as they change. */
export function useNews(campaign: string | undefined): Known {
  const [told, setTold] = useState<{ campaign: string | undefined; news: News }>();
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
        setTold({ campaign, news: JSON.parse(event.data) as News });
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
  return { news: told?.news, isOfThis: told?.campaign === campaign, isLive };
}
