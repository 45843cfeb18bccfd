/**
 * Resolves at the first SIGTERM or SIGINT; a second one ends the process at once. A child of `chinwag dev` leaves
 * SIGINT, which a terminal sends to both, to its parent, and stops also when the parent is gone.
 */
export function onceStopped(): Promise<void> {
  return new Promise((resolve) => {
    let stopped = false;
    const stop = () => {
      if (stopped) process.exit(1);
      stopped = true;
      resolve();
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', process.send ? () => {} : stop);
    if (process.send) process.once('disconnect', stop);
    // Listening for the parent must not keep a stopped bot alive.
    process.channel?.unref();
  });
}
