import { payload } from 'chinwag/router';
import { mediaUrl } from '../media.js';
import { backTo, reply, section } from '../section.js';
import type { TeaHouseContext } from '../visit.js';

const HOURS = Array.from({ length: 13 }, (_, index) => `${9 + index}:00`);

export const quickReplies = section(
  'Quick replies',
  'Answers to tap. They are gone once anything follows.',
  {
    async Pictures(context) {
      await context.sendText('Which kind of tea do you like best?', {
        quickReplies: [
          reply('Green', mediaUrl('green.png')),
          reply('Black', mediaUrl('black.png')),
          reply('Herbal', mediaUrl('herbal.png')),
        ],
      });
    },

    async Phone(context) {
      await context.sendText('May we call you when your table is free?', {
        quickReplies: [{ contentType: 'user_phone_number' }, reply('Menu')],
      });
    },

    async Email(context) {
      await context.sendText('Where shall we send the recipe?', {
        quickReplies: [{ contentType: 'user_email' }, reply('Menu')],
      });
    },

    // As many as a message can have.
    async Thirteen(context) {
      await context.sendText('A table for two? Choose your hour.', {
        quickReplies: HOURS.map((hour) => reply(hour)),
      });
    },
  },
  [
    payload(['Green', 'Black', 'Herbal'], (context: TeaHouseContext) => answer(context, 'A fine choice.')),
    payload(HOURS, (context: TeaHouseContext) => answer(context, `See you at ${context.event.payload}.`)),
    payload(/^\+\d+$/, (context: TeaHouseContext) => answer(context, 'We will call you.')),
    payload(/@/, (context: TeaHouseContext) => answer(context, 'It is on its way.')),
  ],
);

function answer(context: TeaHouseContext, words: string) {
  return context.sendText(words, { quickReplies: backTo('Quick replies') });
}
