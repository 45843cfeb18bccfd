import { notify } from '../state/notices.js';

/** Copies, and says that it did: nothing else on the page would show it. */
export async function copyText(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notify(done);
  } catch {
    notify('The browser did not allow copying.', 'error');
  }
}
