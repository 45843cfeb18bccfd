import { perSecond } from '../../campaigns/page/numbers.js';
import { checkedRate, give } from '../../campaigns/page/order.js';
import type { Order } from '../../campaigns/page/protocol.js';
import { isRunByNobody } from '../../campaigns/reporting/reporting.js';
import { bold, dim } from '../style.js';
import { openCampaigns } from './campaigns.js';
import { type CampaignCommand, needed, next, printJson } from './options.js';

/** Words that stand for no limit of the campaign's own. */
const UNLIMITED = ['none', 'unlimited'];

export const pause = (command: CampaignCommand) => steer(command, 'pause', { type: 'pause' }, 'is paused');
export const resume = (command: CampaignCommand) => steer(command, 'resume', { type: 'resume' }, 'goes on');
export const cancel = (command: CampaignCommand) =>
  steer(command, 'cancel', { type: 'cancel' }, 'is cancelled');

export async function rate(command: CampaignCommand): Promise<void> {
  const given = needed(command.value, 'rate', 'a name and a number of people a second');
  const limit = UNLIMITED.includes(given) ? null : checkedRate(given);
  const said =
    limit === null ? 'goes as fast as the platform allows' : `sends to at most ${perSecond(limit)}`;
  await steer(command, 'rate', { type: 'rate', perSecond: limit }, said);
}

/** Leaves the order in the ledger: whichever process runs the campaign follows it within a second. */
async function steer(command: CampaignCommand, action: string, order: Order, done: string): Promise<void> {
  const name = needed(command.target, action, 'the name of a campaign');
  const campaigns = await openCampaigns(command);
  try {
    const control = campaigns.get(name);
    await give(control, order);
    const report = await control.report();
    if (command.json) return printJson(report);
    if (order.type === 'resume' && isRunByNobody(report)) {
      console.log(`${bold(name)} goes on once it is started again: no process is running it.`);
      console.log(dim(`Start it with \`${next(command, 'start')} <file>\`.`));
      return;
    }
    console.log(`${bold(name)} ${done}.`);
    if (order.type !== 'cancel' && isRunByNobody(report)) {
      console.log(dim('No process is running it: it counts when it is started again.'));
    }
  } finally {
    await campaigns.close();
  }
}
