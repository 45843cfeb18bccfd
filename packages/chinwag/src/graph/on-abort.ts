const watched = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls `act` when the signal aborts; what is returned undoes that. Hundreds of requests may share a signal, and
 * Node warns of a leak at the eleventh listener, so there is one for all.
 */
export function onAbort(signal: AbortSignal, act: () => void): () => void {
  const acts = watched.get(signal) ?? watch(signal);
  acts.add(act);
  return () => acts.delete(act);
}

function watch(signal: AbortSignal): Set<() => void> {
  const acts = new Set<() => void>();
  watched.set(signal, acts);
  signal.addEventListener('abort', () => {
    for (const act of acts) act();
  });
  return acts;
}
