/** Resolves at the first SIGTERM or SIGINT, or when the parent process is gone; the second one ends the process. */
export function onceStopped(): Promise<void> {
  return new Promise((resolve) => {
    let stopped = false;
    const stop = () => {
      if (stopped) process.exit(1);
      stopped = true;
      resolve();
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
    if (process.send) process.once('disconnect', stop);
    // Listening for the parent must not keep a stopped bot alive.
    process.channel?.unref();
  });
}
