import type { Clock, Timer } from 'chinwag';
import type { Random } from './random.js';
import type { Life, Scheduler, Step } from './scheduler.js';

interface SimulatedTimer extends Timer {
  step: Step;
}

/** The clock of one simulated process: its timers are steps, and end with it. */
export function simulatedClock(scheduler: Scheduler, life: Life, random: Random): Clock {
  const stop = (timer: Timer | undefined) => {
    if (timer) (timer as SimulatedTimer).step.isCancelled = true;
  };
  const after = (task: () => void, milliseconds: number) =>
    scheduler.after(milliseconds, `${life.name} timer`, task, life);
  return {
    now: scheduler.now,
    monotonic: () => scheduler.time,
    random: () => random.next(),
    setTimeout: (task, milliseconds): SimulatedTimer => ({ step: after(task, milliseconds) }),
    clearTimeout: stop,
    setInterval(task, milliseconds): SimulatedTimer {
      const again = () => {
        timer.step = after(again, milliseconds);
        task();
      };
      const timer = { step: after(again, milliseconds) };
      return timer;
    },
    clearInterval: stop,
  };
}
