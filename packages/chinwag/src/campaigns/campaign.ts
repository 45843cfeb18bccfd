import type { MessengerClient } from '../messenger/client.js';
import type { Message, MessageTag, SendOptions } from '../messenger/message.js';
import type { AudienceSource, Person } from './audience.js';
import type { Ledger } from './ledger.js';
import type { QuietHours } from './quiet-hours.js';
import type { CampaignReport, CampaignState } from './report.js';

/** What one person gets: one message, or several in this order. */
export type MessageFor<P extends Person> = (
  person: P,
) => Message | readonly Message[] | Promise<Message | readonly Message[]>;

/** Where a campaign's state is kept. `'sqlite'` is the file `.chinwag/campaigns.sqlite`. */
export type LedgerChoice = 'sqlite' | 'redis' | Ledger;

interface CommonOptions<P extends Person> {
  /** What the campaign is known by. Started again under its name, it goes on where it was; it never begins anew. */
  name: string;
  /** Who it is for. A PSID that comes twice is sent to once. */
  audience: AudienceSource<P>;
  /** The reason to write outside the 24-hour window. */
  tag?: MessageTag;
  /** Default: `RESPONSE`, or `MESSAGE_TAG` with a tag, or `UTILITY` for a utility template. */
  messagingType?: SendOptions['messagingType'];
  /** `REGULAR` sounds and vibrates (default), `SILENT_PUSH` only shows, `NO_PUSH` does neither. */
  notificationType?: SendOptions['notificationType'];
  /** Speak as this persona. */
  personaId?: string;
  /** When the first message goes out. Default: at once. */
  at?: Date | number | string;
  /** At most so many people a second. The platform's own limits are kept in any case. */
  rate?: number;
  /** When nothing goes out, each day. */
  quietHours?: QuietHours;
  /**
   * What sends. A function is asked again when the platform refuses the token, so that it can give a client with a new
   * one. Default: the client of the project in this folder.
   */
  client?: MessengerClient | (() => MessengerClient | Promise<MessengerClient>);
  /** When people last did something, so that who cannot be reached is known before. Default: the project's sessions. */
  lastUserAction?: (psid: string) => number | undefined | Promise<number | undefined>;
  /** Default `'sqlite'`. */
  ledger?: LedgerChoice;
  /**
   * What to do about a send whose answer was lost, when the campaign goes on. `leave`: nothing, and name the person in
   * the report. `resend`: send again, and perhaps twice. Default `leave`.
   */
  onUnknown?: 'leave' | 'resend';
}

/** What a campaign is. */
export type CampaignOptions<P extends Person = Person> = CommonOptions<P> &
  (
    | { message: MessageFor<P>; variants?: undefined }
    /** Each person gets one of them, always the same. */
    | { variants: Record<string, MessageFor<P>>; message?: undefined }
  );

/** What became of one person. */
export interface RecipientReport {
  psid: string;
  /** Where the audience named them. */
  line: number;
  state: 'queued' | 'sending' | 'sent' | 'failed' | 'doubtful' | 'skipped';
  reason?: string;
  variant?: string;
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
  /** Sends nothing more until it is resumed. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Ends it; who was not sent to by then is skipped. */
  cancel(): Promise<void>;
  /** At most so many people a second from now on; null for no limit of its own. */
  setRate(perSecond: number | null): Promise<void>;
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
  /** Sent, failed, doubtful or skipped. */
  done: number;
  startedAt?: number;
  endedAt?: number;
}
