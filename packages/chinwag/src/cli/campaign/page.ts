import type { Campaigns } from '../../campaigns/campaign.js';
import { type CampaignPage, serveCampaignPage } from '../../campaigns/page/server.js';
import { openBrowser } from '../open-browser.js';
import { freePort } from '../ports.js';
import { bold, dim } from '../style.js';
import { openCampaigns } from './campaigns.js';
import { type CampaignCommand, printJson } from './options.js';
import { onceOver } from './over.js';

/** `chinwag campaign page`: all campaigns in the browser, until Ctrl+C. The campaigns go on without it. */
export async function page(command: CampaignCommand): Promise<void> {
  const campaigns = await openCampaigns(command);
  // A ledger that cannot be opened says so here, and not to a browser that waits for it.
  await campaigns.list();
  const served = await servePage(campaigns, command);
  if (command.json) printJson({ address: served.address });
  else
    console.log(`\n  The page is at ${bold(served.address)} ${dim('Ctrl+C stops it, and no campaign.')}\n`);
  await onceOver(command);
  await served.close();
  await campaigns.close();
}

/** The page at the port that is wanted, or the next free one, and in the browser. */
export async function servePage(
  campaigns: Campaigns,
  { port, open, rehearsal }: CampaignCommand,
): Promise<CampaignPage> {
  const about = rehearsal ? { rehearsal: rehearsal.address } : {};
  const served = await serveCampaignPage(campaigns, port === 0 ? 0 : await freePort(port), about);
  if (open) openBrowser(served.address);
  return served;
}
