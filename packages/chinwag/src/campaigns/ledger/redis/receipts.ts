import type { Receipt } from '../../ledger.js';
import type { Argument, Server } from './server.js';
import * as steps from './steps.js';

const AT_ONCE = 500;

/** Tells campaigns what webhooks tell of what they have sent. */
export class Receipts {
  #server: Server;
  #tagOf: (campaign: string) => string;

  constructor(server: Server, tagOf: (campaign: string) => string) {
    this.#server = server;
    this.#tagOf = tagOf;
  }

  /** @param campaigns Those that may have sent something that receipts still come for. */
  async note(receipts: readonly Receipt[], campaigns: readonly string[]): Promise<void> {
    const newest = await this.#newest(receipts, campaigns);
    const told = new Map<string, Argument[][]>();
    const tell = (campaign: string, receipt: Receipt) => {
      const all = told.get(campaign) ?? [];
      all.push([receipt.type, receipt.psid, receipt.at, 'watermark' in receipt ? receipt.watermark : 0]);
      told.set(campaign, all);
    };
    for (const receipt of receipts) {
      if (receipt.type === 'echo') tell(receipt.campaign, receipt);
      else if (receipt.type !== 'answered') for (const campaign of campaigns) tell(campaign, receipt);
      else {
        const campaign = newest.get(receipt);
        if (campaign !== undefined) tell(campaign, receipt);
      }
    }
    for (const [campaign, all] of told) {
      for (let from = 0; from < all.length; from += AT_ONCE) {
        await this.#server.run(steps.note, this.#tagOf(campaign), ...all.slice(from, from + AT_ONCE).flat());
      }
    }
  }

  /** An answer is to what came last: of each answer, the campaign that has sent last before it. */
  async #newest(receipts: readonly Receipt[], campaigns: readonly string[]): Promise<Map<Receipt, string>> {
    const answers = receipts.filter(({ type }) => type === 'answered');
    const newest = new Map<Receipt, { campaign: string; at: number }>();
    for (let from = 0; from < answers.length; from += AT_ONCE) {
      const some = answers.slice(from, from + AT_ONCE);
      for (const campaign of campaigns) {
        const psids = some.map(({ psid }) => psid);
        const times = await this.#server.run<number[]>(steps.sentAt, this.#tagOf(campaign), ...psids);
        for (const [index, answer] of some.entries()) {
          const at = Number(times[index] ?? 0);
          if (at > 0 && at <= answer.at && at > (newest.get(answer)?.at ?? 0))
            newest.set(answer, { campaign, at });
        }
      }
    }
    return new Map([...newest].map(([answer, { campaign }]) => [answer, campaign]));
  }
}
