import { Icon } from '../../design/Icon.js';
import { Picture } from '../media/Picture.js';
import type { OptInPayload, TemplateProps } from './payloads.js';
import { press } from './press.js';
import { rememberTap, wasTapped } from './tapped.js';

const CALLS: Record<string, string> = {
  ALLOW: 'Allow messages',
  FREQUENCY: 'Get messages',
  GET: 'Get messages',
  GET_UPDATES: 'Get updates',
  OPT_IN: 'Opt in to messages',
  SIGN_UP: 'Sign up for messages',
};

/** Asks leave to write later: once, or whenever there is news on a topic. */
export function OptIn({ mid, payload }: TemplateProps<OptInPayload & { template_type: string }>) {
  const granted = wasTapped(mid);
  const once = payload.template_type === 'one_time_notif_req';
  const call = once
    ? 'Notify Me'
    : (CALLS[payload.notification_messages_cta_text ?? 'GET'] ?? 'Get messages');
  const grant = async () => {
    if (await press({ mid, button: 0 }, { type: payload.template_type })) rememberTap(mid);
  };
  return (
    <div class="card opt-in">
      {payload.image_url && (
        <Picture
          class={`card-picture ${payload.image_aspect_ratio ?? 'horizontal'}`}
          src={payload.image_url}
          alt=""
        />
      )}
      <div class="card-head">
        <span class="card-badge">
          <Icon name="bell" size={18} />
        </span>
        <div class="card-text">
          <strong>{payload.title ?? 'Updates and promotions'}</strong>
          <span>
            {once ? 'One message, when there is news.' : 'You can stop these messages at any time.'}
          </span>
        </div>
      </div>
      <div class="card-buttons">
        <button type="button" class="card-button" disabled={granted} onClick={grant}>
          {granted && <Icon name="check" size={14} />}
          <span>{granted ? 'You will be notified' : call}</span>
        </button>
      </div>
    </div>
  );
}
