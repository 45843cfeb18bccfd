import { defineConfig } from 'chinwag';
import type { Visit } from './src/visit.js';

const initialState: Visit = { basket: [] };

export default defineConfig({
  channels: {
    messenger: {
      profile: {
        getStarted: { payload: 'GET_STARTED' },
        greeting: [{ locale: 'default', text: 'Hello {{user_first_name}}! Tea, cake and a good chat.' }],
        persistentMenu: [
          {
            locale: 'default',
            callToActions: [
              { type: 'postback', title: 'Menu', payload: 'Menu' },
              { type: 'postback', title: 'Our teas', payload: 'Carousel' },
              { type: 'postback', title: 'My receipt', payload: 'Receipt' },
              { type: 'web_url', title: 'Our house', url: 'https://example.com/tea-house' },
            ],
          },
        ],
      },
    },
  },
  initialState,
});
