import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { ControlsButton } from '../controls/ControlsButton.js';
import { IconButton } from '../design/IconButton.js';
import { ThemeButton } from '../design/ThemeButton.js';
import { inInbox } from '../state/preferences.js';
import { currentPage, talkToPage, world } from '../state/world.js';
import { AddPerson } from './AddPerson.js';
import { InboxList } from './InboxList.js';
import { PersonList } from './PersonList.js';
import { SeatPicker } from './SeatPicker.js';
import { PersonSearch } from './search.js';
import './people.css';

function PagePicker() {
  const pages = world.value?.pages ?? [];
  if (pages.length < 2) return null;
  return (
    <label class="page-picker">
      <span>Page</span>
      <select value={currentPage.value?.id} onChange={(event) => talkToPage(event.currentTarget.value)}>
        {pages.map((page) => (
          <option key={page.id} value={page.id}>
            {page.name}
          </option>
        ))}
      </select>
    </label>
  );
}

interface Props {
  /** On a phone the pane is a drawer, and this says whether it is out. */
  open: boolean;
  onLeave: () => void;
}

/** Who is being played. */
export function PeoplePane({ open, onLeave }: Props) {
  const page = currentPage.value;
  const pane = useRef<HTMLElement>(null);
  const sought = useSignal('');
  useEffect(() => {
    if (open) pane.current?.querySelector<HTMLElement>('[aria-current], .add-person')?.focus();
  }, [open]);
  return (
    <nav ref={pane} class="people" aria-label="People">
      <header class="people-bar">
        <svg class="mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
          <rect width="32" height="32" rx="9" />
          <path d="M7 10.5A3.5 3.5 0 0 1 10.5 7h8a3.5 3.5 0 0 1 3.5 3.5v3a3.5 3.5 0 0 1-3.5 3.5H12l-3.6 2.9a.5.5 0 0 1-.8-.4z" />
          <path d="M24 13.6a3.4 3.4 0 0 1 2 3.1v8.2a.5.5 0 0 1-.8.4L22 22.8h-5.5a3.5 3.5 0 0 1-3.2-2h5.2a7 7 0 0 0 5.5-7.2z" />
        </svg>
        <h1>Chinwag</h1>
        <ThemeButton />
        <IconButton class="people-leave" icon="close" label="Close people" onClick={onLeave} />
      </header>
      <PagePicker />
      <SeatPicker />
      <PersonSearch sought={sought} />
      {inInbox.value ? (
        <InboxList sought={sought.value} onPick={onLeave} />
      ) : (
        <>
          <h2 class="people-heading">You are playing</h2>
          {page && <PersonList page={page} sought={sought.value} onPick={onLeave} />}
          <AddPerson onAdded={onLeave} />
        </>
      )}
      <ControlsButton onOpen={onLeave} />
    </nav>
  );
}
