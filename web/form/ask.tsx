/** One question before something is done; the focus is in it, Escape says no. */
import { Button } from 'antd';
import { useEffect, useId, useRef } from 'react';

export function Ask({
  title,
  text,
  yes,
  no,
  onYes,
  onNo,
}: {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  readonly no: string;
  readonly onYes: () => void;
  readonly onNo: () => void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="form-ask"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onNo();
      }}
    >
      <h2 id={id}>{title}</h2>
      <p>{text}</p>
      <div className="form-actions">
        <Button type="primary" onClick={onYes} autoFocus>
          {yes}
        </Button>
        <Button onClick={onNo}>{no}</Button>
      </div>
    </dialog>
  );
}
