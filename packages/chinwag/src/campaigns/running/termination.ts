const SIGNALS = ['SIGTERM', 'SIGINT'] as const;
/** The terminal has gone away, which may be told more than once. */
const HANGUP = 'SIGHUP';

/**
 * Stops some work in order when the process is asked to end. Where nobody else listens for that, the process then ends
 * as it would have without us.
 */
export async function inOrder<T>(work: Promise<T>, stop: () => void): Promise<T> {
  let asked: NodeJS.Signals | undefined;
  const hear = (signal: NodeJS.Signals) => {
    asked ??= signal;
    stop();
  };
  for (const signal of SIGNALS) process.once(signal, hear);
  process.on(HANGUP, hear);
  try {
    return await work;
  } finally {
    for (const signal of [...SIGNALS, HANGUP]) process.off(signal, hear);
    if (asked && process.listenerCount(asked) === 0) process.kill(process.pid, asked);
  }
}
