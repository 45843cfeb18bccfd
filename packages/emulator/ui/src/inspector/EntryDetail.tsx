import type { TrafficEntry } from '../../../src/control/protocol.js';
import { copyText } from '../design/clipboard.js';
import { Icon } from '../design/Icon.js';
import { IconButton } from '../design/IconButton.js';
import { fullTime } from '../design/time.js';
import { replay } from '../state/api.js';
import { messagesOf } from '../state/mentions.js';
import { attempt, notify } from '../state/notices.js';
import { showMessage } from '../state/selection.js';
import { isFailure, selectedEntryId } from '../state/traffic.js';
import { BatchRefusals } from './BatchRefusals.js';
import { ErrorNote } from './ErrorNote.js';
import { addressOf, asCurl, outcomeOf } from './entry.js';
import { Headers } from './Headers.js';
import { JsonTree } from './JsonTree.js';
import { RefusalDiff } from './RefusalDiff.js';
import { refusalOf } from './refusal.js';
import './detail.css';

function Part({
  title,
  headers,
  body,
  empty,
  marked,
}: {
  title: string;
  headers: Record<string, string>;
  body: unknown;
  empty: string;
  /** The way to what the platform refused. */
  marked?: readonly string[] | undefined;
}) {
  const nothing = body === null || body === undefined || body === '';
  return (
    <section class="part" aria-label={title}>
      <div class="part-bar">
        <h4>{title}</h4>
        {!nothing && (
          <button
            type="button"
            class="text-button"
            aria-label={`Copy ${title.toLowerCase()} as JSON`}
            onClick={() => copyText(JSON.stringify(body, null, 2), 'JSON copied')}
          >
            <Icon name="copy" size={14} />
            JSON
          </button>
        )}
      </div>
      {nothing ? <p class="part-empty">{empty}</p> : <JsonTree value={body} marked={marked} />}
      <Headers headers={headers} />
    </section>
  );
}

/** The same bytes once more, as Messenger does when it doubts that they arrived. */
async function sendAgain(id: number): Promise<void> {
  const outcome = await attempt(() => replay(id));
  if (outcome?.ok) notify('Sent again, and taken');
  else if (outcome) notify(`Sent again: ${outcome.failure}`, 'error');
}

export function EntryDetail({ entry }: { entry: TrafficEntry }) {
  const [mid] = messagesOf(entry);
  const refusal = refusalOf(entry);
  const waiting = entry.duration === null && !entry.error;
  return (
    <section class="detail" aria-label="Request details" data-kind={entry.kind}>
      <header class="detail-bar">
        <IconButton
          class="detail-back"
          icon="back"
          label="Back to the list"
          onClick={() => {
            selectedEntryId.value = null;
          }}
        />
        <h3>
          <span class="detail-topic">{entry.topic}</span>
          <span class="detail-outcome" data-failed={isFailure(entry)}>
            {outcomeOf(entry)}
          </span>
        </h3>
        {mid && (
          <button
            type="button"
            class="text-button"
            aria-label="Show in chat"
            onClick={() => showMessage(mid)}
          >
            <Icon name="chat" size={14} />
            In chat
          </button>
        )}
        {entry.kind === 'webhook' && entry.method === 'POST' && !waiting && (
          <button
            type="button"
            class="text-button"
            aria-label="Replay this webhook"
            onClick={() => sendAgain(entry.id)}
          >
            <Icon name="replay" size={14} />
            Replay
          </button>
        )}
        <button
          type="button"
          class="text-button"
          aria-label="Copy as curl"
          onClick={() => copyText(asCurl(entry, window.location.origin), 'curl command copied')}
        >
          <Icon name="copy" size={14} />
          curl
        </button>
        <IconButton
          class="detail-close"
          icon="close"
          label="Close details"
          size={18}
          onClick={() => {
            selectedEntryId.value = null;
          }}
        />
      </header>
      <div class="detail-body">
        <p class="detail-address">
          <b>{entry.method}</b> {addressOf(entry)}
        </p>
        <p class="detail-facts">
          {entry.kind === 'webhook' ? 'Webhook to the bot' : 'Graph request from the bot'}
          {entry.duration !== null && ` · ${Math.round(entry.duration)} ms`} · {fullTime(entry.at)}
        </p>
        {entry.refusals ? <BatchRefusals entry={entry} /> : <ErrorNote entry={entry} />}
        {entry.advice && entry.advice.length > 0 && (
          <ul class="advice" aria-label="Advice">
            {entry.advice.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
        {refusal && <RefusalDiff refusal={refusal} />}
        <Part
          title="Request"
          headers={entry.requestHeaders}
          body={entry.requestBody}
          empty="No body."
          marked={refusal?.path}
        />
        <Part
          title="Answer"
          headers={entry.responseHeaders}
          body={entry.responseBody}
          empty={
            waiting ? 'Waiting for the answer…' : entry.status === null ? 'No answer came.' : 'An empty body.'
          }
        />
      </div>
    </section>
  );
}
