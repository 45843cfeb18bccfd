import { signal } from '@preact/signals';

/** The platform's limit for what a person sends. */
export const LARGEST_FILE = 25 * 1024 * 1024;

/** Files chosen, pasted or dropped, waiting to be sent. */
export const staged = signal<readonly File[]>([]);

export function stage(files: Iterable<File>): void {
  staged.value = [...staged.value, ...files];
}

export function unstage(file: File): void {
  staged.value = staged.value.filter((other) => other !== file);
}

/** Files of a drag or a paste; a folder or a piece of text is none. */
export const filesOf = (transfer: DataTransfer | null) => [...(transfer?.files ?? [])];
