import { useEffect, useRef } from 'preact/hooks';
import { IconButton } from '../design/IconButton.js';
import { sidePanel } from '../state/preferences.js';
import { roomForBoth } from '../state/selection.js';
import { clearTraffic, selectedEntry } from '../state/traffic.js';
import { EntryDetail } from './EntryDetail.js';
import { Toolbar } from './Toolbar.js';
import { TrafficList } from './TrafficList.js';
import './inspector.css';

/** What goes over the wire, live: webhooks to the bot, Graph requests from it. */
export function Inspector() {
  const entry = selectedEntry.value;
  const pane = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!roomForBoth()) pane.current?.querySelector<HTMLElement>('.panel-close')?.focus();
  }, []);
  return (
    <aside ref={pane} class="inspector side-panel" aria-label="Inspector" data-detail={entry !== null}>
      <header class="panel-bar">
        <h2>Inspector</h2>
        <IconButton icon="clear" label="Clear the list" size={18} onClick={clearTraffic} />
        <IconButton
          class="panel-close"
          icon="close"
          label="Close inspector"
          onClick={() => {
            sidePanel.value = 'none';
          }}
        />
      </header>
      <Toolbar />
      <TrafficList />
      {entry && <EntryDetail key={entry.id} entry={entry} />}
    </aside>
  );
}
