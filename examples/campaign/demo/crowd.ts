import type { Emulator, PersonHandle } from '@chinwag/emulator';
import { chance } from './chance.js';

const READ = 0.62;
/** Of those who have read: their favourite tea interests more people than any tea. */
const ANSWER = { favourite: 0.16, offer: 0.11 };
/** Milliseconds. */
const SOONEST = 800;
const LATEST = 25_000;

/** Lets people read what comes, after a while, and some of them answer. The answer to this stops it. */
export function stirCrowd(emulator: Emulator, people: readonly PersonHandle[]): () => void {
  const waiting = new Map(people.map((person) => [person.psid, person]));
  const timers = new Set<NodeJS.Timeout>();
  const later = (act: () => Promise<unknown>, within: number) => {
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        // The demo may end in the middle of a webhook.
        act().catch(() => {});
      },
      SOONEST + chance() ** 2 * within,
    );
    timers.add(timer);
  };

  const stop = emulator.watch(({ psid }) => {
    const person = psid === undefined ? undefined : waiting.get(psid);
    const message = person?.screen().messages.at(-1);
    if (!person || message?.from !== 'page') return;
    waiting.delete(person.psid);
    if (chance() > READ) return;
    later(async () => {
      await person.reads();
      const interest = message.text?.includes('every tea') ? ANSWER.offer : ANSWER.favourite;
      if (chance() < interest) later(() => person.taps(chance() < 0.8 ? 'Show me' : 'Not now'), LATEST / 4);
    }, LATEST);
  });
  return () => {
    stop();
    for (const timer of timers) clearTimeout(timer);
  };
}
