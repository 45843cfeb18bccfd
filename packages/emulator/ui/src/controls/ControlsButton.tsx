import { Icon } from '../design/Icon.js';
import { hours } from '../design/time.js';
import { faults, promptDelivery } from '../state/faults.js';
import { sidePanel } from '../state/preferences.js';
import { world } from '../state/world.js';
import './controls-button.css';

/** In a line, what a developer has changed about the world. */
function situation(): string {
  const { clockOffset = 0, rateLimits = false } = world.value ?? {};
  const count = faults.value.length;
  return [
    Math.abs(clockOffset) < 1000 ? 'Real time' : `Clock ${hours(clockOffset)}`,
    count > 0 && `${count} ${count === 1 ? 'fault' : 'faults'}`,
    !promptDelivery.value && 'unruly webhooks',
    rateLimits && 'rate limits',
  ]
    .filter(Boolean)
    .join(' · ');
}

export function ControlsButton({ onOpen }: { onOpen: () => void }) {
  const open = sidePanel.value === 'controls';
  return (
    <button
      type="button"
      class="controls-button"
      aria-label="Controls"
      aria-pressed={open}
      onClick={() => {
        sidePanel.value = open ? 'none' : 'controls';
        if (!open) onOpen();
      }}
    >
      <Icon name="controls" />
      <span class="controls-button-name">Controls</span>
      <span class="controls-button-situation">{situation()}</span>
    </button>
  );
}
