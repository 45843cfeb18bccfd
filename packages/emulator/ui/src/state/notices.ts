import { signal } from '@preact/signals';

export interface Notice {
  id: number;
  tone: 'error' | 'done';
  text: string;
}

const LIFETIME = { error: 8000, done: 2500 } as const;

let lastId = 0;

/** Short messages that float over the page for a moment. */
export const notices = signal<readonly Notice[]>([]);

export function dismiss(id: number): void {
  notices.value = notices.value.filter((notice) => notice.id !== id);
}

export function notify(text: string, tone: Notice['tone'] = 'done'): void {
  lastId += 1;
  const id = lastId;
  notices.value = [...notices.value.slice(-2), { id, tone, text }];
  setTimeout(() => dismiss(id), LIFETIME[tone]);
}

/** Runs something that may be refused, and tells the person why when it is, after what it was if that is not plain. */
export async function attempt<Result>(
  work: () => Promise<Result>,
  what?: string,
): Promise<Result | undefined> {
  try {
    return await work();
  } catch (problem) {
    const why = problem instanceof Error ? problem.message : String(problem);
    notify(what ? `${what} ${why}` : why, 'error');
    return undefined;
  }
}
