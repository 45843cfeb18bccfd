import { isGone } from '../../leading/owner.js';
import type { CampaignRecord, Holder, Tally } from '../../ledger.js';
import type { ProgressReport, TimelinePoint } from '../../report.js';
import { noAudience } from '../../reporting/row-count.js';
import { emptyTally } from '../../reporting/tally.js';

/** A hash as Redis answers it: fields and values in turn. */
export type Flat = string[];

/** What `marks` say, by number; what has arrived while it was being sent is being sent. */
export const STATES = ['queued', 'sending', 'sent', 'failed', 'skipped', 'doubtful', 'sending'] as const;
const MOMENTS = ['sent', 'delivered', 'read', 'answered', 'failed'] as const;
const FAILURE = 'failed: ';

export function* pairs(flat: Flat): Generator<[string, string]> {
  for (let index = 0; index < flat.length; index += 2) yield [flat[index] ?? '', flat[index + 1] ?? ''];
}

/** Null where there is no such campaign. */
export function recordOf(record: Flat, workers: Flat, beats: Flat): CampaignRecord | null {
  const fields = new Map(pairs(record));
  const id = fields.get('id');
  if (id === undefined) return null;
  const time = (name: string) => (fields.has(name) ? Number(fields.get(name)) : null);
  const audience = fields.get('audience');
  return {
    id,
    name: fields.get('name') ?? '',
    state: (fields.get('state') ?? 'scheduled') as CampaignRecord['state'],
    reason: fields.get('reason') || null,
    startedAt: time('startedAt'),
    endedAt: time('endedAt'),
    variants: JSON.parse(fields.get('variants') ?? '[""]') as string[],
    isFilled: fields.has('isFilled'),
    audience: audience ? (JSON.parse(audience) as CampaignRecord['audience']) : noAudience(),
    order: (fields.get('wanted') ?? 'run') as CampaignRecord['order'],
    rate: rateOf(fields.get('rate')),
    holder: holderOf(workers, beats),
  };
}

export function rateOf(text: string | null | undefined): number | null {
  return text ? Number(text) : null;
}

/** Any of the workers, but rather one that lives. */
function holderOf(workers: Flat, beats: Flat): Holder | null {
  const counted = new Map(pairs(beats));
  const all = [...pairs(workers)].map(([fence, owner]) => ({ owner, beat: Number(counted.get(fence) ?? 0) }));
  return all.find(({ owner }) => !isGone(owner)) ?? all[0] ?? null;
}

/** From what is counted by variant and name. */
export function tallyOf(counts: Flat, variants: number): Tally {
  const tally = emptyTally(variants);
  const { progress, failures } = tally;
  for (const [name, text] of pairs(counts)) {
    const [, variant = '0', what = ''] = /^(\d+):(.*)$/s.exec(name) ?? [];
    const n = Number(text);
    if (what.startsWith(FAILURE)) failures[what.slice(FAILURE.length)] = n;
    if (Object.hasOwn(progress, what)) progress[what as keyof ProgressReport] += n;
    const moment = MOMENTS.find((each) => each === what);
    const funnel = tally.variants[Number(variant)];
    if (moment && funnel) funnel[moment] += n;
  }
  return tally;
}

/** Counted from the start; oldest first. */
export function timelineOf(timeline: Flat): TimelinePoint[] {
  const changes = new Map<number, TimelinePoint>();
  for (const [name, text] of pairs(timeline)) {
    const [at, what] = name.split(':');
    const moment = MOMENTS.find((each) => each === what);
    if (!moment) continue;
    const point = changes.get(Number(at)) ?? emptyPoint(Number(at));
    point[moment] += Number(text);
    changes.set(point.at, point);
  }
  const sum = emptyPoint(0);
  return [...changes.values()]
    .sort((one, other) => one.at - other.at)
    .map((point) => {
      for (const moment of MOMENTS) sum[moment] += point[moment];
      return { ...sum, at: point.at };
    });
}

function emptyPoint(at: number): TimelinePoint {
  return { at, sent: 0, delivered: 0, read: 0, answered: 0, failed: 0 };
}
