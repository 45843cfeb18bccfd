import { useState } from 'preact/hooks';
import { give, type Problem } from '../state/api.js';
import { useTaken } from '../state/use-taken.js';

/** The most messages a second, to be changed while the campaign runs. */
export function RateField({ campaign, limit }: { campaign: string; limit: number | null }) {
  const [typed, setTyped] = useState<string>();
  const [said, setSaid] = useState<{ words: string; isProblem: boolean }>();
  const [taken = limit, take] = useTaken<number | null>(limit);
  const shown = taken === null ? '' : String(taken);
  const submit = (event: Event) => {
    event.preventDefault();
    const perSecond = typed === undefined || typed === '' ? null : Number(typed);
    give(campaign, { type: 'rate', perSecond }).then(
      () => {
        take(perSecond);
        // What is typed by now may be another one.
        setTyped((now) => (now === typed ? undefined : now));
        setSaid({
          words:
            perSecond === null
              ? 'As fast as the platform allows from now on.'
              : `At most ${perSecond} a second from now on.`,
          isProblem: false,
        });
      },
      (failure: Problem) => setSaid({ words: failure.message, isProblem: true }),
    );
  };
  return (
    <form class="rate" onSubmit={submit}>
      <label>
        <span>At most a second</span>
        <input
          type="number"
          min="0"
          step="any"
          inputMode="decimal"
          placeholder="no limit"
          value={typed ?? shown}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="button" disabled={typed === undefined || typed === shown}>
        Set rate
      </button>
      <p role="status" data-problem={said?.isProblem}>
        {said?.words}
      </p>
    </form>
  );
}
