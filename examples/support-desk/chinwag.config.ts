import { defineConfig } from 'chinwag';
import type { Desk } from './src/desk.js';

const initialState: Desk = { isWithHuman: false };

export default defineConfig({
  channels: {
    messenger: {
      fields: ['messages', 'messaging_postbacks', 'messaging_handovers', 'standby'],
      profile: {
        getStarted: { payload: 'GET_STARTED' },
        greeting: [{ locale: 'default', text: 'Questions about your order? We are here.' }],
        persistentMenu: [
          {
            locale: 'default',
            callToActions: [
              { type: 'postback', title: 'Talk to a human', payload: 'HUMAN' },
              { type: 'postback', title: 'Opening hours', payload: 'HOURS' },
            ],
          },
        ],
      },
    },
  },
  initialState,
});
