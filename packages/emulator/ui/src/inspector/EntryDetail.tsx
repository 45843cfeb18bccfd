import type { TrafficEntry } from '../../../src/control/protocol.js';
import { copyText } from '../design/clipboard.js';
import { Icon } from '../design/Icon.js';
import { IconButton } from '../design/IconButton.js';
import { fullTime } from '../design/time.js';
import { conversationHolding } from '../state/conversations.js';
import { messagesOf } from '../state/mentions.js';
import { showMessage } from '../state/selection.js';
import { selectedEntryId } from '../state/traffic.js';
import { ErrorNote } from './ErrorNote.js';
import { addressOf, asCurl, outcomeOf } from './entry.js';
import { Headers } from './Headers.js';
import { JsonTree } from './JsonTree.js';
import './detail.css';

function Part({
  title,
  headers,
  body,
  empty,
}: {
  title: string;
  headers: Record<string, string>;
  body: unknown;
  empty: string;
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
      {nothing ? <p class="part-empty">{empty}</p> : <JsonTree value={body} />}
      <Headers headers={headers} />
    </section>
  );
}

export function EntryDetail({ entry }: { entry: TrafficEntry }) {
  const mid = [...messagesOf(entry)].find((candidate) => conversationHolding(candidate));
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
          <span class="detail-outcome" data-failed={entry.error !== null}>
            {outcomeOf(entry)}
          </span>
        </h3>
        {mid && (
          <button type="button" class="text-button" onClick={() => showMessage(mid)}>
            <Icon name="chat" size={14} />
            Show in chat
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
        <ErrorNote entry={entry} />
        {entry.advice && entry.advice.length > 0 && (
          <ul class="advice" aria-label="Advice">
            {entry.advice.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
        <Part title="Request" headers={entry.requestHeaders} body={entry.requestBody} empty="No body." />
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
