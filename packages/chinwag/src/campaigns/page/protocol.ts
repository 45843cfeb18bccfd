import type { CampaignSummary } from '../campaign.js';
import type { CampaignReport } from '../report.js';

/**
 * What the page in the browser exchanges with its server. Types only: the page imports this file and the pure ones
 * beside it, and nothing else of the server.
 */

/** `GET api/news?campaign=NAME`: server-sent events, each named `news`, its data this JSON. */
export interface News {
  /** The newest first. */
  campaigns: CampaignSummary[];
  /** Of the campaign that was asked for, or null when there is none of that name. */
  report: CampaignReport | null;
  /** Where the people are that all of it goes to, when nobody of them is real. */
  rehearsal?: string;
}

/** `POST api/campaigns/NAME/orders`, as JSON: what an operator wants of a campaign. Null is no limit. */
export type Order = { type: 'pause' | 'resume' | 'cancel' } | { type: 'rate'; perSecond: number | null };

/** Whatever the server refuses. */
export interface Refusal {
  error: { message: string };
}
