import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import './confirm.css';

interface ConfirmProps {
  title: string;
  confirm: string;
  children: ComponentChildren;
  onConfirm(): void;
  onLeave(): void;
}

/** Asks before something that cannot be taken back. */
export function Confirm({ title, confirm, children, onConfirm, onLeave }: ConfirmProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="confirm" aria-labelledby={heading} onClose={onLeave}>
      <h2 id={heading}>{title}</h2>
      <p>{children}</p>
      <div>
        <button type="button" class="button" onClick={() => dialog.current?.close()}>
          Keep it
        </button>
        <button
          type="button"
          class="button danger"
          onClick={() => {
            onConfirm();
            // Closed, not only gone: the focus returns to where it came from.
            dialog.current?.close();
          }}
        >
          {confirm}
        </button>
      </div>
    </dialog>
  );
}
