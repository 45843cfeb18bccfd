import { campaigns } from '../../campaigning.js';
import type { Campaigns } from '../../campaigns/campaign.js';
import type { CampaignCommand } from './options.js';

/** The campaigns of the project in this folder, kept where its config says; with `--dev` those of the emulator. */
export async function openCampaigns({ rehearsal }: CampaignCommand): Promise<Campaigns> {
  return rehearsal ? rehearsal.campaigns() : campaigns();
}
