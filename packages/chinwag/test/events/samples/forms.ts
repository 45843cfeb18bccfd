import { fromPerson } from '../webhook.js';
import type { Sample } from './sample.js';

export const forms: Sample[] = [
  {
    name: 'customer feedback',
    item: fromPerson({
      messaging_feedback: {
        feedback_screens: [
          {
            screen_id: 0,
            questions: {
              my_q1: { type: 'csat', payload: '5', follow_up: { type: 'free_form', payload: 'nice' } },
            },
          },
        ],
      },
    }),
    kind: 'feedback',
    value: {
      feedbackScreens: [
        {
          screenId: 0,
          questions: {
            my_q1: { type: 'csat', payload: '5', followUp: { type: 'free_form', payload: 'nice' } },
          },
        },
      ],
    },
  },
  {
    name: 'a thumb under a message',
    item: fromPerson({ response_feedback: { feedback: 'Good response', mid: 'm_20' } }),
    kind: 'responseFeedback',
    value: { feedback: 'Good response', mid: 'm_20' },
  },
  {
    name: 'customer information',
    item: fromPerson({
      messaging_customer_information: {
        screens: [{ screen_id: 'Add address', responses: [{ key: 'country', value: 'US' }] }],
      },
    }),
    kind: 'customerInformation',
    value: { screens: [{ screenId: 'Add address', responses: [{ key: 'country', value: 'US' }] }] },
  },
  { name: 'a lead form', item: fromPerson({ form: { id: 'FORM' } }), kind: 'form', value: { id: 'FORM' } },
  {
    name: 'a coupon uncovered',
    item: fromPerson({ template: { type: 'coupon', payload: 'CAMP1', coupon_code: '10PERCENT' } }),
    kind: 'template',
    value: { type: 'coupon', payload: 'CAMP1', couponCode: '10PERCENT' },
  },
  {
    name: 'a shopping cart',
    item: fromPerson({
      order: {
        products: [{ id: 1, retailer_id: 's', name: 'n', unit_price: 11, currency: 'THB', quantity: 1 }],
        note: 'fast, please',
      },
    }),
    kind: 'order',
    value: {
      products: [{ id: '1', retailerId: 's', name: 'n', unitPrice: 11, currency: 'THB', quantity: 1 }],
      note: 'fast, please',
    },
  },
  {
    name: 'a game',
    item: fromPerson({
      game_play: {
        game_id: 'G',
        player_id: 'P',
        locale: 'en_US',
        context_type: 'SOLO',
        context_id: 'C',
        score: 3,
        payload: '{"my_key":1}',
      },
    }),
    kind: 'gamePlay',
    value: {
      gameId: 'G',
      playerId: 'P',
      locale: 'en_US',
      contextType: 'SOLO',
      contextId: 'C',
      score: 3,
      payload: '{"my_key":1}',
    },
  },
  {
    name: 'a call, which nobody here understands',
    item: fromPerson({ calls: { id: 'wacid' } }),
    kind: 'unknown',
    value: { fields: ['calls'] },
  },
];
