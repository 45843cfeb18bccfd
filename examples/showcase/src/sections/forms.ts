import { route } from 'chinwag/router';
import { backTo, section } from '../section.js';
import type { TeaHouseContext } from '../visit.js';

const quickReplies = backTo('Forms');

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
  },
  [
    route(({ event }: TeaHouseContext) => event.isFeedback, FeedbackGiven),
    route(({ event }: TeaHouseContext) => event.isCustomerInformation, AddressGiven),
  ],
);

async function FeedbackGiven(context: TeaHouseContext) {
  const answer = context.event.feedback?.feedbackScreens[0]?.questions.tea;
  await context.sendText(`${answer?.payload} of 5 stars. Thank you, we read every word!`, { quickReplies });
}

async function AddressGiven(context: TeaHouseContext) {
  const responses = context.event.customerInformation?.screens.flatMap((screen) => screen.responses) ?? [];
  const address = responses.map(({ value }) => value).join(', ');
  await context.sendText(`The cake goes to ${address}.`, { quickReplies });
}
