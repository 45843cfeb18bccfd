import type { CampaignSummary, RecipientReport } from './campaign.js';
import type { CampaignRecord, RecipientRecord, Snapshot } from './ledger.js';
import { isGone } from './owner.js';
import type { CampaignReport, DoubtfulPerson, Funnel } from './report.js';
import { rateOf, thinned } from './timeline.js';

/** More points than a drawing has room for. */
const POINTS = 300;

/** How many doubtful people a report names. */
export const NAMED = 1_000;

const ENDED = new Set(['finished', 'cancelled']);

export function hasEnded({ state }: Pick<CampaignRecord, 'state'>): boolean {
  return ENDED.has(state);
}

/** A campaign as its report tells it. */
export function reportOf(
  { record, progress, failures, variants, timeline }: Snapshot,
  doubtful: readonly RecipientRecord[],
  now: number,
): CampaignReport {
  const { id, name, startedAt, endedAt, audience, rate: limit } = record;
  const isSending = record.state === 'running';
  const rate = isSending && startedAt !== null ? rateOf(timeline, startedAt, now) : 0;
  const report: CampaignReport = {
    id,
    name,
    state: record.state,
    audience,
    progress,
    failures,
    doubtful: doubtful.map(doubtfulPerson),
    funnel: sumOf(variants),
    timeline: thinned(timeline, POINTS),
    rate: { limit, now: rate },
  };
  const reason = reasonFor(record);
  if (reason !== null) report.reason = reason;
  if (startedAt !== null) report.startedAt = startedAt;
  if (endedAt !== null) report.endedAt = endedAt;
  if (record.variants.length > 1 || record.variants[0] !== '') {
    report.variants = Object.fromEntries(
      record.variants.map((variant, index) => [variant, variants[index] as Funnel & { failed: number }]),
    );
  }
  const left = progress.queued + progress.sending;
  if (isSending && rate > 0) report.secondsLeft = Math.ceil(left / rate);
  return report;
}

/** What is wrong, where the state alone does not say it. */
function reasonFor({ state, reason, holder, isFilled }: CampaignRecord): string | null {
  if (state === 'failed' || ENDED.has(state)) return reason;
  if (holder === null || isGone(holder.owner)) return 'no process is running it: start it again';
  return reason ?? (isFilled ? null : 'the audience is being read');
}

function sumOf(variants: readonly Funnel[]): Funnel {
  const sum = { sent: 0, delivered: 0, read: 0, answered: 0 };
  for (const { sent, delivered, read, answered } of variants) {
    sum.sent += sent;
    sum.delivered += delivered;
    sum.read += read;
    sum.answered += answered;
  }
  return sum;
}

function doubtfulPerson({ psid, at, reason }: RecipientRecord): DoubtfulPerson {
  return { psid, at: at ?? 0, reason: reason ?? 'the answer was lost' };
}

export function summaryOf({ record, progress }: Pick<Snapshot, 'record' | 'progress'>): CampaignSummary {
  const { id, name, state, startedAt, endedAt, audience } = record;
  const reason = reasonFor(record);
  return {
    id,
    name,
    state,
    ...(reason === null ? {} : { reason }),
    people: audience.people,
    done: progress.sent + progress.failed + progress.doubtful + progress.skipped,
    ...(startedAt === null ? {} : { startedAt }),
    ...(endedAt === null ? {} : { endedAt }),
  };
}

export function recipientReport(record: RecipientRecord, variants: readonly string[]): RecipientReport {
  const { psid, line, state, reason, messageId, at, deliveredAt, readAt, answeredAt } = record;
  const variant = variants[record.variant];
  return {
    psid,
    line,
    state,
    ...(reason === null ? {} : { reason }),
    ...(variant ? { variant } : {}),
    ...(messageId === null ? {} : { messageId }),
    ...(at === null ? {} : { at }),
    ...(deliveredAt === null ? {} : { deliveredAt }),
    ...(readAt === null ? {} : { readAt }),
    ...(answeredAt === null ? {} : { answeredAt }),
  };
}
