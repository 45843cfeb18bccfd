import { limitRates } from '../state/api.js';
import { attempt } from '../state/notices.js';
import { world } from '../state/world.js';
import { Section } from './Section.js';

export function Limits() {
  const on = world.value?.rateLimits === true;
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
          onChange={(event) => attempt(() => limitRates(event.currentTarget.checked))}
        />
      </label>
    </Section>
  );
}
