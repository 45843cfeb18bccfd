import type { Order, Refusal } from '../../../protocol.js';

/** The server said no, or could not be reached. The message is fit to be shown. */
export class Problem extends Error {
  override readonly name = 'Problem';
}

const addressOf = (campaign: string) => `./api/campaigns/${encodeURIComponent(campaign)}`;

export const peopleCsv = (campaign: string) => `${addressOf(campaign)}/people.csv`;

export async function give(campaign: string, order: Order): Promise<void> {
  let answer: Response;
  try {
    answer = await fetch(`${addressOf(campaign)}/orders`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(order),
    });
  } catch {
    throw new Problem('The page has lost its server. Is `chinwag campaign` still running?');
  }
  if (answer.ok) return;
  const refusal = (await answer.json().catch(() => null)) as Refusal | null;
  throw new Problem(refusal?.error.message ?? `The server answered ${answer.status}.`);
}
