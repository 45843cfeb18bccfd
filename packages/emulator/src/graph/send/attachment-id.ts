import type { MediaType, ReusableAttachment } from '../../world/model.js';
import type { Call } from '../call.js';
import { refuse } from '../error.js';
import { asText, type Param } from '../param.js';

/** A stored attachment can be sent for this long. */
export const ATTACHMENT_LIFE = 90 * 24 * 60 * 60 * 1000;

/** The stored attachment of an id: this Page's own, reusable, not expired, of the right type. */
export function findReusable(call: Call, param: Param, type: MediaType): ReusableAttachment {
  const id = typeof param.value === 'number' ? String(param.value) : param.value;
  const found = typeof id === 'string' ? call.world.attachments.get(id) : undefined;
  const hint = `attachment_id ${asText(id)}`;
  if (!found || found.pageId !== call.page.id) {
    throw refuse('attachmentId', { hint: `${hint} is not an attachment of this Page.` });
  }
  if (!found.reusable) throw refuse('attachmentId', { hint: `${hint} was uploaded without is_reusable.` });
  if (found.uploadedAt + ATTACHMENT_LIFE <= call.world.clock.now()) {
    throw refuse('attachmentId', { hint: `${hint} expired 90 days after its upload.` });
  }
  if (found.type !== type)
    throw refuse('attachmentId', { hint: `${hint} is of type ${found.type}, not ${type}.` });
  return found;
}
