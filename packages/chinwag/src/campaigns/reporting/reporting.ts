import type { CampaignSummary, RecipientReport } from '../campaign.js';
import { isGone } from '../leading/owner.js';
import type { CampaignRecord, RecipientRecord, Snapshot } from '../ledger.js';
import type { CampaignReport, CampaignState, DoubtfulPerson, Funnel } from '../report.js';
import { rateOf, thinned } from './timeline.js';

/** More points than a drawing has room for. */
const POINTS = 300;

/** How many doubtful people a report names. */
export const NAMED = 1_000;

const NOBODY_RUNS_IT = 'no process is running it: start it again';
/** Nobody has been sent to then. */
const UNREAD = 'its audience was not read to the end, and no process is running it: start it again';

const ENDED = new Set(['finished', 'cancelled']);
/** What it says of itself that does not stand still. */
const UNDER_WAY = new Set(['scheduled', 'running', 'waiting']);

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
  const state = stateOf(record);
  const isSending = state === 'running';
  const late = isSending && startedAt !== null ? rateOf(timeline, startedAt, now) : 0;
  const rate = Math.min(late, limit ?? Number.POSITIVE_INFINITY);
  const report: CampaignReport = {
    id,
    name,
    state,
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

/** Whether there is no process, or certainly none any more, that would send for it. */
export function isLeftAlone({ holder }: Pick<CampaignRecord, 'holder'>): boolean {
  return holder === null || isGone(holder.owner);
}

/** A ledger keeps what a process has last said, also after that process has gone. */
export function stateOf(record: CampaignRecord): CampaignState {
  const { state } = record;
  return UNDER_WAY.has(state) && isLeftAlone(record) ? 'stopped' : state;
}

/** Whether a report tells that it stands still for want of a process. */
export const isRunByNobody = ({ reason }: Pick<CampaignReport, 'reason'>) =>
  reason === NOBODY_RUNS_IT || reason === UNREAD;

/** Whether it was cut off before its audience was in. */
export const isUnread = ({ reason }: Pick<CampaignReport, 'reason'>) => reason === UNREAD;

/** What is wrong, where the state alone does not say it. */
function reasonFor(record: CampaignRecord): string | null {
  const { state, reason, isFilled } = record;
  if (state === 'failed' || ENDED.has(state)) return reason;
  if (isLeftAlone(record)) return isFilled ? NOBODY_RUNS_IT : UNREAD;
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
  const { id, name, startedAt, endedAt, audience } = record;
  const state = stateOf(record);
  const reason = reasonFor(record);
  return {
    id,
    name,
    state,
    ...(reason === null ? {} : { reason }),
    people: audience.people,
    done: progress.sent + progress.failed + progress.doubtful + progress.skipped,
    progress,
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
