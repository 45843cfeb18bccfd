import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { FaultEffect, NewFault, PersonView } from '../../../src/control/protocol.js';
import { useSubmit } from '../design/use-one-at-a-time.js';
import { addFault, loadErrors, platformErrors } from '../state/faults.js';
import { currentPage, currentPerson, people } from '../state/world.js';
import { COMMON, codeOf, effectOf, TOPICS } from './fault-choices.js';

function WhatGoesWrong({ onChoose }: { onChoose: (choice: string) => void }) {
  return (
    <label class="field">
      What goes wrong
      <select name="choice" onChange={(event) => onChoose(event.currentTarget.value)}>
        {Object.entries(COMMON).map(([value, { name }]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
        <optgroup label="Every error of the platform">
          {platformErrors.value.map((error) => (
            <option key={codeOf(error)} value={codeOf(error)}>
              {codeOf(error)} {error.message}
            </option>
          ))}
        </optgroup>
      </select>
    </label>
  );
}

/** Nobody looks through a list of thousands. */
const MOST_CHOICES = 100;

/** The person who is played, and some of the others. */
function nearby(): PersonView[] {
  const playing = currentPerson.value;
  const others = people.value.slice(0, MOST_CHOICES).filter((person) => person.id !== playing?.id);
  return playing ? [playing, ...others] : others;
}

/** What the fields say, as the control API wants to hear it. */
function faultFrom(fields: FormData): NewFault {
  const text = (name: string) => String(fields.get(name) ?? '').trim();
  const effect: FaultEffect = { ...effectOf(text('choice')) };
  if (effect.type === 'delay') effect.milliseconds = Number(text('milliseconds'));
  if (effect.type === 'error') effect.taken = fields.has('taken');
  const chance = Number(text('chance'));
  return {
    effect,
    ...(text('topic') ? { topic: text('topic') } : {}),
    ...(text('psid') ? { psid: text('psid') } : {}),
    ...(Number(text('from')) > 1 ? { after: Number(text('from')) - 1 } : {}),
    ...(text('times') ? { times: Number(text('times')) } : {}),
    ...(chance < 100 ? { probability: chance / 100 } : {}),
  };
}

export function FaultForm({ onDone }: { onDone: () => void }) {
  const form = useRef<HTMLFormElement>(null);
  const choice = useSignal('temporary');
  const effect = effectOf(choice.value);
  const pageId = currentPage.value?.id ?? '';
  useEffect(() => {
    form.current?.querySelector('select')?.focus();
    void loadErrors();
  }, []);
  const submit = useSubmit(async (fields) => {
    if (await addFault(faultFrom(fields))) onDone();
  });
  return (
    <form
      ref={form}
      class="fault-form"
      aria-label="New fault"
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onDone();
      }}
    >
      <WhatGoesWrong
        onChoose={(next) => {
          choice.value = next;
        }}
      />
      {effect.type === 'delay' && (
        <label class="field">
          Milliseconds
          <input name="milliseconds" type="number" min={1} max={600_000} defaultValue={3000} required />
        </label>
      )}
      {effect.type === 'error' && (
        <label class="tick">
          <input
            key={choice.value}
            name="taken"
            type="checkbox"
            defaultChecked={effect.type === 'error' && effect.taken === true}
          />
          Carry the request out first
        </label>
      )}
      <div class="field-pair">
        <label class="field">
          Requests
          <select name="topic">
            <option value="">All</option>
            {TOPICS.map((topic) => (
              <option key={topic}>{topic}</option>
            ))}
          </select>
        </label>
        <label class="field">
          About
          <select name="psid">
            <option value="">Everybody</option>
            {nearby().map((person) => (
              <option key={person.id} value={person.psids[pageId]}>
                {person.name}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div class="field-triple">
        <label class="field">
          From the nth
          <input name="from" type="number" min={1} defaultValue={1} required />
        </label>
        <label class="field">
          Times at most
          <input name="times" type="number" min={1} placeholder="∞" />
        </label>
        <label class="field">
          Chance in %
          <input name="chance" type="number" min={1} max={100} defaultValue={100} required />
        </label>
      </div>
      <div class="form-buttons">
        <button type="button" class="button" onClick={onDone}>
          Cancel
        </button>
        <button type="submit" class="button primary">
          Add fault
        </button>
      </div>
    </form>
  );
}
