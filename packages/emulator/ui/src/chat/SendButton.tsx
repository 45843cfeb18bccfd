import { Icon } from '../design/Icon.js';

export function SendButton({ disabled, onSend }: { disabled: boolean; onSend: () => void }) {
  return (
    <button type="button" class="send" aria-label="Send" title="Send" disabled={disabled} onClick={onSend}>
      <Icon name="send" />
    </button>
  );
}
