import { batch, type Signal, signal } from '@preact/signals';

/** What is being written, and not sent yet. Each chat keeps its own. */
export interface Draft {
  readonly text: Signal<string>;
  readonly files: Signal<readonly File[]>;
  /** The message it answers. */
  readonly replyTo: Signal<string | null>;
  /** The sent message whose text is being changed. */
  readonly editing: Signal<string | null>;
}

export const emptyDraft = (): Draft => ({
  text: signal(''),
  files: signal([]),
  replyTo: signal(null),
  editing: signal(null),
});

/** The draft no longer answers or changes another message. */
export function forgetReference(draft: Draft): void {
  if (draft.editing.value) draft.text.value = '';
  draft.editing.value = null;
  draft.replyTo.value = null;
}

/** A text as it was when it was sent, with the message it answers or changes. */
export interface Written {
  readonly text: string;
  readonly replyTo: string | null;
  readonly editing: string | null;
}

/** Takes the text away from where it was written, if there is one: what is written from now on is another. */
export function takeText({ text, replyTo, editing }: Draft): Written | undefined {
  if (text.value.trim() === '') return undefined;
  const written = { text: text.value, replyTo: replyTo.value, editing: editing.value };
  batch(() => {
    text.value = '';
    replyTo.value = null;
    editing.value = null;
  });
  return written;
}

/** Brings back a text that was refused, unless another has been begun. */
export function putBack({ text, replyTo, editing }: Draft, written: Written): void {
  if (text.value !== '' || replyTo.value || editing.value) return;
  batch(() => {
    text.value = written.text;
    replyTo.value = written.replyTo;
    editing.value = written.editing;
  });
}
