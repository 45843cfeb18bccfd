import type { Person } from './audience.js';
import type { AudienceReport, CampaignState, Funnel, ProgressReport, TimelinePoint } from './report.js';

/** What a ledger knows one person of one campaign by. */
export type RecipientId = string | number;

/** What operators want of a campaign, from whichever process. */
export interface Wish {
  /** What it shall do. */
  order: 'run' | 'pause' | 'cancel';
  /** Sends a second; null for no limit of its own. */
  rate: number | null;
}

/** Who runs a campaign. `beat` changes while they live, so nobody needs to agree on the time. */
export interface Holder {
  owner: string;
  beat: number;
}

/** The right to run a campaign. Who has lost it gets a `LeaseLostError` at the next write. */
export interface Lease {
  /** The campaign's id. */
  readonly campaign: string;
  readonly owner: string;
  /** Grows with every holder. */
  readonly fence: number;
}

/** A campaign as a ledger keeps it. Times are in milliseconds since 1970. */
export interface CampaignRecord extends Wish {
  /** Unlike any other's, in whichever ledger: it travels in what is sent. */
  id: string;
  name: string;
  state: CampaignState;
  reason: string | null;
  startedAt: number | null;
  endedAt: number | null;
  /** The names of the variants; one empty name when there are none. */
  variants: string[];
  /** Whether the whole audience is in. Nobody is sent to before. */
  isFilled: boolean;
  audience: AudienceReport;
  holder: Holder | null;
}

/** Somebody on their way into the ledger. */
export interface NewRecipient<P extends Person = Person> {
  line: number;
  person: P;
  /** Which of the variants. */
  variant: number;
}

/** Somebody to send to. */
export interface Recipient<P extends Person = Person> extends NewRecipient<P> {
  id: RecipientId;
}

/** What is counted of an audience beside the people themselves. */
export type RowCount = Pick<AudienceReport, 'invalid' | 'unreachable'>;

/** One person's step. A send is `sending` before it goes out; `queued` means that it surely did not. */
export interface Step {
  recipient: Recipient;
  from: 'queued' | 'sending';
  to: 'queued' | 'sending' | 'sent' | 'failed' | 'doubtful';
  /** Milliseconds since 1970. */
  at: number;
  reason?: string | undefined;
  messageId?: string | undefined;
}

/** What a webhook tells of what was sent to somebody. */
export type Receipt =
  /** The echo of a send of this campaign. */
  | { type: 'echo'; psid: string; at: number; campaign: string; messageId: string }
  /** What was sent up to `watermark` has got there. */
  | { type: 'delivered' | 'read'; psid: string; at: number; watermark: number; messageIds?: string[] }
  /** The person wrote or tapped something. */
  | { type: 'answered'; psid: string; at: number };

/** Everything that is counted of what was sent. */
export interface Tally {
  progress: ProgressReport;
  failures: Record<string, number>;
  /** As many as there are variants, in their order. */
  variants: (Funnel & { failed: number })[];
}

/** A campaign and its numbers, as they were at one moment. */
export interface Snapshot extends Tally {
  record: CampaignRecord;
  /** Counted from the start; oldest first. */
  timeline: TimelinePoint[];
}

/** A person as kept. */
export interface RecipientRecord {
  id: RecipientId;
  psid: string;
  line: number;
  variant: number;
  state: keyof ProgressReport;
  reason: string | null;
  messageId: string | null;
  at: number | null;
  deliveredAt: number | null;
  readAt: number | null;
  answeredAt: number | null;
}

/** What the removal of a campaign has freed. */
export interface Freed {
  people: number;
  /** As far as the ledger knows; a file stays as large as it was, and later campaigns use what is free in it. */
  bytes?: number;
}

/**
 * Where campaigns are kept: who is to be sent to, who was, and what operators want. Every method that takes a lease
 * throws a `LeaseLostError` when it is another's by now, and then has changed nothing; every method may throw a
 * `StorageError`. What a method was asked is durable when its promise resolves.
 */
export interface Ledger {
  /** Whether several processes may send for one campaign at the same time. */
  readonly isShared: boolean;
  close(): Promise<void>;

  /** The campaign of this name; begun when there is none. */
  enter(campaign: Pick<CampaignRecord, 'id' | 'name' | 'variants' | 'rate'>): Promise<CampaignRecord>;
  find(name: string): Promise<CampaignRecord | null>;
  /** The newest first. */
  list(): Promise<CampaignRecord[]>;
  /** What an operator wants. Whoever runs the campaign looks several times a second. */
  wish(campaign: string, wish: Partial<Wish>): Promise<void>;

  /**
   * Takes the right to run a campaign, when nobody has it, or from exactly this holder, who has not beaten since.
   * Answers who has it otherwise.
   */
  hold(campaign: string, owner: string, from?: Holder): Promise<Lease | Holder>;
  /** Lives on, and looks what operators want. */
  beat(lease: Lease): Promise<Wish>;
  release(lease: Lease): Promise<void>;
  setState(lease: Lease, change: StateChange): Promise<void>;
  /** Forgets the campaign and everybody in it, for good. Cut short, it can be done again. */
  remove(lease: Lease): Promise<Freed>;

  /** Forgets what an intake that was cut short has left. */
  empty(lease: Lease): Promise<void>;
  /** Takes in who is new, and counts everything; whoever is there already is counted as a duplicate. */
  add(lease: Lease, recipients: readonly NewRecipient[], counted: RowCount): Promise<void>;
  /** The audience is in. */
  fill(lease: Lease): Promise<void>;

  /** Hands out people to send to, each to one worker; whom it ends with, unsent, are handed out again. */
  claim(lease: Lease, limit: number): Promise<Recipient[]>;
  /**
   * Notes steps, all or none. It may be called again with the same steps when nobody heard whether it had succeeded;
   * they then count once.
   */
  write(lease: Lease, steps: readonly Step[]): Promise<void>;
  /** What nobody alive is sending any more is doubtful, or queued again, unless its echo has come. */
  recover(lease: Lease, onUnknown: 'leave' | 'resend', reason: string): Promise<void>;
  /** Who is queued will not be sent to. */
  skip(lease: Lease): Promise<void>;

  /** Notes what webhooks tell; what is about nobody here is passed over. */
  note(receipts: readonly Receipt[]): Promise<void>;

  /** Everything that is counted, as it was at one moment; null when there is no campaign of this name. */
  look(name: string): Promise<Snapshot | null>;
  /** People in the audience's order, beginning after an id. */
  recipients(
    campaign: string,
    which: { state?: RecipientRecord['state']; after?: RecipientId; limit: number },
  ): Promise<RecipientRecord[]>;
}

/** Where a campaign stands by now. */
export interface StateChange {
  state: CampaignState;
  reason: string | null;
  startedAt?: number;
  endedAt?: number;
}
