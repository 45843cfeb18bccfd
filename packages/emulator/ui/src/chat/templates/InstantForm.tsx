import { Icon } from '../../design/Icon.js';
import { perform } from '../../state/actions.js';
import type { TemplateProps } from './payloads.js';

/** A lead form. What it asks is kept in Ads Manager, so sending it is all there is to do here. */
export function InstantForm({ mid, payload, card }: TemplateProps<{ form_id: unknown }>) {
  const sent = card === 'submitted';
  return (
    <div class="card form-card">
      <div class="card-head">
        <span class="card-badge">
          <Icon name={sent ? 'check' : 'file'} size={18} />
        </span>
        <div class="card-text">
          <strong>Share your details</strong>
          <span>Form {String(payload.form_id)}</span>
        </div>
      </div>
      <div class="card-buttons">
        <button
          type="button"
          class="card-button"
          disabled={sent}
          onClick={() => perform({ type: 'submit_form', mid })}
        >
          {sent ? 'Sent' : 'Send the form'}
        </button>
      </div>
    </div>
  );
}
