import { dismiss, notices } from '../state/notices.js';
import { Icon } from './Icon.js';
import { IconButton } from './IconButton.js';
import './notices.css';

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
