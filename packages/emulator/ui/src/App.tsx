import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { ChatPane } from './chat/ChatPane.js';
import { Controls } from './controls/Controls.js';
import { PageNotices } from './design/Notices.js';
import { WidthHandle } from './design/WidthHandle.js';
import { Inspector } from './inspector/Inspector.js';
import { PeoplePane } from './people/PeoplePane.js';
import { waitingAt } from './state/conversations.js';
import { panelWidth, sidePanel } from './state/preferences.js';
import { roomForBoth } from './state/selection.js';
import { connection } from './state/stream.js';
import { currentPage, world } from './state/world.js';
import './app.css';

function useTitle(): void {
  const page = currentPage.value;
  const { unread } = waitingAt(page?.id);
  useEffect(() => {
    document.title = `${unread > 0 ? `(${unread}) ` : ''}${page ? `${page.name} · ` : ''}Chinwag`;
  }, [page, unread]);
}

/** Escape leaves whatever covers the chat, from wherever the focus is. */
function useEscape(leavePeople: () => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || document.querySelector('dialog[open]')) return;
      leavePeople();
      if (!roomForBoth()) sidePanel.value = 'none';
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  });
}

function Waiting() {
  return (
    <div class="waiting" role="status">
      {connection.value === 'lost' ? 'The emulator does not answer. Trying again…' : ''}
    </div>
  );
}

export function App() {
  const showingPeople = useSignal(false);
  const leavePeople = () => {
    if (!showingPeople.value) return;
    showingPeople.value = false;
    requestAnimationFrame(() => document.querySelector<HTMLElement>('.open-people')?.focus());
  };
  useTitle();
  useEscape(leavePeople);
  if (!world.value) return <Waiting />;
  return (
    <div
      class="app"
      data-people={showingPeople.value}
      data-panel={sidePanel.value}
      style={{ '--panel-width': `${panelWidth.value}px` }}
    >
      <PeoplePane open={showingPeople.value} onLeave={leavePeople} />
      <button type="button" class="curtain" aria-label="Close people" tabIndex={-1} onClick={leavePeople} />
      <ChatPane
        hidden={showingPeople.value}
        onPeople={() => {
          showingPeople.value = true;
        }}
      />
      {sidePanel.value !== 'none' && <WidthHandle />}
      {sidePanel.value === 'inspector' && <Inspector />}
      {sidePanel.value === 'controls' && <Controls />}
      <PageNotices />
    </div>
  );
}
