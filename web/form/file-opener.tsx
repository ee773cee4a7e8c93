/** A file with one submission, chosen or dropped: it fills the form, or says why it does not. */
import { Button } from 'antd';
import { type ReactNode, useRef, useState } from 'react';
import { MAX_DOCUMENT_BYTES } from '../../shared/submissions/limits.ts';
import { containsPersonalData } from '../../shared/submissions/personal-data.ts';
import { fullDayName } from '../dates.ts';
import { dayAddress, Link } from '../router.tsx';
import type { CheckContext } from './check.ts';
import { useForm } from './context.ts';
import { type OpenedFile, openFile } from './file.ts';
import type { FormState } from './form.ts';
import { useDroppedFiles } from './use-drop.ts';
import { useFocusKept } from './use-focus.ts';

interface Shown {
  readonly name: string;
  readonly opened: OpenedFile;
  /** What stood in the form before. */
  readonly before: FormState;
}

export function FileOpener({
  context,
  isBusy,
  children,
}: {
  readonly context: CheckContext;
  /** Nothing can be changed for now. */
  readonly isBusy: boolean;
  readonly children: ReactNode;
}) {
  const { state, dispatch, words, language } = useForm();
  const input = useRef<HTMLInputElement>(null);
  const [shown, setShown] = useState<Shown>();
  const open = async (file: File | undefined) => {
    if (!file) return;
    // No more of it than shows that it is too large.
    const bytes = new Uint8Array(await file.slice(0, MAX_DOCUMENT_BYTES + 1).arrayBuffer());
    const opened = openFile(bytes, context);
    if (opened.document) dispatch({ do: 'fill', document: opened.document });
    const name = containsPersonalData(file.name) ? words.fileName : file.name;
    setShown({ name, opened, before: state });
  };
  const isOver = useDroppedFiles(open);
  useFocusKept(isBusy);
  return (
    <div className="form-files" data-over={isOver} inert={isBusy} aria-busy={isBusy}>
      <div className="form-actions form-open-file">
        <Button onClick={() => input.current?.click()}>{words.openFile}</Button>
        <input
          ref={input}
          type="file"
          accept=".json,application/json"
          aria-label={words.openFile}
          hidden
          onChange={(event) => {
            void open(event.target.files?.[0]);
            // The same file again is a new choice.
            event.target.value = '';
          }}
        />
        {isOver && <span className="quiet">{words.dropHere}</span>}
      </div>
      <div role="status">
        {shown && (
          <div className="form-notice">
            <p>
              {shown.opened.document ? words.fileTaken(shown.name) : words.fileRefused(shown.name)}
            </p>
            {shown.opened.otherDate !== undefined && (
              <p>
                {words.fileOtherDate(
                  fullDayName(shown.opened.otherDate, language),
                  fullDayName(context.date, language),
                )}{' '}
                <Link to={dayAddress(context.station, shown.opened.otherDate)}>
                  {fullDayName(shown.opened.otherDate, language)}
                </Link>
              </p>
            )}
            <ul>
              {shown.opened.errors.map(({ code, pointer, messages }) => (
                <li key={`${code} ${pointer}`}>
                  {messages[language]} <code>{code}</code>
                </li>
              ))}
            </ul>
            <div className="form-actions">
              {shown.opened.document && (
                <Button
                  onClick={() => {
                    dispatch({ do: 'restore', state: shown.before });
                    setShown(undefined);
                  }}
                >
                  {words.undo}
                </Button>
              )}
              <Button type="text" onClick={() => setShown(undefined)}>
                {words.close}
              </Button>
            </div>
          </div>
        )}
      </div>
      {children}
    </div>
  );
}
