/** Where a campaign is in its life. */
export type CampaignState =
  /** Its time has not come. */
  | 'scheduled'
  | 'running'
  /** Somebody paused it. */
  | 'paused'
  /** It goes on by itself when it can: after quiet hours, a block of the Page, with a new token. See `reason`. */
  | 'waiting'
  /** Its process has ended or was stopped: started again, it goes on. A ledger never holds this, a report does. */
  | 'stopped'
  /** Somebody ended it; who was not sent to by then is skipped. */
  | 'cancelled'
  | 'finished'
  /** It could not begin: see `reason`. Nobody was sent to, and it can be started again. */
  | 'failed';

/** How far the messages got. Who answered has read, and who has read has been delivered to. */
export interface Funnel {
  sent: number;
  delivered: number;
  read: number;
  answered: number;
}

/** Rows of an audience with the same fault. */
export interface InvalidRows {
  count: number;
  /** The first few. */
  examples: { line: number; value: string }[];
}

/** `rows` is the sum of `people`, `duplicates`, everything in `invalid` and everything in `unreachable`. */
export interface AudienceReport {
  rows: number;
  /** Who the campaign is for. */
  people: number;
  duplicates: number;
  invalid: Record<string, InvalidRows>;
  /** People who could not be reached, by reason. Nothing was sent to them. */
  unreachable: Record<string, number>;
}

/** Adds up to the audience's `people`. */
export interface ProgressReport {
  queued: number;
  /** On their way at this moment. */
  sending: number;
  sent: number;
  failed: number;
  /** They may have got it and may not: the answer was lost, and no echo or delivery has told since. */
  doubtful: number;
  /** Left out because the campaign was cancelled. */
  skipped: number;
}

/** Somebody of whom nobody knows whether the message arrived. */
export interface DoubtfulPerson {
  psid: string;
  /** When it was sent, in milliseconds since 1970. */
  at: number;
  reason: string;
}

/** How far everything had got at a moment, counted from the start. */
export interface TimelinePoint extends Funnel {
  /** Milliseconds since 1970. */
  at: number;
  failed: number;
}

/** What is known of a campaign. Times are in milliseconds since 1970. The numbers add up at any moment. */
export interface CampaignReport {
  id: string;
  name: string;
  state: CampaignState;
  /** Why it waits, has failed, or stands still. */
  reason?: string;
  startedAt?: number;
  endedAt?: number;
  audience: AudienceReport;
  progress: ProgressReport;
  /** Who was not sent to, by reason. */
  failures: Record<string, number>;
  /** The first 1,000; `Campaign.recipients('doubtful')` gives all. */
  doubtful: DoubtfulPerson[];
  funnel: Funnel;
  timeline: TimelinePoint[];
  /** By the name of the variant. */
  variants?: Record<string, Funnel & { failed: number }>;
  rate: {
    /** Sends a second, as far as the campaign itself is limited. */
    limit: number | null;
    /** Sends a second over the last seconds; no more than a limit that was set meanwhile. */
    now: number;
  };
  /** Until everybody was sent to, at the rate of now. */
  secondsLeft?: number;
}
