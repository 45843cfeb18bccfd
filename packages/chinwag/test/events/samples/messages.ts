import { fromPerson } from '../webhook.js';
import type { Sample } from './sample.js';

const quickReply = { payload: 'GREEN' };
const adReferral = {
  ref: 'camp1',
  adId: '6045',
  source: 'ADS',
  type: 'OPEN_THREAD',
  adsContextData: {
    adTitle: 'T',
    photoUrl: 'https://x/p',
    videoUrl: 'https://x/v',
    postId: '9',
    productId: '8',
    flowId: '7',
  },
};

export const messages: Sample[] = [
  {
    name: 'a text',
    item: fromPerson({ message: { mid: 'm_1', text: 'hi' } }),
    kind: 'message',
    value: { mid: 'm_1', text: 'hi' },
    facets: { text: 'hi' },
    identity: 'message:m_1',
  },
  {
    name: 'an empty text',
    item: fromPerson({ message: { mid: 'm_1', text: '' } }),
    kind: 'message',
    value: { mid: 'm_1', text: '' },
    facets: { text: '' },
  },
  {
    name: 'a tap on a quick reply',
    item: fromPerson({ message: { mid: 'm_1', text: 'Green', quick_reply: { payload: 'GREEN' } } }),
    kind: 'message',
    value: { mid: 'm_1', text: 'Green', quickReply },
    facets: { text: 'Green', quickReply, payload: 'GREEN' },
  },
  {
    name: 'a quick reply whose payload is empty',
    item: fromPerson({ message: { mid: 'm_1', text: 'x', quick_reply: { payload: '' } } }),
    kind: 'message',
    value: { mid: 'm_1', text: 'x', quickReply: { payload: '' } },
    facets: { text: 'x', quickReply: { payload: '' }, payload: '' },
  },
  {
    name: 'a payload that is JSON, with keys of its own',
    item: fromPerson({
      message: { mid: 'm', text: 'x', quick_reply: { payload: '{"my_key":{"__proto__":1}}' } },
    }),
    kind: 'message',
    value: { mid: 'm', text: 'x', quickReply: { payload: '{"my_key":{"__proto__":1}}' } },
    facets: {
      text: 'x',
      quickReply: { payload: '{"my_key":{"__proto__":1}}' },
      payload: '{"my_key":{"__proto__":1}}',
    },
  },
  {
    name: 'an answer to a message',
    item: fromPerson({
      message: { mid: 'm_2', text: 'yes', reply_to: { mid: 'm_1', is_self_reply: false } },
    }),
    kind: 'message',
    value: { mid: 'm_2', text: 'yes', replyTo: { mid: 'm_1', isSelfReply: false } },
    facets: { text: 'yes' },
    also: { replyTo: { mid: 'm_1', isSelfReply: false } },
  },
  {
    name: 'a command',
    item: fromPerson({ message: { mid: 'm_3', text: 'flights to LAX', commands: [{ name: 'flights' }] } }),
    kind: 'message',
    value: { mid: 'm_3', text: 'flights to LAX', commands: [{ name: 'flights' }] },
    facets: { text: 'flights to LAX' },
    also: { commands: [{ name: 'flights' }] },
  },
  {
    name: 'a message that an ad brought',
    item: fromPerson({
      message: {
        mid: 'm_4',
        text: 'hi',
        referral: {
          ref: 'camp1',
          ad_id: '6045',
          source: 'ADS',
          type: 'OPEN_THREAD',
          ads_context_data: {
            ad_title: 'T',
            photo_url: 'https://x/p',
            video_url: 'https://x/v',
            post_id: '9',
            product_id: '8',
            flow_id: '7',
          },
        },
      },
    }),
    kind: 'message',
    value: { mid: 'm_4', text: 'hi', referral: adReferral },
    facets: { text: 'hi', referral: adReferral },
    also: { messageReferral: adReferral, ref: 'camp1' },
  },
  {
    name: 'a question about a product',
    item: fromPerson({
      message: { mid: 'm_5', text: 'is it available?', referral: { product: { id: 'PRODUCT' } } },
    }),
    kind: 'message',
    value: { mid: 'm_5', text: 'is it available?', referral: { product: { id: 'PRODUCT' } } },
    facets: { text: 'is it available?', referral: { product: { id: 'PRODUCT' } } },
    also: { messageReferral: { product: { id: 'PRODUCT' } } },
  },
  {
    name: 'a text with what NLP made of it, left as it came',
    item: fromPerson({
      message: { mid: 'm', text: 'tomorrow', nlp: { entities: { wit$datetime: [{ body_key: 1 }] } } },
    }),
    kind: 'message',
    value: { mid: 'm', text: 'tomorrow', nlp: { entities: { wit$datetime: [{ body_key: 1 }] } } },
    facets: { text: 'tomorrow' },
  },
  {
    name: 'the first message after a checkbox',
    item: fromPerson({
      message: { mid: 'm', text: 'hi' },
      prior_message: { source: 'checkbox_plugin', identifier: 'UNIQUE_REF' },
    }),
    kind: 'message',
    value: { mid: 'm', text: 'hi' },
    facets: { text: 'hi' },
    also: { priorMessage: { source: 'checkbox_plugin', identifier: 'UNIQUE_REF' } },
  },
  {
    name: 'a line of Messenger itself, without a mid',
    item: fromPerson({ message: { admin_text: 'You are talking to a human now' } }),
    kind: 'message',
    value: { adminText: 'You are talking to a human now' },
  },
];
