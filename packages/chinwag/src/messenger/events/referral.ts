import { eventKind } from './kind.js';
import { from, id, list, needed, shape, text, untouched, word } from './wire.js';

/** `referral`, wherever it stands: an event of its own, in a postback, in a message. */
export interface WireReferral {
  ref?: string;
  source?: string;
  type?: string;
  referer_uri?: string;
  ad_id?: string | number;
  ads_context_data?: WireAdContext;
  product?: { id: string | number };
}

export interface WireAdContext {
  ad_title?: string;
  photo_url?: string;
  video_url?: string;
  post_id?: string | number;
  product_id?: string | number;
  flow_id?: string | number;
}

/** How a person came to the conversation: by an m.me link, an ad, a QR code, a product of the shop. */
export interface Referral {
  /** What the link carried: `m.me/page?ref=…`. */
  ref?: string;
  source?: 'SHORTLINK' | 'ADS' | (string & Record<never, never>);
  type?: 'OPEN_THREAD' | 'LEAD_COMPLETE' | 'LEAD_INCOMPLETE' | (string & Record<never, never>);
  /** The website the person came from. */
  refererUri?: string;
  adId?: string;
  adsContextData?: AdContext;
  product?: { id: string };
}

/** The ad a person came from. */
export interface AdContext {
  adTitle?: string;
  photoUrl?: string;
  videoUrl?: string;
  postId?: string;
  productId?: string;
  flowId?: string;
}

/** One answer of a lead ad's form. */
export interface LeadAnswer {
  question: string;
  answer: unknown;
}

const adContext = shape<WireAdContext, AdContext>({
  adTitle: from('ad_title', text),
  photoUrl: from('photo_url', text),
  videoUrl: from('video_url', text),
  postId: from('post_id', id),
  productId: from('product_id', id),
  flowId: from('flow_id', id),
});

const product = shape<{ id: unknown }, { id: string }>({ id: needed('id', id) });

export const referralShape = shape<WireReferral, Referral>({
  ref: from('ref', text),
  source: from('source', word()),
  type: from('type', word()),
  refererUri: from('referer_uri', text),
  adId: from('ad_id', id),
  adsContextData: from('ads_context_data', adContext.read),
  product: from('product', product.read),
});

const leadAnswer = shape<LeadAnswer, LeadAnswer>({
  question: needed('question', text),
  answer: needed('answer', untouched),
});

/** `lead` stands beside the `referral` of a lead ad. */
export const leadShape = shape<{ data: unknown }, { data: LeadAnswer[] }>({
  data: needed('data', list(leadAnswer.read)),
});

/** A person with whom there is a conversation already came back by a link or an ad. */
export const referral = eventKind(referralShape, { keys: ['referral'], person: 'anyone' });
