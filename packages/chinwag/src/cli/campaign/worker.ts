import { campaignWorker } from '../../campaign-worker.js';
import { readConfig } from '../../config/project.js';
import { onceStopped } from '../stop.js';
import { bold } from '../style.js';
import { loadCampaign } from './load.js';
import { type CampaignCommand, needed, printJson } from './options.js';

/** `chinwag campaign worker`: sends along for a campaign that is started elsewhere, until it has ended. */
export async function worker(command: CampaignCommand): Promise<void> {
  const campaign = await loadCampaign(needed(command.target, 'worker', 'the file of a campaign'));
  const { config } = await readConfig(process.cwd());
  const worker = campaignWorker(campaign, config.campaigns);
  const working = worker.run();
  if (!command.json) console.log(`Sending along for ${bold(campaign.name)}, as soon as it is started.`);
  const ended = await Promise.race([working.then(() => true), onceStopped()]);
  await worker.close();
  await working;
  if (command.json) printJson({ name: campaign.name, ended: ended === true });
  else console.log(ended ? `${bold(campaign.name)} has ended.` : 'Stopped; others go on.');
}
