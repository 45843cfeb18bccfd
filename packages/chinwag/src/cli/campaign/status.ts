import type { CampaignControl, Campaigns } from '../../campaigns/campaign.js';
import { openCampaigns } from './campaigns.js';
import { list } from './list.js';
import { type CampaignCommand, printJson } from './options.js';
import { onceOver } from './over.js';
import { printView, progressView } from './progress-view.js';

/** `chinwag campaign status`: one campaign as it is now, or all when there are several and none is named. */
export async function status(command: CampaignCommand): Promise<void> {
  const campaigns = await openCampaigns(command);
  try {
    const control = await chosen(campaigns, command.target);
    if (!control) return await list(command);
    if (command.watch) return await watch(control, command);
    const report = await control.report();
    if (command.json) printJson(report);
    else printView(report);
  } finally {
    await campaigns.close();
  }
}

/** Until Ctrl+C, or until there is nothing more to see. */
async function watch(control: CampaignControl, command: CampaignCommand): Promise<void> {
  const view = progressView({ json: command.json, footer: () => 'Ctrl+C leaves; the campaign goes on.' });
  const stopped = onceOver(command).then(() => undefined);
  const reports = control.progress()[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await Promise.race([reports.next(), stopped]);
      if (!next || next.done) break;
      view.show(next.value);
    }
    view.end(await control.report());
  } finally {
    view.leave();
    await reports.return?.();
  }
}

async function chosen(campaigns: Campaigns, name: string | undefined): Promise<CampaignControl | undefined> {
  if (name) return campaigns.get(name);
  const [first, ...others] = await campaigns.list();
  return first && others.length === 0 ? campaigns.get(first.name) : undefined;
}
