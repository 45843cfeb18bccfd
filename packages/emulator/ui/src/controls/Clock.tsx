import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { calendarDate, hours, preciseTimeOfDay, shortDate } from '../design/time.js';
import { moveClock } from '../state/api.js';
import { openConversation } from '../state/conversations.js';
import { attempt } from '../state/notices.js';
import { clockOffset, currentPerson, world } from '../state/world.js';
import { Section } from './Section.js';
import './clock.css';

const HOUR = 3_600_000;
const WINDOW = 24 * HOUR;
const STEPS = [
  [HOUR, '+1 hour'],
  [25 * HOUR, '+25 hours'],
] as const;

/** Until when the Page may write to the person, and how much of that is left. */
function WindowNote({ now }: { now: number }) {
  const person = currentPerson.value;
  const until = openConversation.value?.state.value.windowUntil;
  if (!person || until == null) return null;
  const left = until - now;
  const open = left > 0;
  return (
    <div class="window" data-open={open}>
      <p>
        {person.first_name}’s 24-hour window {open ? 'is open until' : 'is shut since'}{' '}
        <strong>{shortDate(until)}</strong>
      </p>
      <span class="window-left" aria-hidden="true">
        <i style={{ transform: `scaleX(${Math.max(0, Math.min(1, left / WINDOW))})` }} />
      </span>
    </div>
  );
}

/** The emulator's time, which can be moved. */
export function Clock() {
  const machine = useSignal(Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      machine.value = Date.now();
    }, 1000);
    return () => clearInterval(timer);
  }, [machine]);
  const now = Math.max(machine.value, Date.now() - 1000) + clockOffset.value;
  const offset = world.value?.clockOffset ?? 0;
  const moved = Math.abs(offset) >= 1000;
  const move = (by: number) => attempt(() => moveClock(by));
  return (
    <Section title="Clock">
      <p class="clock">
        <span class="clock-time">{preciseTimeOfDay(now)}</span>
        <span class="clock-date">
          {calendarDate(now)}
          <b data-moved={moved}>{moved ? `${hours(offset)} from real time` : 'Real time'}</b>
        </span>
      </p>
      <div class="clock-steps">
        {STEPS.map(([by, name]) => (
          <button key={name} type="button" class="button" onClick={() => move(by)}>
            {name}
          </button>
        ))}
        <button type="button" class="button" disabled={!moved} onClick={() => move(-offset)}>
          Back to real time
        </button>
      </div>
      <WindowNote now={now} />
    </Section>
  );
}
