import { onTestFinished, vi } from 'vitest';
import { systemClock } from '../../src/core/time/clock.js';

/** Time stands still until the answer moves it by milliseconds: no machine is too slow for a limit then. */
export function holdTime(): (milliseconds: number) => void {
  let now = systemClock.monotonic();
  const held = vi.spyOn(systemClock, 'monotonic').mockImplementation(() => now);
  onTestFinished(() => held.mockRestore());
  return (milliseconds) => {
    now += milliseconds;
  };
}
