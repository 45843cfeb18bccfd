import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Fault } from '../../../src/control/protocol.js';
import { Icon } from '../design/Icon.js';
import { IconButton } from '../design/IconButton.js';
import { faults, loadErrors, loadFaults, platformErrors, removeFault } from '../state/faults.js';
import { trafficCounts } from '../state/traffic.js';
import { personOf } from '../state/world.js';
import { FaultForm } from './FaultForm.js';
import { conditionsOf, nameOf } from './fault-choices.js';
import { Section } from './Section.js';
import './faults.css';

/** How soon after a request the counters are read again. */
const SETTLE = 300;

const nameOfPerson = (psid: string) => personOf(psid)?.name ?? psid;

function FaultRow({ fault }: { fault: Fault }) {
  const name = nameOf(fault.effect, platformErrors.value);
  return (
    <li class="fault">
      <p>
        <span class="fault-name">{name}</span>
        <span class="fault-conditions">{conditionsOf(fault, nameOfPerson)}</span>
      </p>
      <span class="fault-count" data-struck={fault.struck > 0}>
        {fault.seen === 0 ? 'Not yet' : `${fault.struck} of ${fault.seen}`}
        {fault.seen > 0 && <span class="unseen"> requests struck</span>}
      </span>
      <IconButton icon="close" label={`Remove ${name}`} size={16} onClick={() => removeFault(fault.id)} />
    </li>
  );
}

/** Lets requests of the bot go wrong, by rule. */
export function Faults() {
  const adding = useSignal(false);
  const opener = useRef<HTMLButtonElement>(null);
  const requests = trafficCounts.value.graph;
  useEffect(() => {
    const timer = setTimeout(() => void loadFaults(), SETTLE);
    return () => clearTimeout(timer);
  }, [requests]);
  useEffect(() => {
    if (faults.value.length > 0) void loadErrors();
  }, [faults.value.length]);
  return (
    <Section title="Faults">
      {faults.value.length === 0 && !adding.value && (
        <p class="section-note">Everything goes well. A fault shows how the bot takes it when it does not.</p>
      )}
      {faults.value.length > 0 && (
        <ul class="faults" aria-label="Faults">
          {faults.value.map((fault) => (
            <FaultRow key={fault.id} fault={fault} />
          ))}
        </ul>
      )}
      {adding.value ? (
        <FaultForm
          onDone={() => {
            adding.value = false;
            requestAnimationFrame(() => opener.current?.focus());
          }}
        />
      ) : (
        <button
          ref={opener}
          type="button"
          class="text-button"
          onClick={() => {
            adding.value = true;
          }}
        >
          <Icon name="add" size={16} />
          Add a fault
        </button>
      )}
    </Section>
  );
}
