/** What became of a file: each day, and every error with the cell that it is about. */
import { Button } from 'antd';
import { useState } from 'react';
import { isDay } from '../../shared/calendar/day.ts';
import { LIST_NAMES, LISTS } from '../../shared/submissions/contract.ts';
import type { DayAnswer } from '../../shared/workbook/receive.ts';
import { fullDayName, listed } from '../dates.ts';
import { count, type Language } from '../format.ts';
import { dayAddress, Link, revisionAddress } from '../router.tsx';
import { errorCount, type FileAnswer, isSuperseded } from './answer.ts';
import { type UploadWords, useUploadWords } from './words.ts';

/** Errors listed at first. */
const FIRST_ERRORS = 30;

const MARKS: Readonly<Record<DayAnswer['outcome'], string>> = {
  ready: '○',
  accepted: '✓',
  unchanged: '＝',
  refused: '✕',
};

export function Days({
  station,
  days,
}: {
  readonly station: string;
  readonly days: readonly DayAnswer[];
}) {
  const { language, words } = useUploadWords();
  return (
    <table className="upload-days">
      <thead>
        <tr>
          <th scope="col">{words.date}</th>
          <th scope="col">{words.outcome}</th>
          <th scope="col">{words.content}</th>
        </tr>
      </thead>
      <tbody>
        {days.map((day) => (
          <tr key={day.date}>
            <th scope="row">{dateName(day.date, language, words)}</th>
            <td>
              <span className={`upload-outcome ${day.outcome}`}>
                <span aria-hidden="true">{MARKS[day.outcome]}</span>{' '}
                {isSuperseded(day) ? words.heldBefore : words.outcomes[day.outcome]}
              </span>{' '}
              <Details station={station} day={day} />
            </td>
            <td>{contentOf(day, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Details({ station, day }: { readonly station: string; readonly day: DayAnswer }) {
  const { words } = useUploadWords();
  const { outcome, date, latestRevision, receipt } = day;
  if (isSuperseded(day)) {
    return (
      <>
        <strong>{words.superseded(day.revision, latestRevision)}</strong>{' '}
        <Link to={dayAddress(station, date)}>{words.correctInForm}</Link>
      </>
    );
  }
  if (receipt) {
    return (
      <>
        <Link to={revisionAddress(station, date, receipt.revision)}>
          {words.revision(receipt.revision)}
        </Link>{' '}
        {receipt.onTime ? words.onTime : words.late}
      </>
    );
  }
  if (outcome === 'refused') {
    // A day may be right by itself, in a file of which nothing is sent.
    return day.errors > 0 ? words.errorsHere(day.errors) : words.blocked;
  }
  if (latestRevision === 0) return null;
  if (outcome === 'ready') return <strong>{words.corrects(latestRevision)}</strong>;
  return (
    <Link to={revisionAddress(station, date, latestRevision)}>
      {words.revision(latestRevision)}
    </Link>
  );
}

const dateName = (date: string, language: Language, words: UploadWords) =>
  isDay(date) ? fullDayName(date, language) : words.noDate;

/** Rows by list: `工作时间32、矛盾纠纷3`. */
function contentOf({ counts }: DayAnswer, language: Language): string {
  return listed(
    LIST_NAMES.filter((list) => counts[list] > 0).map(
      (list) => `${LISTS[list].names[language]} ${count(counts[list])}`,
    ),
    language,
  );
}

export function Errors({
  answer,
  saveMarked,
}: {
  readonly answer: FileAnswer;
  /** Undefined where the file cannot be marked. */
  readonly saveMarked: (() => void) | undefined;
}) {
  const { language, words } = useUploadWords();
  const [showsAll, setShowsAll] = useState(false);
  const shown = showsAll ? answer.errors : answer.errors.slice(0, FIRST_ERRORS);
  return (
    <section>
      <h2>{words.errorsTitle(errorCount(answer))}</h2>
      <p>{words.errorsText}</p>
      {saveMarked && <Button onClick={saveMarked}>{words.marked}</Button>}
      <ol className="upload-errors">
        {shown.map((error) => (
          <li
            key={`${error.sheet} ${error.cell} ${error.row} ${error.date} ${error.pointer} ${error.code}`}
          >
            {error.messages[language]}{' '}
            <span className="quiet">
              {error.date !== null && `${dateName(error.date, language, words)} · `}
              <code>{error.code}</code>
            </span>
          </li>
        ))}
      </ol>
      {shown.length < answer.errors.length && (
        <Button onClick={() => setShowsAll(true)}>{words.showAll(answer.errors.length)}</Button>
      )}
      {answer.more > 0 && <p>{words.beyond(answer.more)}</p>}
    </section>
  );
}
