import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { CardState, PersonAction } from '../../../../src/control/protocol.js';
import { Dialog } from '../../design/Dialog.js';
import { Icon, type IconName } from '../../design/Icon.js';
import { useSubmit } from '../../design/use-one-at-a-time.js';
import { perform } from '../../state/actions.js';
import { safeAddress } from '../addresses.js';
import './forms.css';

interface Props {
  card: CardState | undefined;
  icon: IconName;
  title: string;
  subtitle: string;
  call: string;
  privacy: string | undefined;
  /** Turns what was filled in into what the person does; the fields themselves are the children. */
  actionFrom: (fields: FormData) => PersonAction;
  children: ComponentChildren;
}

/** A card whose button opens a form, which can be sent once. */
export function FormCard({ card, icon, title, subtitle, call, privacy, actionFrom, children }: Props) {
  const open = useSignal(false);
  const done = card === 'submitted';
  const policy = safeAddress(privacy);
  const close = () => {
    open.value = false;
  };
  const submit = useSubmit(async (fields) => {
    if (await perform(actionFrom(fields))) close();
  });
  return (
    <div class="card form-card">
      <div class="card-head">
        <span class="card-badge">
          <Icon name={done ? 'check' : icon} size={18} />
        </span>
        <div class="card-text">
          <strong>{title}</strong>
          <span>{subtitle}</span>
        </div>
      </div>
      <div class="card-buttons">
        <button
          type="button"
          class="card-button"
          disabled={done}
          onClick={() => {
            open.value = true;
          }}
        >
          {done ? 'Sent' : call}
        </button>
      </div>
      {open.value && (
        <Dialog title={title} shape="sheet" onClose={close}>
          <form class="form" onSubmit={submit}>
            {children}
            <button type="submit" class="button primary">
              Submit
            </button>
            {policy && (
              <p class="form-privacy">
                Your answers go to the business.{' '}
                <a href={policy} target="_blank" rel="noopener noreferrer">
                  Its privacy policy
                </a>
              </p>
            )}
          </form>
        </Dialog>
      )}
    </div>
  );
}
