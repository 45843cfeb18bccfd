import { type Signal, useSignal } from '@preact/signals';
import type { InboxAction } from '../../../src/control/protocol.js';
import { Icon } from '../design/Icon.js';
import { performInInbox } from '../state/actions.js';
import type { Conversation } from '../state/conversations.js';
import { type Holder, holderOf } from '../state/inbox.js';
import { world } from '../state/world.js';
import './thread-bar.css';

const WORDS: Record<Holder['kind'], (name: string) => [string, string]> = {
  agent: () => ['You have this thread.', 'The bot is on standby until you hand it back, or for 24 hours.'],
  app: (name) => [`${name} has this thread.`, 'Take it, or just answer, and the bot is on standby.'],
  anybody: () => [
    'Nobody has this thread.',
    'The bot answers. Take it, or just write, and the bot is on standby.',
  ],
};

function AppPicker({ target }: { target: Signal<string> }) {
  const apps = world.value?.apps ?? [];
  if (apps.length < 2) return null;
  return (
    <select
      aria-label="App to hand the thread to"
      value={target.value}
      onChange={(event) => {
        target.value = event.currentTarget.value;
      }}
    >
      <option value="">Default app</option>
      {apps.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}

/** Says who has the thread, and lets the human agent take it or hand it back. */
export function ThreadBar({ conversation }: { conversation: Conversation }) {
  const holder = holderOf(conversation);
  const target = useSignal('');
  const held = holder.kind === 'agent';
  const action = (): InboxAction => {
    if (!held) return { type: 'take' };
    return { type: 'hand_back', ...(target.value ? { app_id: target.value } : {}) };
  };
  const [fact, meaning] = WORDS[holder.kind](holder.kind === 'app' ? holder.name : '');
  return (
    <section class="thread-bar" data-holder={holder.kind} aria-label="Thread control">
      <Icon name={holder.kind === 'agent' ? 'hand' : 'bot'} />
      <p role="status">
        <strong class="thread-fact">{fact}</strong> <span class="thread-meaning">{meaning}</span>
      </p>
      {held && <AppPicker target={target} />}
      {/* One button for both, so that the focus stays on it. */}
      <button key="control" type="button" class="button primary" onClick={() => performInInbox(action())}>
        {held ? 'Hand back' : 'Take the thread'}
      </button>
    </section>
  );
}
