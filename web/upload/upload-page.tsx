/** Days as a table: the template, a file to be checked, and sent when all is as it should be. */
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { Unit } from '../api.ts';
import { FileChoice } from '../file-choice.tsx';
import { placeName } from '../made-up.ts';
import { useResource } from '../resource.ts';
import { calendarAddress, Link } from '../router.tsx';
import type { SendFailure } from '../send.ts';
import { type Session, signIn } from '../session.ts';
import { daysWith, errorCount, isSuperseded } from './answer.ts';
import { Days, Errors } from './result.tsx';
import { Template } from './template.tsx';
import { type Task, type Upload, useUpload } from './use-upload.ts';
import { type UploadWords, useUploadWords } from './words.ts';

export default function UploadPage({
  station,
  session,
}: {
  readonly station: string;
  readonly session: Session;
}) {
  const { language, words } = useUploadWords();
  const unit = useResource<Unit>(`/units/${station}`, language);
  const upload = useUpload({ station, role: session.role }, language);
  const { file, kind, fault, task, failure, answer, sent } = upload;
  const ready = answer && !sent ? daysWith(answer, 'ready') : 0;
  // The button that sent is gone; the title says what came of it.
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (sent) title.current?.focus();
  }, [sent]);
  return (
    <div className="upload">
      <h1 ref={title} tabIndex={-1} aria-live="polite">
        {titleOf(upload, words)}
      </h1>
      <p className="caption">
        {[unit.value && placeName(unit.value.name), words.intro].filter(Boolean).join(' · ')}
      </p>
      {!answer && <Template station={station} />}
      <h2>{words.chooseTitle}</h2>
      <FileChoice
        label={file ? words.chooseOther : words.choose}
        hint={words.chooseHint}
        accept=".xlsx,.csv,.json"
        onFile={upload.choose}
      >
        {file && <div>{file.name}</div>}
      </FileChoice>
      {fault && <p role="alert">{words.faults[fault]}</p>}
      {task && <Working key={task} task={task} />}
      {failure && <Trouble failure={failure} retry={upload.retry} />}
      {answer && (
        <section>
          <h2>{sent ? words.receiptsTitle : words.resultTitle}</h2>
          {ready > 0 && (
            <Button
              type="primary"
              size="large"
              disabled={task !== undefined}
              onClick={upload.sendDays}
            >
              {words.sendDays(ready)}
            </Button>
          )}
          {sent && <Link to={calendarAddress(station)}>{words.toCalendar}</Link>}
          {answer.days.length > 0 && <Days station={station} days={answer.days} />}
        </section>
      )}
      {file && answer && errorCount(answer) > 0 && (
        <Errors
          // Another answer begins with its first errors.
          key={`${file.name} ${file.lastModified} ${sent}`}
          answer={answer}
          saveMarked={
            kind === 'table'
              ? () => upload.saveMarked(words.markedName(file.name.replace(/\.[^.]+$/, '')))
              : undefined
          }
        />
      )}
    </div>
  );
}

function titleOf({ answer, sent }: Upload, words: UploadWords): string {
  if (!answer) return words.title;
  const errors = errorCount(answer);
  const received = daysWith(answer, 'accepted', 'unchanged');
  if (sent && received > 0) return words.sentTitle(received, errors);
  const ready = daysWith(answer, 'ready');
  if (ready > 0) return words.checkedTitle(ready, errors);
  if (errors > 0) return words.refusedTitle(errors);
  return answer.days.some(isSuperseded) ? words.supersededTitle : words.heldTitle;
}

/** What is under way, and after two seconds for how long. */
function Working({ task }: { readonly task: Task }) {
  const { words } = useUploadWords();
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <div className="upload-working">
      <span role="status">{words.busy[task]}</span>
      <progress aria-label={words.busy[task]} />
      {seconds >= 2 && <span>{words.elapsed(seconds)}</span>}
    </div>
  );
}

function Trouble({
  failure,
  retry,
}: {
  readonly failure: SendFailure;
  readonly retry: () => void;
}) {
  const { words } = useUploadWords();
  switch (failure.kind) {
    case 'expired':
      return (
        <p role="alert">
          {words.expired}{' '}
          <Button onClick={() => signIn(location.pathname + location.search)}>
            {words.signIn}
          </Button>
        </p>
      );
    case 'offline':
      return (
        <p role="alert">
          {words.offline} <Button onClick={retry}>{words.retry}</Button>
        </p>
      );
    case 'problem':
      return (
        <p role="alert">
          {failure.status === 404 ? words.notFound : failure.detail}
          {failure.status >= 500 && (
            <>
              {' '}
              {words.requestId} {failure.requestId} <Button onClick={retry}>{words.retry}</Button>
            </>
          )}
        </p>
      );
  }
}
