import type { MessengerContext } from 'chinwag/messenger';
import { payload, router } from 'chinwag/router';

async function ShowOffer(context: MessengerContext) {
  await context.sendText('Every tea at half price until midnight: https://tea.example/black-friday');
}

async function SayGoodbye(context: MessengerContext) {
  await context.sendText('Another time, then. Have a good day!');
}

/** The bot behind the campaign: it answers whoever answers. */
export default router<MessengerContext>([payload('OFFER', ShowOffer), payload('LATER', SayGoodbye)]);
