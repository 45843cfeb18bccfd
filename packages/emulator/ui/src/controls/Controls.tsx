import { useEffect, useRef } from 'preact/hooks';
import { IconButton } from '../design/IconButton.js';
import { sidePanel } from '../state/preferences.js';
import { Clock } from './Clock.js';
import { Faults } from './Faults.js';
import { Limits } from './Limits.js';
import { People } from './People.js';
import { SavedWorld } from './SavedWorld.js';
import { Webhooks } from './Webhooks.js';
import './panel.css';

/** The focus goes back to where the panel was opened: on a phone, into the drawer that is closed by now. */
function close(): void {
  sidePanel.value = 'none';
  const openers = document.querySelectorAll<HTMLElement>('.controls-button, .open-people');
  [...openers].find((opener) => opener.checkVisibility({ visibilityProperty: true }))?.focus();
}

/** What a developer does to the world from outside: the time, what goes wrong, who is there. */
export function Controls() {
  const pane = useRef<HTMLElement>(null);
  useEffect(() => {
    pane.current?.querySelector<HTMLElement>('.panel-close')?.focus();
  }, []);
  return (
    <aside ref={pane} class="controls side-panel" aria-label="Controls">
      <header class="panel-bar">
        <h2>Controls</h2>
        <IconButton class="panel-close" icon="close" label="Close controls" onClick={close} />
      </header>
      <div class="sections">
        <Clock />
        <Faults />
        <Webhooks />
        <Limits />
        <People />
        <SavedWorld />
      </div>
    </aside>
  );
}
