import { Icon } from '../../design/Icon.js';
import { perform } from '../../state/actions.js';
import { Picture } from '../media/Picture.js';
import type { OptInPayload, TemplateProps } from './payloads.js';

const CALLS: Record<string, string> = {
  ALLOW: 'Allow messages',
  FREQUENCY: 'Get messages',
  GET: 'Get messages',
  GET_UPDATES: 'Get updates',
  OPT_IN: 'Opt in to messages',
  SIGN_UP: 'Sign up for messages',
};

/** Asks leave to write later: once, or whenever there is news on a topic. */
export function OptIn({ mid, payload, card }: TemplateProps<OptInPayload & { template_type: string }>) {
  const once = payload.template_type === 'one_time_notif_req';
  const call = once
    ? 'Notify Me'
    : (CALLS[payload.notification_messages_cta_text ?? 'GET'] ?? 'Get messages');

  const answer = (type: 'opt_in' | 'stop_notifications' | 'resume_notifications') => perform({ type, mid });

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
          <Icon name={card === 'opted_in' ? 'check' : 'bell'} size={18} />
        </span>
        <div class="card-text">
          <strong>{payload.title ?? 'Updates and promotions'}</strong>
          <span>
            {once ? 'One message, when there is news.' : 'You can stop these messages at any time.'}
          </span>
        </div>
      </div>
      <div class="card-buttons">
        {card === undefined ? (
          <button type="button" class="card-button" onClick={() => answer('opt_in')}>
            {call}
          </button>
        ) : once ? (
          <button type="button" class="card-button" disabled>
            You will be notified
          </button>
        ) : card === 'stopped' ? (
          <button type="button" class="card-button" onClick={() => answer('resume_notifications')}>
            Resume messages
          </button>
        ) : (
          <button type="button" class="card-button" onClick={() => answer('stop_notifications')}>
            Stop messages
          </button>
        )}
      </div>
    </div>
  );
}
