import type { Signal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

const TALLEST = 160;

/** Where the skip link of the header leads. */
export const FIELD_ID = 'composer';

/**
 * What was pressed will be gone: the focus goes on to where one writes. Not on a touch screen, where that would bring up the
 * keyboard over the answer.
 */
export function focusField(): void {
  const writing = window.matchMedia('(pointer: fine)').matches && document.getElementById(FIELD_ID);
  (writing || document.querySelector<HTMLElement>('[role="log"]'))?.focus({ preventScroll: true });
}

interface Props {
  field: RefObject<HTMLTextAreaElement | null>;
  text: Signal<string>;
  placeholder: string;
  onSend: () => void;
  onEscape?: () => void;
  onPaste?: (event: ClipboardEvent) => void;
}

/** Grows with what is written. Enter sends, with Shift it begins a new line. */
export function MessageField({ field, text, placeholder, onSend, onEscape, onPaste }: Props) {
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(element.scrollHeight, TALLEST)}px`;
  }, [text.value]);

  return (
    <textarea
      ref={field}
      id={FIELD_ID}
      rows={1}
      dir="auto"
      aria-label="Message"
      placeholder={placeholder}
      enterkeyhint="send"
      value={text.value}
      onInput={(event) => {
        text.value = event.currentTarget.value;
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onEscape?.();
        if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
        event.preventDefault();
        onSend();
      }}
      onPaste={onPaste}
    />
  );
}
