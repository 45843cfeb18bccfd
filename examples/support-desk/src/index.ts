import { chain } from 'chinwag';
import { messenger } from 'chinwag/messenger';
import { payload, router, text } from 'chinwag/router';
import { type DeskContext, QUESTIONS } from './desk.js';
import { HandOver, StepBack, TakeUp, TakeUpAfterSleep } from './handover.js';

const Hours = (context: DeskContext) =>
  context.sendText('We are open from 9 to 18 o’clock, Monday to Friday.');

const AskOrder = (context: DeskContext) => context.sendText('Write me its number, like this: order 1234');

const Welcome = (context: DeskContext) =>
  context.sendText('What can I do for you?', { quickReplies: QUESTIONS });

/** On standby none of these runs, so the bot does not talk into what a human says. */
const Questions = router<DeskContext>([
  payload('HUMAN', HandOver),
  text(/human|agent|person|complain/i, HandOver),
  messenger.takeThreadControl(StepBack),
  messenger.passThreadControl(TakeUp),
  payload('HOURS', Hours),
  payload('ORDER', AskOrder),
  text(/order (\d+)/i, (context, { match }) =>
    context.sendText(`Order ${match[1]} left our house this morning.`),
  ),
  payload('GET_STARTED', Welcome),
  messenger.message(Welcome),
]);

export default chain<DeskContext>([TakeUpAfterSleep, Questions]);
