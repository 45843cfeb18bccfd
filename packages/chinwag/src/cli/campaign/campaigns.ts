import { campaigns } from '../../campaigning.js';
import type { Campaigns } from '../../campaigns/campaign.js';
import { readConfig } from '../../config/project.js';

/** The campaigns of the project in this folder, kept where its config says. */
export async function openCampaigns(): Promise<Campaigns> {
  const { config } = await readConfig(process.cwd());
  return campaigns(config.campaigns);
}
