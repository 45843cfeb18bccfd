import type { Database } from '../../../storage/sqlite/database.js';
import type { Tally } from '../../ledger.js';
import type { TimelinePoint } from '../../report.js';
import { emptyTally } from '../../reporting/tally.js';
import { beginOfMoment } from '../../reporting/timeline.js';
import { STATES } from './schema.js';

const MOMENTS = ['sent', 'delivered', 'read', 'answered', 'failed'] as const;
type Moment = (typeof MOMENTS)[number];
const isMoment = (what: string): what is Moment => (MOMENTS as readonly string[]).includes(what);

/** What one transaction changes of a campaign's numbers: written once, however many people it is about. */
export class Change {
  readonly #campaign: number;
  readonly #startedAt: number;
  #counts = new Map<string, number>();
  #points = new Map<number, Record<Moment, number>>();

  constructor(campaign: { number: number; startedAt: number | null }) {
    this.#campaign = campaign.number;
    this.#startedAt = campaign.startedAt ?? 0;
  }

  add(variant: number, what: string, n = 1): void {
    const key = `${variant}:${what}`;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + n);
  }

  /** Counts something that also has its place in the timeline. */
  addAt(at: number, variant: number, what: Moment, n = 1): void {
    this.add(variant, what, n);
    const begin = beginOfMoment(at, this.#startedAt);
    let point = this.#points.get(begin);
    if (!point) {
      point = { sent: 0, delivered: 0, read: 0, answered: 0, failed: 0 };
      this.#points.set(begin, point);
    }
    point[what] += n;
  }

  write(db: Database): void {
    for (const [key, n] of this.#counts) {
      if (n === 0) continue;
      const colon = key.indexOf(':');
      db.run(
        `INSERT INTO counts (campaign, variant, what, n) VALUES (?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET n = n + excluded.n`,
        this.#campaign,
        Number(key.slice(0, colon)),
        key.slice(colon + 1),
        n,
      );
    }
    for (const [at, { sent, delivered, read, answered, failed }] of this.#points) {
      db.run(
        `INSERT INTO timeline (campaign, at, sent, delivered, read, answered, failed) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET sent = sent + excluded.sent, delivered = delivered + excluded.delivered,
           read = read + excluded.read, answered = answered + excluded.answered, failed = failed + excluded.failed`,
        this.#campaign,
        at,
        sent,
        delivered,
        read,
        answered,
        failed,
      );
    }
  }
}

/** A failure's reason stands among the counts behind this. */
export const FAILURE = 'failed: ';
/** Everybody, however they stand. Who is queued or being sent to is not counted: they would be, twice, at every send. */
export const PEOPLE = 'people';

export function readTally(db: Database, campaign: number, variants: number): Tally {
  const tally = emptyTally(variants);
  const { progress, failures } = tally;
  progress.sending = sendingOf(db, campaign);
  let people = 0;
  const rows = db.all<{ variant: number; what: string; n: number }>(
    'SELECT variant, what, n FROM counts WHERE campaign = ?',
    campaign,
  );
  for (const { variant, what, n } of rows) {
    if (what.startsWith(FAILURE)) {
      const reason = what.slice(FAILURE.length);
      if (n > 0) failures[reason] = (failures[reason] ?? 0) + n;
      continue;
    }
    if (what === PEOPLE) people += n;
    const state = STATES.find((each) => each === what);
    if (state) progress[state] += n;
    const funnel = tally.variants[variant];
    if (funnel && isMoment(what)) funnel[what] += n;
  }
  const { sending, sent, failed, doubtful, skipped } = progress;
  progress.queued = people - sending - sent - failed - doubtful - skipped;
  return tally;
}

function sendingOf(db: Database, campaign: number): number {
  const row = db.get<{ open: number }>(
    'SELECT coalesce(sum(open), 0) AS open FROM flights WHERE campaign = ?',
    campaign,
  );
  return row?.open ?? 0;
}

/** Counted from the start. */
export function readTimeline(db: Database, campaign: number): TimelinePoint[] {
  const sum = { sent: 0, delivered: 0, read: 0, answered: 0, failed: 0 };
  return db
    .all<TimelinePoint>(
      'SELECT at, sent, delivered, read, answered, failed FROM timeline WHERE campaign = ? ORDER BY at',
      campaign,
    )
    .map((point) => {
      for (const moment of MOMENTS) sum[moment] += point[moment];
      return { at: point.at, ...sum };
    });
}
