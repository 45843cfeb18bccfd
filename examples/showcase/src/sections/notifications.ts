import type { MessengerClient } from 'chinwag/messenger';
import { route } from 'chinwag/router';
import { mediaUrl } from '../media.js';
import { backTo, section } from '../section.js';
import type { TeaHouseContext } from '../visit.js';

export const notifications = section(
  'Notifications',
  'A day after your last word a Page falls silent, unless:',
  {
    async 'Tell me once'(context, { quickReplies }) {
      await context.sendOneTimeNotifReqTemplate(
        { title: 'When fresh scones are out', payload: 'Scones are out' },
        { quickReplies },
      );
    },

    async Newsletter(context, { quickReplies }) {
      await context.sendNotificationMessagesTemplate(
        {
          title: 'The tea of the month',
          imageUrl: mediaUrl('storefront.jpg'),
          payload: 'Tea of the month',
          notificationMessagesCtaText: 'SIGN_UP',
        },
        { quickReplies },
      );
    },

    async Utility(context, { quickReplies }) {
      const name = await orderUpdate(context.client);
      const parameters = [{ type: 'text' as const, text: 'T-1001' }];
      await context.sendUtilityTemplate(
        { name, language: 'en', components: [{ type: 'body', parameters }] },
        { quickReplies },
      );
    },
  },
  [
    route(({ event }: TeaHouseContext) => event.isOneTimeNotifOptin, SconesAreOut),
    route(({ event }: TeaHouseContext) => event.isNotificationMessagesOptin, Subscribed),
  ],
);

/** The token is good for one message within a year. Here the scones are out at once. */
async function SconesAreOut(context: TeaHouseContext) {
  const { oneTimeNotifToken = '' } = context.event.optin ?? {};
  await context.sendText('We will tell you once.');
  await context.client.sendText({ oneTimeNotifToken }, 'Fresh scones are out!', {
    quickReplies: backTo('Notifications'),
  });
}

async function Subscribed(context: TeaHouseContext) {
  await context.sendText('Good choice. You can stop it at any time.', {
    quickReplies: backTo('Notifications'),
  });
}

const TEMPLATE = 'order_update';

/** Messenger looks at a template before it may be sent, so the Page hands it in once and keeps it. */
async function orderUpdate(client: MessengerClient): Promise<string> {
  const { data } = await client.getUtilityTemplates({ name: TEMPLATE });
  if (data.length === 0) {
    await client.createUtilityTemplate({
      name: TEMPLATE,
      language: 'en',
      components: [
        { type: 'BODY', text: 'Your order {{1}} has left the oven.', example: { bodyText: [['T-1001']] } },
      ],
    });
  }
  return TEMPLATE;
}
