/** Where a file is chosen or dropped. */
import { useId, useState } from 'react';
import { useUploadWords } from './words.ts';

export function DropZone({
  file,
  onFile,
}: {
  readonly file: File | undefined;
  readonly onFile: (file: File) => void;
}) {
  const { words } = useUploadWords();
  const id = useId();
  const [isOver, setOver] = useState(false);
  return (
    <section
      aria-label={words.chooseTitle}
      className={isOver ? 'upload-drop over' : 'upload-drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const [dropped] = event.dataTransfer.files;
        if (dropped) onFile(dropped);
      }}
    >
      <input
        id={id}
        type="file"
        accept=".xlsx,.csv,.json"
        aria-describedby={`${id}-kinds`}
        onChange={({ target }) => {
          const [chosen] = target.files ?? [];
          if (chosen) onFile(chosen);
          // So that the same file can be chosen again once it was corrected.
          target.value = '';
        }}
      />
      <label htmlFor={id}>{file ? words.chooseOther : words.choose}</label>
      <span>{words.orDrop}</span>
      <span id={`${id}-kinds`} className="quiet">
        {words.kinds}
      </span>
    </section>
  );
}
