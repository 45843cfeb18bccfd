import { appendFileSync } from 'node:fs';
import { expect } from 'vitest';

/**
 * Whether faults are tested at the very numbers of the list of faults, as `bench/faults` has them: those that take their
 * time then take it. Every other run does a part.
 */
export const isListed = process.env.LISTED === '1';

/** Milliseconds that other tests, which run at the same time, may add to what takes its time. */
export const BUSY = isListed ? 0 : 2_000;

/** What was promised of a fault, and what was found: for the table of `bench/faults`. */
export interface Found {
  fault: `F${number}`;
  /** Which of several scenes. */
  scene: string;
  promise: string;
  measured: string;
  isMet: boolean;
}

/** Tells what was measured, and fails when it is not what was promised. */
export function found(row: Found): void {
  if (process.env.FIGURES) appendFileSync(process.env.FIGURES, `${JSON.stringify(row)}\n`);
  expect(row.isMet, `${row.fault}, ${row.scene}: ${row.promise}; measured: ${row.measured}`).toBe(true);
}
