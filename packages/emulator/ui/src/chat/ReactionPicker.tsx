import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { ChatMessage } from '../../../src/control/protocol.js';
import { perform } from '../state/actions.js';
import './reactions.css';

export const REACTIONS = [
  ['👍', 'Like'],
  ['❤️', 'Love'],
  ['😆', 'Haha'],
  ['😮', 'Wow'],
  ['😢', 'Sad'],
  ['😠', 'Angry'],
  ['🎉', 'Party'],
] as const;

/** The message a reaction is being chosen for, and the button the picker hangs from. */
export const reactingTo = signal<{ message: ChatMessage; anchor: HTMLElement } | null>(null);

const GAP = 8;

function placeOver(picker: HTMLElement, anchor: HTMLElement): void {
  const spot = anchor.getBoundingClientRect();
  const { width, height } = picker.getBoundingClientRect();
  const left = Math.max(
    GAP,
    Math.min(spot.left + spot.width / 2 - width / 2, window.innerWidth - width - GAP),
  );
  const above = spot.top - height - GAP;
  picker.style.left = `${left}px`;
  picker.style.top = `${above > GAP ? above : spot.bottom + GAP}px`;
}

export function ReactionPicker() {
  const picker = useRef<HTMLFieldSetElement>(null);
  const subject = reactingTo.value;

  useEffect(() => {
    const element = picker.current;
    if (!element || !subject) return;
    element.showPopover();
    placeOver(element, subject.anchor);
    element.querySelector('button')?.focus();
  }, [subject]);

  if (!subject) return null;
  const { message, anchor } = subject;
  const close = () => {
    reactingTo.value = null;
  };
  const choose = (emoji: string) => {
    const { mid } = message;
    void perform(
      message.reactions?.person === emoji ? { type: 'unreact', mid } : { type: 'react', mid, emoji },
    );
    anchor.focus();
    close();
  };
  return (
    <fieldset
      ref={picker}
      popover="auto"
      class="reaction-picker"
      aria-label="Choose a reaction"
      onToggle={(event) => event.newState === 'closed' && close()}
    >
      {REACTIONS.map(([emoji, name]) => (
        <button
          key={emoji}
          type="button"
          aria-label={name}
          title={name}
          aria-pressed={message.reactions?.person === emoji}
          onClick={() => choose(emoji)}
        >
          {emoji}
        </button>
      ))}
    </fieldset>
  );
}
