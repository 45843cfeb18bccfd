import { eventKind } from './kind.js';
import { id, needed, shape } from './wire.js';

/** `form`. */
export interface WireLeadForm {
  id: string | number;
}

/** A person sent off a lead form in the conversation. */
export interface LeadForm {
  id: string;
}

export const form = eventKind(shape<WireLeadForm, LeadForm>({ id: needed('id', id) }), { keys: ['form'] });
