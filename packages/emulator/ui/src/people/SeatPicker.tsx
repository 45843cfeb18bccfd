import { openInbox, unansweredChats } from '../state/inbox.js';
import { inInbox } from '../state/preferences.js';

/** Which side of the chat is played: people, or the human agent of the Page. */
export function SeatPicker() {
  const waiting = unansweredChats.value;
  return (
    <fieldset class="seats" aria-label="Play">
      <button
        type="button"
        aria-pressed={!inInbox.value}
        onClick={() => {
          inInbox.value = false;
        }}
      >
        People
      </button>
      <button type="button" aria-pressed={inInbox.value} onClick={openInbox}>
        Page inbox
        {waiting > 0 && !inInbox.value && <span class="seats-waiting" title={`${waiting} unread`} />}
      </button>
    </fieldset>
  );
}
