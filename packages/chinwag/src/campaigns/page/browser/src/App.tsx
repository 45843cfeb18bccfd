import { useEffect, useRef } from 'preact/hooks';
import { CampaignList } from './CampaignList.js';
import { Campaign } from './campaign/Campaign.js';
import { Empty, Unknown } from './Empty.js';
import { useNews } from './state/use-news.js';
import { useRoute } from './state/use-route.js';
import './app.css';

export function App() {
  const chosen = useRoute();
  const { news, isOfThis, isLive } = useNews(chosen);
  const main = useRef<HTMLElement>(null);
  const newest = news?.campaigns[0]?.name;
  useEffect(() => {
    document.title = `${chosen ? `${chosen} · ` : ''}Campaigns · Chinwag`;
  }, [chosen]);
  useEffect(() => {
    // Where list and campaign stand side by side, an empty place beside the list would be a waste.
    if (!chosen && newest && matchMedia('(min-width: 900px)').matches) {
      location.replace(`#/${encodeURIComponent(newest)}`);
    }
  }, [chosen, newest]);

  if (!news)
    return <p class="waiting">{isLive ? '' : 'The server of this page does not answer. Trying again…'}</p>;
  if (news.campaigns.length === 0) return <Empty />;
  return (
    <div class="app" data-chosen={chosen !== undefined}>
      {chosen && news.campaigns.length > 3 && (
        <button type="button" class="button skip" onClick={() => main.current?.focus()}>
          Skip the list
        </button>
      )}
      <CampaignList
        title={news.rehearsal ? 'Rehearsals' : 'Campaigns'}
        campaigns={news.campaigns}
        chosen={chosen}
      />
      <main ref={main} tabIndex={-1}>
        {news.rehearsal && (
          <p class="rehearsal">
            A rehearsal: it goes to the people of{' '}
            <a href={news.rehearsal} target="_blank" rel="noreferrer">
              the chat page
            </a>
            , and to nobody else.
          </p>
        )}
        {!isLive && (
          <p class="lost" role="alert">
            The page has lost its server. What you see is how it was; it goes on by itself when the server is
            back.
          </p>
        )}
        {news.report && news.report.name === chosen && <Campaign key={chosen} report={news.report} />}
        {!news.report && chosen && isOfThis && <Unknown name={chosen} />}
      </main>
    </div>
  );
}
