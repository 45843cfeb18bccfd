import { signal } from '@preact/signals';
import { dismiss, notices } from '../state/notices.js';
import { Icon } from './Icon.js';
import { IconButton } from './IconButton.js';
import './notices.css';

/** A modal window puts the rest of the page out of reach: while one is open, notices appear in it instead. */
export const dialogsOpen = signal(0);

export function PageNotices() {
  return dialogsOpen.value === 0 ? <Notices /> : null;
}

export function Notices() {
  return (
    <div class="notices" role="status" aria-label="Notices">
      {notices.value.map((notice) => (
        <div key={notice.id} class="notice" data-tone={notice.tone}>
          <Icon name={notice.tone === 'error' ? 'warning' : 'check'} size={18} />
          <span>{notice.text}</span>
          <IconButton icon="close" label="Dismiss" size={16} onClick={() => dismiss(notice.id)} />
        </div>
      ))}
    </div>
  );
}
