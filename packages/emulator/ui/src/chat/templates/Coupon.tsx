import { copyText } from '../../design/clipboard.js';
import { Icon } from '../../design/Icon.js';
import { perform } from '../../state/actions.js';
import { LinkedText } from '../LinkedText.js';
import { Picture } from '../media/Picture.js';
import type { CouponPayload, TemplateProps } from './payloads.js';
import { openAddress } from './press.js';

function Code({ code }: { code: string }) {
  return (
    <button
      type="button"
      class="coupon-code"
      aria-label={`Copy code ${code}`}
      onClick={() => copyText(code, 'Code copied')}
    >
      <span>{code}</span>
      <Icon name="copy" size={16} />
    </button>
  );
}

export function Coupon({ mid, payload, card }: TemplateProps<CouponPayload>) {
  const revealed = card === 'revealed';
  const { coupon_code: code, coupon_url: url } = payload;
  return (
    <>
      {payload.coupon_pre_message && (
        <p class="bubble">
          <LinkedText text={payload.coupon_pre_message} />
        </p>
      )}
      <div class="card coupon">
        {payload.image_url && <Picture class="card-picture horizontal" src={payload.image_url} alt="" />}
        <div class="card-text">
          <strong>{payload.title}</strong>
          <span>{payload.subtitle ?? 'Terms may apply.'}</span>
        </div>
        {code && revealed && <Code code={code} />}
        <div class="card-buttons">
          {code && !revealed && (
            <button type="button" class="card-button" onClick={() => perform({ type: 'reveal_coupon', mid })}>
              Reveal code
            </button>
          )}
          {url && (
            <button type="button" class="card-button" onClick={() => openAddress(url)}>
              <span>{payload.coupon_url_button_title ?? 'Shop now'}</span>
              <Icon name="open" size={14} />
            </button>
          )}
        </div>
      </div>
    </>
  );
}
