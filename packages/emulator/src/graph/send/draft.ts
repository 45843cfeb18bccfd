import type { Attachment, QuickReply } from '../../world/model.js';
import { findSticker } from '../../world/stickers.js';
import type { Call } from '../call.js';
import { badParameter, refuse } from '../error.js';
import { asText, isRecord, type Param } from '../param.js';
import { collect, MEDIA_TYPES, type MediaSource, readImages, readMediaSource } from './media.js';
import { readQuickReplies } from './quick-replies.js';
import { checkTemplate } from './templates/index.js';
import { fillUtilityTemplate } from './utility.js';

/** A message that has been checked and not yet been sent; its media have not been fetched. */
export interface Draft {
  text?: string;
  attachments: (Attachment | MediaSource)[];
  quickReplies?: QuickReply[];
  metadata?: string;
  /** What decides about windows and limits. */
  kind: 'text' | 'media' | 'template' | 'sticker' | 'utility' | 'feedback';
}

export function readDraft(call: Call): Draft {
  const message = call.param('message').object();
  const content = readContent(call, message);
  return {
    ...content,
    quickReplies: readQuickReplies(message.field('quick_replies')),
    metadata: message.field('metadata').optionalText({ max: 1_000 }),
  };
}

/** Fetches and stores what a draft still lacks. */
export async function complete(
  call: Call,
  draft: Draft,
): Promise<{ attachments: Attachment[] | undefined; attachmentId: string | undefined }> {
  if (draft.attachments.length === 0) return { attachments: undefined, attachmentId: undefined };
  const attachments = await Promise.all(
    draft.attachments.map((each): Promise<Attachment> | Attachment =>
      'from' in each ? collect(call, each) : each,
    ),
  );
  const asked = draft.attachments.some((each) => 'from' in each && each.from !== 'id' && each.reusable);
  const first = attachments[0];
  return {
    attachments,
    attachmentId: asked && first && 'attachmentId' in first ? first.attachmentId : undefined,
  };
}

/** A message has a text, or an attachment, or several, or a sticker, or a utility template. */
function readContent(call: Call, message: Param): Pick<Draft, 'text' | 'attachments' | 'kind'> {
  const given = ['text', 'attachment', 'attachments', 'sticker_id', 'template'].filter(
    (key) => message.field(key).given,
  );
  if (given.length === 0) throw refuse('emptyMessage');
  if (given.length > 1) {
    throw badParameter(
      `Only one of ${given.map((key) => `message[${key}]`).join(', ')} can be sent in a message.`,
    );
  }
  switch (given[0]) {
    case 'text':
      return { kind: 'text', text: message.field('text').text({ max: 2_000 }), attachments: [] };
    case 'attachments':
      return { kind: 'media', attachments: readImages(call, message.field('attachments')) };
    case 'sticker_id':
      return { kind: 'sticker', attachments: [readSticker(message.field('sticker_id'))] };
    case 'template':
      return { kind: 'utility', ...fillUtilityTemplate(call, message.field('template').object()) };
    default:
      return readAttachment(call, message.field('attachment').object());
  }
}

function readAttachment(call: Call, attachment: Param): Pick<Draft, 'attachments' | 'kind'> {
  const type = attachment.field('type').oneOf([...MEDIA_TYPES, 'template']);
  if (type !== 'template') return { kind: 'media', attachments: [readMediaSource(call, attachment, type)] };
  const payload = attachment.field('payload').object();
  checkTemplate(payload.named('name_placeholder'), call);
  const value = payload.value;
  if (!isRecord(value)) throw badParameter(`The parameter ${payload.name} is required`);
  const templateType = asText(value.template_type);
  return {
    kind: templateType === 'customer_feedback' ? 'feedback' : 'template',
    attachments: [{ type: 'template', payload: { ...value, template_type: templateType } }],
  };
}

function readSticker(param: Param): Attachment {
  const id = param.id();
  if (!findSticker(id)) throw badParameter(`Param ${param.name} must be the id of a sticker - got "${id}".`);
  return { type: 'sticker', stickerId: id };
}
