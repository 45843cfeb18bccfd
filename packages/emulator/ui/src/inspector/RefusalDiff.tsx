import type { Refusal } from './refusal.js';
import './refusal.css';

/** So much of a text is shown on either side of its limit. */
const NEAR = 48;
const LONGEST_SHOWN = 240;

/** A text that is too long, around the place where it would have to end. */
function TooLong({ text, longest }: { text: string; longest: number }) {
  const characters = [...text];
  const kept = characters.slice(0, longest);
  const over = characters.slice(longest);
  return (
    <>
      {kept.length > NEAR && '…'}
      {kept.slice(-NEAR).join('')}
      <mark>
        {over.slice(0, NEAR).join('')}
        {over.length > NEAR && '…'}
      </mark>
    </>
  );
}

function Sent({ sent, longest }: Pick<Refusal, 'sent' | 'longest'>) {
  if (sent === undefined) return <i>nothing</i>;
  if (typeof sent === 'string' && longest !== undefined) return <TooLong text={sent} longest={longest} />;
  const text = JSON.stringify(sent);
  return <>{text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text}</>;
}

/** One field of a refused request: what was sent there, and what is allowed. */
export function RefusalDiff({ refusal }: { refusal: Refusal }) {
  const { field, sent, allowed, longest, size } = refusal;
  return (
    <section class="diff" aria-label="What was sent and what is allowed">
      <h4>{field}</h4>
      <dl>
        <div class="diff-sent">
          <dt>Sent</dt>
          <dd>
            <Sent sent={sent} {...(longest === undefined ? {} : { longest })} />
            {size && <b>{size}</b>}
          </dd>
        </div>
        <div class="diff-allowed">
          <dt>Allowed</dt>
          <dd>{allowed}</dd>
        </div>
      </dl>
    </section>
  );
}
