import { ChinwagError, ConfigError } from '../core/errors.js';
import { StorageError } from '../core/storage/storage.js';
import { CallError, GraphError, PageBlockedError } from '../graph/errors.js';
import { redact } from '../graph/redact.js';

/** Why nobody can be sent to at the moment. */
export interface Trouble {
  kind: 'client' | 'blocked' | 'network' | 'limit';
  reason: string;
  /** When it may be over, in milliseconds since 1970, where somebody said so. */
  until?: number;
}

/** What a failed send means for the person and for the campaign. */
export type Verdict =
  | { to: 'failed' | 'doubtful'; reason: string }
  /** It surely did not go out, and would not for anybody else. */
  | { to: 'queued'; trouble: Trouble };

/** Why a person is doubtful who was being sent to when it came to an end. */
export const LOST_ANSWER = 'its process ended before the answer came';

/** The platform's words for a token that is wrong, expired, withdrawn or missing. */
const TOKEN = new Set([102, 104, 190, 2500]);

export function verdictOn(error: unknown): Verdict {
  if (error instanceof PageBlockedError) {
    return {
      to: 'queued',
      trouble: {
        kind: 'blocked',
        reason: `the Page is blocked: ${error.reason}`,
        until: error.until.getTime(),
      },
    };
  }
  const outcome = outcomeOf(error);
  if (outcome === 'unknown') return { to: 'doubtful', reason: reasonOf(error) };
  if (error instanceof GraphError) {
    const reason = reasonOf(error);
    if (TOKEN.has(error.code)) {
      return { to: 'queued', trouble: { kind: 'client', reason: `${reason}: it goes on with a new one` } };
    }
    if (error.retry === 'muchLater') return { to: 'queued', trouble: { kind: 'blocked', reason } };
    if (error.isRateLimit && isOfEverybody(error)) {
      return { to: 'queued', trouble: { kind: 'limit', reason } };
    }
    return { to: 'failed', reason };
  }
  if (error instanceof ConfigError || error instanceof CallError) {
    return { to: 'queued', trouble: { kind: 'client', reason: reasonOf(error) } };
  }
  // Who remembers the ids of assets may be away, which is not the person's fault.
  const isAway = outcome === 'notSent' || error instanceof StorageError;
  if (isAway) return { to: 'queued', trouble: { kind: 'network', reason: reasonOf(error) } };
  return { to: 'failed', reason: reasonOf(error) };
}

/** Some limits are one person's: they have had enough of this for now. */
function isOfEverybody({ code, subcode }: GraphError): boolean {
  return !(code === 2018144 || (code === 4 && subcode === 2018354) || (code === 9 && subcode === 2018352));
}

function outcomeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('outcome' in error)) return undefined;
  return String(error.outcome);
}

const LONGEST_REASON = 160;

/** What happened, in words that others to whom the same happened share: they are counted by it. */
export function reasonOf(error: unknown): string {
  if (error instanceof GraphError) {
    const number = error.subcode === undefined ? `${error.code}` : `${error.code}/${error.subcode}`;
    return `${error.meaning ?? error.message.slice(0, LONGEST_REASON)} (${number})`;
  }
  if (error instanceof ChinwagError) return oneLine(error.message);
  if (error instanceof Error) return oneLine(`${error.name}: ${error.message}`);
  const isPlain = error === null || (typeof error !== 'object' && typeof error !== 'function');
  return isPlain ? oneLine(String(error)) : 'it threw an object that is no Error';
}

/** The first line, without a token and without what a terminal would take for a command. */
function oneLine(text: string): string {
  const [line = ''] = redact(text)
    .trim()
    .split(/[\r\n]/, 1);
  const shown = line.replace(/\p{Cc}+/gu, ' ');
  return shown.length > LONGEST_REASON ? `${shown.slice(0, LONGEST_REASON)}…` : shown;
}
