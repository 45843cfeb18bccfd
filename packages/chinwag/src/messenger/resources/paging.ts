import type { GraphCall } from '../../graph/call.js';
import type { Paged, Paging } from './answer.js';

/** Makes a call: `(call) => graph.call(call)`. */
export type MakeCall = <Result>(call: GraphCall<Result>) => Promise<Result>;

/**
 * Every item of a list, page after page, for as long as the platform names a next one.
 * @param list One page: the first, or the one after a cursor.
 */
export async function* everyItem<T>(
  make: MakeCall,
  list: (after: string | undefined) => GraphCall<Paged<T>>,
): AsyncGenerator<T> {
  let after: string | undefined;
  do {
    const page: Paged<T> = await make(list(after));
    yield* page.data;
    const next = cursorOf(page.paging);
    // A cursor that does not move would go round for ever.
    after = next === after ? undefined : next;
  } while (after !== undefined);
}

/** The platform gives cursors on the last page too, so only `next` tells that there is more. */
function cursorOf({ next, cursors }: Paging): string | undefined {
  if (next === undefined) return undefined;
  return cursors?.after ?? new URL(next).searchParams.get('after') ?? undefined;
}
