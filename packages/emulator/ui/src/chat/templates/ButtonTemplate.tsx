import { LinkedText } from '../LinkedText.js';
import type { ButtonPayload, TemplateProps } from './payloads.js';
import { TemplateButtons } from './TemplateButtons.js';

export function ButtonTemplate({ mid, payload }: TemplateProps<ButtonPayload>) {
  return (
    <div class="card">
      <p class="card-words" dir="auto">
        <LinkedText text={payload.text} />
      </p>
      <TemplateButtons mid={mid} buttons={payload.buttons} />
    </div>
  );
}
