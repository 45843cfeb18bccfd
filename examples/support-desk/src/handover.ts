import type { Action } from 'chinwag';
import type { DeskContext } from './desk.js';
import { QUESTIONS } from './desk.js';

/** Gives the conversation to the people at the Page's inbox. From now on the bot is on standby, and silent. */
export async function HandOver(context: DeskContext) {
  await context.sendText('One moment, I am getting somebody for you.');
  await context.passThreadControlToPageInbox(`asked for a human: ${context.event.text ?? 'by the menu'}`);
  context.setState({ isWithHuman: true });
}

/** A human answered without being asked to: the platform has taken the conversation from the bot. */
export async function StepBack(context: DeskContext) {
  context.setState({ isWithHuman: true });
}

/** The human has handed the conversation back. */
export async function TakeUp(context: DeskContext) {
  context.setState({ isWithHuman: false });
  await context.sendText('It is the bot again. Is there anything else?', { quickReplies: QUESTIONS });
}

/**
 * Nobody hands back a conversation that has gone to sleep: control ends a day after the person's last word. What they
 * write then is no longer overheard but meant for the bot.
 */
export const TakeUpAfterSleep: Action<DeskContext, { next?: Action<DeskContext> }> = async (
  context,
  { next },
) => {
  const { event, state } = context;
  const isForBot = !event.isStandby && !event.isEcho && (event.isMessage || event.isPostback);
  if (state.isWithHuman && isForBot) {
    context.setState({ isWithHuman: false });
    await context.sendText('Our people have closed this conversation, so it is the bot again.');
  }
  return next;
};
