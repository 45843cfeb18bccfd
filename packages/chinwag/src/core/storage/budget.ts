/** Turns to send, in milliseconds from the answer that grants them: usable from the one on, and not after the other. */
export interface Grant {
  from: number;
  to: number;
  count: number;
}

/** So many went later than they were granted, in milliseconds before now: not `from` so long ago, but `to`. */
export interface Moved {
  from: number;
  to: number;
  count: number;
}

/** What is asked for of a limit that several processes share. */
export interface GrantRequest {
  /** Page and limit; the same words in every process. */
  name: string;
  /** So many in every stretch of so many milliseconds. */
  count: number;
  per: number;
  /** How many calls wait for their turn. */
  wanted: number;
  /** They go as one, when there is a turn for each. */
  together: boolean;
  /** How many more to hold, for `hold` milliseconds, where there are plenty. */
  spare: number;
  hold: number;
  /** They may arrive this many milliseconds after they were due, and count until then. */
  late: number;
  /** The least time between two turns, over all processes; 0 for as soon as possible. */
  spacing: number;
  /** Of single turns none is granted that is due later than this many milliseconds from now. */
  horizon: number;
  /** What has gone later than it was due: it counts for longer. */
  moved: Moved[];
}

/** A limit over all processes: whoever grants keeps the count. */
export interface SharedBudgets {
  /** The turns there are; none while everything is taken. Rejects when whoever keeps the count is away. */
  grant(request: GrantRequest): Promise<Grant[]>;
}
