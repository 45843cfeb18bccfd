import type { PersonAction } from '../../../src/control/protocol.js';
import { Dialog } from '../design/Dialog.js';
import { useSubmit } from '../design/use-one-at-a-time.js';
import { perform } from '../state/actions.js';
import { openConversation } from '../state/conversations.js';
import { notify } from '../state/notices.js';
import { currentPage, currentPerson } from '../state/world.js';
import './elsewhere.css';

interface Deed {
  label: string;
  hint: string;
  call: string;
  done: string;
  actionFrom: (text: string) => PersonAction;
}

/** Which ad it is makes no difference here. */
const AD_ID = '6045246247433';
const MAY_REPLY = 'The bot may now reply privately, once';

/** Each is one line to fill in and one thing that comes of it. */
const DEEDS: readonly Deed[] = [
  {
    label: 'Follow an m.me link',
    hint: 'ref, such as summer-campaign',
    call: 'Follow',
    done: 'The bot hears of the link',
    actionFrom: (ref) => ({ type: 'referral', ref }),
  },
  {
    label: 'Click an ad',
    hint: 'ref of the ad',
    call: 'Click',
    done: 'The bot hears of the ad; in a new chat, with the first message',
    actionFrom: (ref) => ({ type: 'referral', ref, source: 'ADS', ad_id: AD_ID }),
  },
  {
    label: 'Tap Send to Messenger on a web site',
    hint: 'data-ref of the plugin',
    call: 'Tap',
    done: 'The bot hears of the opt-in',
    actionFrom: (ref) => ({ type: 'send_to_messenger', ref }),
  },
  {
    label: 'Write on the Page’s wall',
    hint: 'What the post says',
    call: 'Post',
    done: MAY_REPLY,
    actionFrom: (text) => ({ type: 'post', text }),
  },
  {
    label: 'Comment on a post',
    hint: 'What the comment says',
    call: 'Comment',
    done: MAY_REPLY,
    actionFrom: (text) => ({ type: 'comment', text }),
  },
];

function DeedForm({ label, hint, call, done, actionFrom }: Deed) {
  const submit = useSubmit(async (fields, form) => {
    const text = String(fields.get('text') ?? '').trim();
    if (!(await perform(actionFrom(text)))) return;
    form.reset();
    notify(done);
  });
  return (
    <form class="deed" onSubmit={submit}>
      <label class="field">
        {label}
        <input name="text" placeholder={hint} required autocomplete="off" />
      </label>
      <button type="submit" class="button">
        {call}
      </button>
    </form>
  );
}

function BlockButton({ page }: { page: string }) {
  const blocked = openConversation.value?.state.value.blocked === true;
  const toggle = async () => {
    if (!(await perform({ type: blocked ? 'unblock' : 'block' }))) return;
    notify(blocked ? `${page} may write again` : `${page} is blocked`);
  };
  return (
    <button type="button" class="button" onClick={toggle}>
      {blocked ? 'Unblock' : 'Block'} {page}
    </button>
  );
}

/** What a person does outside of the chat, and the bot hears of. */
export function Elsewhere({ onClose }: { onClose: () => void }) {
  const page = currentPage.value?.name ?? 'the Page';
  return (
    <Dialog
      title={`Elsewhere, as ${currentPerson.value?.first_name ?? 'nobody'}`}
      shape="sheet"
      onClose={onClose}
    >
      <div class="deeds">
        {DEEDS.map((deed) => (
          <DeedForm key={deed.label} {...deed} />
        ))}
        <BlockButton page={page} />
      </div>
    </Dialog>
  );
}
