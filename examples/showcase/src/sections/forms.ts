import { route } from 'chinwag/router';
import { mediaUrl } from '../media.js';
import { reply, section } from '../section.js';
import type { TeaHouseContext } from '../visit.js';

const businessPrivacy = { url: 'https://example.com/tea-house/privacy' };

export const forms = section(
  'Forms',
  'Ask for what you need to know:',
  {
    async Feedback(context, { quickReplies }) {
      await context.sendCustomerFeedbackTemplate(
        {
          title: 'How was your tea?',
          subtitle: 'Tell us, and the next pot is even better.',
          buttonTitle: 'Rate it',
          feedbackScreens: [
            {
              questions: [
                {
                  id: 'tea',
                  type: 'csat',
                  title: 'How did you like your tea?',
                  scoreLabel: 'neg_pos',
                  scoreOption: 'five_stars',
                  followUp: { type: 'free_form', placeholder: 'What could be better?' },
                },
              ],
            },
          ],
          businessPrivacy,
        },
        { quickReplies },
      );
    },

    async Address(context, { quickReplies }) {
      await context.sendText('Where shall the cake go?');
      await context.sendCustomerInformationTemplate(
        { businessPrivacy, countries: ['US', 'CA'], purpose: 'SHIPPING' },
        { quickReplies },
      );
    },

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
  },
  [
    route(({ event }: TeaHouseContext) => event.isFeedback, FeedbackGiven),
    route(({ event }: TeaHouseContext) => event.isCustomerInformation, AddressGiven),
    route(({ event }: TeaHouseContext) => event.isOneTimeNotifOptin, SconesAreOut),
    route(({ event }: TeaHouseContext) => event.isNotificationMessagesOptin, Subscribed),
  ],
);

const quickReplies = [reply('Forms'), reply('Menu')];

async function FeedbackGiven(context: TeaHouseContext) {
  const answer = context.event.feedback?.feedbackScreens[0]?.questions.tea;
  await context.sendText(`${answer?.payload} of 5 stars. Thank you, we read every word!`, { quickReplies });
}

async function AddressGiven(context: TeaHouseContext) {
  const responses = context.event.customerInformation?.screens.flatMap((screen) => screen.responses) ?? [];
  const address = responses.map(({ value }) => value).join(', ');
  await context.sendText(`The cake goes to ${address}.`, { quickReplies });
}

/** The token is good for one message within a year. Here the scones are out at once. */
async function SconesAreOut(context: TeaHouseContext) {
  const { oneTimeNotifToken = '' } = context.event.optin ?? {};
  await context.sendText('We will tell you once.', { quickReplies });
  await context.client.sendText({ oneTimeNotifToken }, 'Fresh scones are out!');
}

async function Subscribed(context: TeaHouseContext) {
  await context.sendText('You will hear of the tea of the month.', { quickReplies });
}
