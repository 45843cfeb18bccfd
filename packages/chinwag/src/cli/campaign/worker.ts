import { type CampaignWorkerStand, campaignWorker } from '../../campaign-worker.js';
import { readConfig } from '../../config/project.js';
import { onceStopped } from '../stop.js';
import { bold } from '../style.js';
import { loadCampaign } from './load.js';
import { type CampaignCommand, needed, printJson } from './options.js';

const STANDS: Record<CampaignWorkerStand, (name: string) => string> = {
  waiting: (name) => `It sends along for ${name} as soon as that is started.`,
  sending: (name) => `Sending along for ${name}.`,
};

/** `chinwag campaign worker`: sends along for a campaign that is started elsewhere, until it has ended. */
export async function worker(command: CampaignCommand): Promise<void> {
  const campaign = await loadCampaign(needed(command.target, 'worker', 'the file of a campaign'));
  const { config } = await readConfig(process.cwd());
  let hasBegun = false;
  const worker = campaignWorker(campaign, {
    ...config.campaigns,
    onStand: ({ name }, stand) => {
      hasBegun ||= stand === 'sending';
      if (!command.json) console.log(STANDS[stand](bold(name)));
    },
  });
  const working = worker.run();
  const ended = await Promise.race([working.then(() => true), onceStopped()]);
  await worker.close();
  await working;
  if (command.json) printJson({ name: campaign.name, ended: ended === true });
  else if (ended) console.log(`${bold(campaign.name)} has ended.`);
  else console.log(hasBegun ? 'Stopped; others go on.' : 'Stopped, with nothing sent.');
}
