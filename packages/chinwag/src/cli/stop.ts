/**
 * Resolves at the first SIGTERM or SIGINT, and when the terminal goes away (SIGHUP). A second SIGTERM or SIGINT ends the
 * process at once. A child of `chinwag dev` leaves SIGINT and SIGHUP, which a terminal sends to both, to its parent, and
 * stops also when the parent is gone.
 */
export function onceStopped(): Promise<void> {
  return new Promise((resolve) => {
    let isAsked = false;
    const ask = () => {
      if (isAsked) process.exit(1);
      isAsked = true;
      resolve();
    };
    const isChild = process.send !== undefined;
    process.on('SIGTERM', ask);
    process.on('SIGINT', isChild ? () => {} : ask);
    // The terminal and the shell in it both tell, and so may what ends the session: nobody is impatient.
    process.on('SIGHUP', isChild ? () => {} : () => resolve());
    if (isChild) process.once('disconnect', ask);
    // Listening for the parent must not keep a stopped bot alive.
    process.channel?.unref();
  });
}
