import { useState } from 'preact/hooks';
import type { CampaignReport } from '../../../../report.js';
import { duration } from '../../../numbers.js';
import { Icon } from '../design/Icon.js';
import { give, type Problem, peopleCsv } from '../state/api.js';
import { useTaken } from '../state/use-taken.js';
import { Confirm } from './Confirm.js';
import { clock } from './clock.js';
import { savePicture } from './picture.js';
import { hasEnded, orderWord, type Steer, stateWord } from './state-words.js';
import './header.css';

export function Header({ report }: { report: CampaignReport }) {
  const { name, state, reason } = report;
  const [problem, setProblem] = useState('');
  const [isAsking, setAsking] = useState(false);
  const [taken, take] = useTaken<Steer>(state);
  const attempt = (work: Promise<void>) => {
    setProblem('');
    work.catch((failure: Problem) => setProblem(failure.message));
  };
  const order = (type: Steer) => attempt(give(name, { type }).then(() => take(type)));
  return (
    <header class="campaign-header">
      <a class="icon-button leave" href="#/" aria-label="All campaigns">
        <Icon name="back" size={22} />
      </a>
      <div class="title">
        <h1 title={name}>{name}</h1>
        <p>
          <span class="state" data-state={state} role="status">
            {taken ? orderWord(taken) : stateWord(state)}
          </span>{' '}
          {times(report)}
        </p>
      </div>
      <div class="orders">
        {state === 'paused' && (
          <button type="button" class="button primary" onClick={() => order('resume')}>
            <Icon name="play" /> Resume
          </button>
        )}
        {!hasEnded(state) && state !== 'paused' && state !== 'stopped' && (
          <button type="button" class="button primary" onClick={() => order('pause')}>
            <Icon name="pause" /> Pause
          </button>
        )}
        {!hasEnded(state) && (
          <button type="button" class="button" onClick={() => setAsking(true)}>
            <Icon name="cancel" /> Cancel
          </button>
        )}
        <a class="button" href={peopleCsv(name)} download={`${name}.csv`} aria-label="Export people as CSV">
          <Icon name="download" /> CSV
        </a>
        <button
          type="button"
          class="button"
          aria-label="Export picture as PNG"
          onClick={() => attempt(savePicture(report))}
        >
          <Icon name="download" /> PNG
        </button>
      </div>
      {reason && (
        <p class="reason" data-state={state} role="status">
          {reason}
        </p>
      )}
      {problem && (
        <p class="reason" data-state="failed" role="alert">
          {problem}
        </p>
      )}
      {isAsking && (
        <Confirm
          title={`Cancel ${name}?`}
          confirm="Cancel the campaign"
          onLeave={() => setAsking(false)}
          onConfirm={() => order('cancel')}
        >
          Whoever has not been sent to will not be, and a cancelled campaign cannot be resumed. To stop for a
          while, pause it.
        </Confirm>
      )}
    </header>
  );
}

function times({ state, startedAt, endedAt }: CampaignReport): string {
  if (startedAt === undefined) return state === 'scheduled' ? 'not started yet' : '';
  if (endedAt === undefined) return `begun ${clock(startedAt)}`;
  return `${clock(startedAt)} · took ${duration((endedAt - startedAt) / 1000)}`;
}
