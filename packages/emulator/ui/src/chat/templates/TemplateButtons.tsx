import { Icon, type IconName } from '../../design/Icon.js';
import { safeAddress } from '../addresses.js';
import { type TemplateButton, titleOfButton } from './payloads.js';
import { press } from './press.js';

const ICONS: Record<string, IconName> = { web_url: 'open', phone_number: 'phone', audio_call: 'phone' };

interface Props {
  mid: string;
  element?: number;
  buttons: TemplateButton[] | undefined;
}

export function TemplateButtons({ mid, element, buttons = [] }: Props) {
  if (buttons.length === 0) return null;
  return (
    <div class="card-buttons">
      {buttons.map((button, index) => {
        const title = titleOfButton(button);
        const icon = ICONS[button.type];
        const face = (
          <>
            <span>{title}</span>
            {icon && <Icon name={icon} size={14} />}
          </>
        );
        const key = `${index}/${title}`;
        // A call is the telephone's business: the platform sends the bot no webhook for it.
        return button.type === 'phone_number' ? (
          <a key={key} class="card-button" href={safeAddress(`tel:${button.payload ?? ''}`)}>
            {face}
          </a>
        ) : (
          <button
            key={key}
            type="button"
            class="card-button"
            onClick={() =>
              press({ mid, ...(element === undefined ? {} : { element }), button: index }, button)
            }
          >
            {face}
          </button>
        );
      })}
    </div>
  );
}
