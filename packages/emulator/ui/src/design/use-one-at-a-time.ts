import { type ReadonlySignal, useSignal } from '@preact/signals';

/** Something of which there is one at a time: who asks for it again before it is over is not heard. */
export function useOneAtATime<Given extends unknown[]>(
  work: (...given: Given) => Promise<unknown>,
): [run: (...given: Given) => Promise<void>, busy: ReadonlySignal<boolean>] {
  const busy = useSignal(false);
  const run = async (...given: Given) => {
    if (busy.value) return;
    busy.value = true;
    await work(...given);
    busy.value = false;
  };
  return [run, busy];
}

/** Hears what is filled in and sent. A form that is on its way is not sent twice. */
export function useSubmit(work: (fields: FormData, form: HTMLFormElement) => Promise<unknown>) {
  const [run] = useOneAtATime(work);
  return (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    void run(new FormData(event.currentTarget), event.currentTarget);
  };
}
