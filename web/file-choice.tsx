/** A file, chosen with the keyboard or dropped with the mouse. */
import { Button } from 'antd';
import { type ReactNode, useId, useRef, useState } from 'react';

export function FileChoice({
  label,
  hint,
  accept,
  disabled = false,
  onFile,
  children,
}: {
  readonly label: string;
  /** That it can be dropped too, and which files are taken. */
  readonly hint: string;
  readonly accept: string;
  readonly disabled?: boolean;
  readonly onFile: (file: File) => void;
  /** What is said of the file that was chosen. */
  readonly children?: ReactNode;
}) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file && !disabled) onFile(file);
    // So that the same file can be chosen again once it was corrected.
    if (input.current) input.current.value = '';
  };
  return (
    <fieldset
      className={isOver ? 'file-choice over' : 'file-choice'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      {/* The browser's own button speaks the browser's language. */}
      <Button
        disabled={disabled}
        aria-describedby={`${id}-hint`}
        onClick={() => input.current?.click()}
      >
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        accept={accept}
        disabled={disabled}
        onChange={({ target }) => take(target.files)}
      />
      <div id={`${id}-hint`} className="quiet">
        {hint}
      </div>
      {children}
    </fieldset>
  );
}
