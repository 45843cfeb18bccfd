import { type Field, oneOf, required, string, url } from './field.js';
import { list, object, type Rule, variants } from './table.js';

/** Sends its title as the person's message, with the payload beside it. */
export interface TextQuickReply {
  contentType: 'text';
  /** Over 20 characters Messenger may cut it. May be `''` when there is an image. */
  title: string;
  /** Comes back when it is tapped; at most 1,000 characters. May be `''` when there is an image. */
  payload: string | number;
  /** A small round picture in front of the title, at least 24 × 24 pixels. */
  imageUrl?: string;
}

/** Offers the phone number of the person's profile; hidden if there is none. */
export interface PhoneNumberQuickReply {
  contentType: 'user_phone_number';
}

/** Offers the e-mail address of the person's profile; hidden if there is none. */
export interface EmailQuickReply {
  contentType: 'user_email';
}

/** https://developers.facebook.com/docs/messenger-platform/reference/buttons/quick-replies */
export type QuickReply = TextQuickReply | PhoneNumberQuickReply | EmailQuickReply;

export const QUICK_REPLIES_LIMIT = 13;

const text = string({ min: 0, max: 1000 });

const payload: Field<string | number> = {
  write(value, findings) {
    if (typeof value === 'number') return String(value);
    return text.write(value, findings);
  },
};

const imageInsteadOfWords: Rule<TextQuickReply> = ({ title, payload, imageUrl }, findings) => {
  const hint = 'only a quick reply with an imageUrl may go without';
  if (imageUrl != null) return;
  if (title.trim() === '') findings.errorAt('title', 'is empty', { hint });
  if (payload === '') findings.errorAt('payload', 'is empty', { hint });
};

const quickReply = variants<QuickReply, 'contentType'>(
  'contentType',
  {
    text: object<TextQuickReply>(
      {
        contentType: required(oneOf(['text'])),
        title: required(string({ min: 0, suspected: 20 })),
        payload: required(payload),
        imageUrl: url(),
      },
      imageInsteadOfWords,
    ),
    user_phone_number: object<PhoneNumberQuickReply>({ contentType: required(oneOf(['user_phone_number'])) }),
    user_email: object<EmailQuickReply>({ contentType: required(oneOf(['user_email'])) }),
  },
  { location: 'was removed from the platform in 2019; ask for the place in words' },
);

const some = list(quickReply, 'quick reply', { max: QUICK_REPLIES_LIMIT });

/** An empty list means none: it stays off the wire, where the platform would refuse it. */
export const quickRepliesField: Field<QuickReply[]> = {
  write: (value, findings) =>
    Array.isArray(value) && value.length === 0 ? undefined : some.write(value, findings),
};
