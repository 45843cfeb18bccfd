import type { MessengerClient } from '../messenger/client.js';
import type { Message, MessageTag, SendOptions } from '../messenger/message.js';
import type { AudienceSource, Person } from './audience.js';
import type { Freed, Ledger } from './ledger.js';
import type { QuietHours } from './quiet-hours.js';
import type { CampaignReport, CampaignState, ProgressReport } from './report.js';

/**
 * What one person gets: one message, or several in this order.
 *
 * It is called with what the audience knows of them when their turn is near, and perhaps more than once. The messages of
 * the first 100 people are made and checked before anybody is sent to, and what is wrong with one ends the start. Later
 * on, who it throws for is counted as failed, by what was thrown; the others get theirs.
 */
export type MessageFor<P extends Person> = (
  person: P,
) => Message | readonly Message[] | Promise<Message | readonly Message[]>;

/**
 * Where campaigns are kept: who is to be sent to and what became of them. `'sqlite'`: in the file
 * `.chinwag/campaigns.sqlite`, one process sending for a campaign at a time. `'redis'`: at `REDIS_URL`, for any number
 * of workers; needs the packages `ioredis` and `bullmq`.
 */
export type LedgerChoice = 'sqlite' | 'redis' | Ledger;

interface CommonOptions<P extends Person> {
  /**
   * What the campaign is known by, of at most 200 characters. Started again under its name, it goes on where it was; it
   * never begins anew.
   */
  name: string;
  /**
   * Who it is for: `csv(…)`, `jsonLines(…)`, `label(…)`, `sessions(…)`, or anything that gives people or PSIDs one by
   * one. All of it is read before the first message goes out. A PSID that comes twice is sent to once.
   */
  audience: AudienceSource<P>;
  /**
   * The reason to write outside the 24-hour window. Both tags end 7 days after the person's last message;
   * `CUSTOMER_FEEDBACK` goes with its template alone, and `HUMAN_AGENT` is for answers that people write. Without a tag
   * only a utility template reaches those whose window is shut.
   *
   * @see https://developers.facebook.com/docs/messenger-platform/send-messages/message-tags
   */
  tag?: MessageTag;
  /** Default: `RESPONSE`, or `MESSAGE_TAG` with a tag, or `UTILITY` for a utility template. */
  messagingType?: SendOptions['messagingType'];
  /** `REGULAR` sounds and vibrates (default), `SILENT_PUSH` only shows, `NO_PUSH` does neither. */
  notificationType?: SendOptions['notificationType'];
  /** Speak as this persona. */
  personaId?: string;
  /**
   * When the first message goes out: a `Date`, milliseconds since 1970, or a text such as `2026-11-27T09:00:00+01:00`,
   * which without its offset is in the machine's time zone. Default: at once; more than a day ago is refused.
   */
  at?: Date | number | string;
  /**
   * At most so many people a second; 0.5 is one every two seconds. Default: as fast as the platform's limits let it, 300
   * messages a second for a Page, 10 of them with audio or video, which are kept in any case.
   */
  rate?: number;
  /** When nothing goes out, each day. */
  quietHours?: QuietHours;
  /**
   * What sends. A function is asked again when the platform refuses the token, so that it can give a client with a new
   * one. Default: the client of the project in this folder.
   */
  client?: MessengerClient | (() => MessengerClient | Promise<MessengerClient>);
  /**
   * When somebody last did something, in milliseconds since 1970, so that whose window is shut is known before the
   * start; undefined where it is not known, which leaves it to the platform to refuse. Not asked about people whose
   * audience says it. Default: the project's sessions.
   */
  lastUserAction?: (psid: string) => number | undefined | Promise<number | undefined>;
  /** Where it is kept. Default: `campaigns.ledger` of the project in this folder, or else `'sqlite'`. */
  ledger?: LedgerChoice;
  /**
   * What to do about a send whose answer was lost, when the campaign goes on. `leave`: nothing, and name the person in
   * the report as doubtful, until an echo or a receipt tells. `resend`: send again, and perhaps twice. Default `leave`.
   */
  onUnknown?: 'leave' | 'resend';
}

/** What a campaign is. */
export type CampaignOptions<P extends Person = Person> = CommonOptions<P> &
  (
    | { message: MessageFor<P>; variants?: undefined }
    /** Messages by name, to compare. A person's PSID decides which of them they get: always the same, each as likely. */
    | { variants: Record<string, MessageFor<P>>; message?: undefined }
  );

/** What became of one person. */
export interface RecipientReport {
  psid: string;
  /** Where the audience named them. */
  line: number;
  /** What each of them means: see {@link ProgressReport}. */
  state: keyof ProgressReport;
  /** Why it failed, is doubtful or was skipped. */
  reason?: string;
  variant?: string;
  /** The `mid` of their last message, where the ledger keeps it. */
  messageId?: string;
  /** When it was sent, or could not be, and how far it got, in milliseconds since 1970. */
  at?: number;
  deliveredAt?: number;
  readAt?: number;
  answeredAt?: number;
}

/** What became of a test send to one person. */
export type TestSendResult = {
  psid: string;
  variant?: string;
  /** They are not in the audience: it was made with the values of this line. */
  valuesOf?: number;
} & ({ messageIds: string[]; error?: undefined } | { error: Error; messageIds?: undefined });

/** A campaign that is known by its name, whichever process runs it. */
export interface CampaignControl {
  readonly name: string;
  /**
   * Sends nothing more until it is resumed. Like `resume`, `cancel` and `setRate` it resolves when that is noted in the
   * ledger, where whoever runs the campaign looks several times a second; messages on their way are not called back.
   *
   * @throws {CampaignError} when there is no such campaign yet, or it has ended.
   */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Ends it for good; who was not sent to by then is skipped. */
  cancel(): Promise<void>;
  /** At most so many people a second from now on; null for no limit of its own. */
  setRate(perSecond: number | null): Promise<void>;
  /**
   * Forgets it and everybody in it, for good; answers what that frees. Its name is free again, so that a campaign
   * which is started under it **sends to everybody once more**. Receipts that still come in are passed over.
   *
   * @throws {CampaignError} when it has neither ended nor failed: cancel it before.
   */
  remove(): Promise<Freed>;
  /** @throws {CampaignError} when there is no such campaign yet. */
  report(): Promise<CampaignReport>;
  /** The report whenever it may have changed, twice a second, until the campaign has ended. */
  progress(): AsyncIterable<CampaignReport>;
  /** Everybody, or those of one state, in the audience's order. */
  recipients(state?: RecipientReport['state']): AsyncIterable<RecipientReport>;
}

/** For the dry run of a long audience. */
export interface DryRunOptions {
  /** Ends it before it is done: it rejects with the reason of the signal, and leaves nothing behind. */
  signal?: AbortSignal;
  /** Hears every 5,000 rows how many have been read. */
  onRows?(rows: number): void;
}

/** Messages to many people: each is sent to once, whatever happens to the process. */
export interface Campaign extends CampaignControl {
  /** Reads the audience, checks the first messages and counts who cannot be reached. Sends and keeps nothing. */
  dryRun(options?: DryRunOptions): Promise<CampaignReport>;
  /**
   * Sends to these people now, outside of the campaign, every variant. Who is not in the audience gets what the first
   * person of it would.
   */
  testSend(psids: readonly string[]): Promise<TestSendResult[]>;
  /**
   * Begins, or goes on where an earlier process ended. Resolves when the campaign has ended; with the report of the
   * end at once when it had ended before.
   *
   * @throws {CampaignRunningError} when another process runs it.
   * @throws {CampaignMessageError} when a message for one of the first 100 people cannot be sent as it is.
   * @throws {AudienceError} when the audience cannot be read.
   */
  start(): Promise<CampaignReport>;
  /** Stops sending in this process, with everything noted: the campaign goes on when it is started again. */
  close(): Promise<void>;
}

/** The campaigns of a ledger, for whoever watches or steers them. */
export interface Campaigns {
  /** The newest first. */
  list(): Promise<CampaignSummary[]>;
  /** The campaign of this name, whether or not it has begun. */
  get(name: string): CampaignControl;
  close(): Promise<void>;
}

/** A campaign as a list of campaigns shows it. */
export interface CampaignSummary {
  id: string;
  name: string;
  state: CampaignState;
  reason?: string;
  people: number;
  /** How many of them were sent to, failed, are doubtful or were skipped. */
  done: number;
  progress: ProgressReport;
  /** Milliseconds since 1970, as `endedAt`. */
  startedAt?: number;
  endedAt?: number;
}
