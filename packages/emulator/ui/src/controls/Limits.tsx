import { limitRates } from '../state/api.js';
import { attempt } from '../state/notices.js';
import { world } from '../state/world.js';
import { Section } from './Section.js';

/** Refused, the switch shows again what holds. */
async function flip(field: HTMLInputElement): Promise<void> {
  const enabled = field.checked;
  const what = `The limits could not be switched ${enabled ? 'on' : 'off'}.`;
  if (!(await attempt(() => limitRates(enabled), what))) field.checked = isOn();
}

const isOn = () => world.value?.rateLimits === true;

export function Limits() {
  const on = isOn();
  return (
    <Section title="Rate limits">
      <label class="switch">
        <span>
          <span class="switch-name">Enforce the platform’s limits</span>
          <span class="switch-meaning">
            300 sends a second, 10 with sound or video; 10 profile changes in ten minutes.
          </span>
        </span>
        <input
          type="checkbox"
          role="switch"
          aria-checked={on}
          checked={on}
          onChange={(event) => flip(event.currentTarget)}
        />
      </label>
    </Section>
  );
}
