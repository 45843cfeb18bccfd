import { useComputed } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { WebhookDelivery } from '../../../src/control/protocol.js';
import { deliver, delivery } from '../state/faults.js';
import { Section } from './Section.js';

interface SettingProps {
  label: string;
  unit: string;
  of: (delivery: WebhookDelivery) => number;
  least?: number;
  most: number;
  onChange: (value: number) => Promise<void>;
}

function Setting({ label, unit, of, least = 0, most, onChange }: SettingProps) {
  const id = useId();
  // Set when it changes itself: what is typed here must not go when another setting has been taken.
  const value = useComputed(() => of(delivery.value));
  const change = async (field: HTMLInputElement) => {
    if (!field.reportValidity()) return;
    const given = field.valueAsNumber;
    await onChange(given);
    // Refused, it shows again what holds; but not over what is typed by now.
    if (field.valueAsNumber === given) field.valueAsNumber = value.peek();
  };
  return (
    <>
      <label for={id}>{label}</label>
      <input
        id={id}
        type="number"
        min={least}
        max={most}
        required
        value={value}
        onChange={(event) => change(event.currentTarget)}
      />
      <span>{unit}</span>
    </>
  );
}

const percent = (probability: number) => Math.round(probability * 100);

/** The platform promises neither order nor once-only nor promptness. */
export function Webhooks() {
  return (
    <Section title="Webhooks">
      <div class="settings">
        <Setting
          label="Sent twice"
          unit="%"
          of={({ duplicates }) => percent(duplicates)}
          most={100}
          onChange={(value) => deliver({ duplicates: value / 100 })}
        />
        <Setting
          label="Out of order"
          unit="%"
          of={({ disorder }) => percent(disorder)}
          most={100}
          onChange={(value) => deliver({ disorder: value / 100 })}
        />
        <Setting
          label="Late by"
          unit="ms"
          of={({ delay }) => delay}
          most={3_600_000}
          onChange={(value) => deliver({ delay: value })}
        />
        <Setting
          label="Together, up to"
          unit="events"
          of={({ batch }) => batch}
          least={1}
          most={1000}
          onChange={(value) => deliver({ batch: value })}
        />
      </div>
    </Section>
  );
}
