import type { TemplatePayload } from '../../../../src/control/protocol.js';
import { cardTitleOf } from './payloads.js';

/** A kind of card this page has no picture of: its words, and what it is. */
export function UnknownTemplate({ payload }: { payload: TemplatePayload }) {
  return (
    <div class="card">
      <div class="card-text">
        <strong>{cardTitleOf(payload)}</strong>
        <span>Template of type {payload.template_type}; its fields are in the inspector.</span>
      </div>
    </div>
  );
}
