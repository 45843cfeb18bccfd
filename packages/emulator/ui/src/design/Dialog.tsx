import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { IconButton } from './IconButton.js';
import { dialogsOpen, Notices } from './Notices.js';
import './dialog.css';

interface Props {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
  /** `card` floats in the middle, `sheet` rises from below, `stage` fills the screen. */
  shape?: 'card' | 'sheet' | 'stage';
  class?: string;
  /** More controls for the bar, left of the close button. */
  tools?: ComponentChildren;
  onKeyDown?: (event: KeyboardEvent) => void;
}

/** A modal window: the browser's own, which brings the focus trap, Escape and the return of focus. */
export function Dialog({
  title,
  onClose,
  children,
  shape = 'card',
  class: extra = '',
  tools,
  onKeyDown,
}: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    dialogsOpen.value += 1;
    return () => {
      dialogsOpen.value -= 1;
      element?.close();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class={`dialog dialog-${shape} ${extra}`}
      aria-label={title}
      onClose={onClose}
      onKeyDown={onKeyDown}
      onClick={(event) => event.target === event.currentTarget && onClose()}
    >
      <div class="dialog-bar">
        <h2>{title}</h2>
        {tools}
        <IconButton icon="close" label="Close" onClick={onClose} />
      </div>
      <div class="dialog-body">{children}</div>
      <Notices />
    </dialog>
  );
}
