import type { QuickReply } from '../../world/model.js';
import { refuse } from '../error.js';
import type { Param } from '../param.js';
import { LONGEST_PAYLOAD } from './buttons.js';

/** One to thirteen quick replies. */
export function readQuickReplies(param: Param): QuickReply[] | undefined {
  if (!param.given) return undefined;
  return param.items({ min: 1, max: 13 }).map((item) => readQuickReply(item.object()));
}

function readQuickReply(item: Param): QuickReply {
  const contentType = item.field('content_type').oneOf(['text', 'user_phone_number', 'user_email']);
  if (contentType !== 'text') return { content_type: contentType };
  const image = item.field('image_url');
  const imageUrl = image.given && image.value !== '' ? image.url() : undefined;
  const title = item.field('title').shownUpTo(20).optionalText();
  if (!title && !(title === '' && imageUrl)) throw refuse('quickReplyTitle');
  const payload = readPayload(item.field('payload'));
  if (!payload && !(payload === '' && imageUrl)) throw refuse('quickReplyPayload');
  return { content_type: 'text', title, payload, ...(imageUrl && { image_url: imageUrl }) };
}

/** A payload may be a number; what comes back is text. */
function readPayload(param: Param): string | undefined {
  if (typeof param.value === 'number') return String(param.value);
  return param.optionalText({ max: LONGEST_PAYLOAD });
}
