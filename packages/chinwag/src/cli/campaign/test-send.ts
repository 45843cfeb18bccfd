import { readPsid } from '../../campaigns/audience/row.js';
import { counted } from '../../campaigns/page/numbers.js';
import { bold, dim, green, red } from '../style.js';
import { loadCampaign } from './load.js';
import { type CampaignCommand, needed, printJson } from './options.js';

const WHO = '--to with the PSIDs to send to, with commas between';

/** `chinwag campaign test`: sends to named people now, outside of the campaign; fails when one could not be sent to. */
export async function testSend(command: CampaignCommand): Promise<void> {
  const file = needed(command.target, 'test', 'the file of a campaign');
  const { rehearsal } = command;
  const psids = needed(command.to ?? (await rehearsal?.somebody()), 'test', WHO)
    .split(',')
    .map((psid) => psid.trim())
    .filter(Boolean);
  if (psids.length === 0) needed('', 'test', WHO);
  const campaign = await loadCampaign(file, { rehearsal, arrive: false });
  try {
    await rehearsal?.admit(psids.filter((psid) => 'psid' in readPsid(psid)).map((psid) => ({ psid })));
    const results = await campaign.testSend(psids);
    if (command.json) {
      printJson(
        results.map(({ error, ...result }) => (error ? { ...result, error: error.message } : result)),
      );
    } else {
      for (const { psid, variant, valuesOf, error, messageIds } of results) {
        const who = `${bold(psid)}${variant ? ` ${dim(`(${variant})`)}` : ''}`;
        if (error) console.error(`${who} ${red('not sent')}: ${error.message}`);
        else console.log(`${who} ${green('sent')} ${dim(told(messageIds.length, valuesOf))}`);
      }
    }
    if (results.some(({ error }) => error)) process.exitCode = 1;
  } finally {
    await campaign.close();
  }
}

const told = (messages: number, valuesOf: number | undefined) =>
  `${counted(messages, 'message')}${valuesOf ? `, as for line ${valuesOf}: they are not in the audience` : ''}`;
