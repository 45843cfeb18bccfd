/**
 * A state with the keys it lacks as in `initialState`: it may have been kept before the bot had them. The state itself
 * where none is missing, which is nearly always.
 */
export function completed<State extends object>(state: State, initialState: State): State {
  let whole = state;
  for (const key of Object.keys(initialState) as (keyof State)[]) {
    if (Object.hasOwn(whole, key)) continue;
    if (whole === state) whole = { ...state };
    whole[key] = structuredClone(initialState[key]);
  }
  return whole;
}
