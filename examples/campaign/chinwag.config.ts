import { defineConfig } from 'chinwag';

export default defineConfig({
  channels: {
    messenger: {
      // Deliveries, reads and echoes are what a campaign's report is made of.
      fields: ['messages', 'messaging_postbacks', 'message_deliveries', 'message_reads', 'message_echoes'],
    },
  },
  storage: 'sqlite',
});
