/**
 * The question before something that cannot be taken back: what will change, in words, asked
 * once. Escape and the second button say no; while it is done, it stays open.
 */
import { Button } from 'antd';
import { type ReactNode, useEffect, useId, useRef } from 'react';

export function Confirm(props: {
  readonly title: string;
  /** What will change, and a field where a reason is needed. */
  readonly children: ReactNode;
  readonly yes: string;
  readonly no: string;
  readonly busy: boolean;
  /** There is nothing to say yes to yet. */
  readonly waits?: boolean;
  readonly onYes: () => void;
  readonly onNo: () => void;
}) {
  const { title, children, yes, no, busy, waits = false, onYes, onNo } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    // Where the keyboard was, to go back to.
    const opener = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className="confirm"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        if (!busy) onNo();
      }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy && !waits) onYes();
        }}
      >
        <h2 id={id}>{title}</h2>
        {children}
        <div className="confirm-actions">
          <Button type="primary" htmlType="submit" loading={busy} disabled={waits}>
            {yes}
          </Button>
          <Button onClick={onNo} disabled={busy}>
            {no}
          </Button>
        </div>
      </form>
    </dialog>
  );
}
