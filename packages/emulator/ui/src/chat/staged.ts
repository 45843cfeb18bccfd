import type { Draft } from '../state/draft.js';

/** The platform's limit for what a person sends. */
export const LARGEST_FILE = 25 * 1024 * 1024;

/** Puts files that were chosen, pasted or dropped beside the text that is being written. */
export function stage(draft: Draft, files: Iterable<File>): void {
  draft.files.value = [...draft.files.value, ...files];
}

export function unstage(draft: Draft, file: File): void {
  draft.files.value = draft.files.value.filter((other) => other !== file);
}

/** Files of a drag or a paste; a folder or a piece of text is none. */
export const filesOf = (transfer: DataTransfer | null) => [...(transfer?.files ?? [])];
