import type { CampaignSummary } from '../../../campaign.js';
import { counted, percent } from '../../numbers.js';
import { Parts } from './campaign/Parts.js';
import { stateWord } from './campaign/state-words.js';
import { ThemeButton } from './design/ThemeButton.js';
import { addressOf } from './state/use-route.js';

interface CampaignListProps {
  title: string;
  campaigns: CampaignSummary[];
  chosen?: string;
}

export function CampaignList({ title, campaigns, chosen }: CampaignListProps) {
  return (
    <nav class="rail" aria-label={title}>
      <div class="brand">
        <img src="./icon.svg" alt="" width={28} height={28} />
        <p>Chinwag</p>
        <ThemeButton />
      </div>
      <h2>{title}</h2>
      <ul>
        {campaigns.map(({ name, state, people, done, progress }) => (
          <li key={name}>
            <a href={addressOf(name)} aria-current={name === chosen ? 'page' : undefined}>
              <span class="name">{name}</span>
              <span class="share">{percent(done, people)}</span>
              <span class="about">
                {stateWord(state)} · {counted(people, 'person', 'people')}
              </span>
              <span class="done">
                <Parts progress={progress} people={people} />
              </span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
