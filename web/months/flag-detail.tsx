/** A flag opened: what it means, the rows that it rests on, what was said, and the review. */
import { Button, Radio } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { NotDone, useAct } from '../act.tsx';
import type { KpiDefinition, List } from '../api.ts';
import { faultOfText } from '../appeals/appeal.ts';
import { MOST_CHARACTERS, Written } from '../appeals/written.tsx';
import { fullTimeName } from '../dates.ts';
import { count } from '../format.ts';
import { useResource } from '../resource.ts';
import { calendarAddress, Link } from '../router.tsx';
import { Sheet } from '../sheet.tsx';
import { Failed, Loading } from '../states.tsx';
import { cellOf, columnsOf, NUMBERS } from './flag-words.ts';
import type { Flag, WholeFlag } from './months.ts';
import { useReviewWords } from './review-words.ts';

type Outcome = 'confirmed' | 'dismissed';
const OUTCOMES: readonly Outcome[] = ['confirmed', 'dismissed'];

/** What is said of a flag before it is saved. */
export interface Finding {
  readonly outcome?: Outcome;
  readonly note: string;
}

export const NO_FINDING: Finding = { note: '' };

export function FlagDetail({
  flag,
  mayReview,
  finding,
  onFinding,
  onReviewed,
}: {
  readonly flag: Flag;
  readonly mayReview: boolean;
  /** Held by the list: it outlasts the row, which closes as another one is opened. */
  readonly finding: Finding;
  readonly onFinding: (finding: Finding) => void;
  readonly onReviewed: (outcome: Outcome) => void;
}) {
  const { language, say } = useReviewWords();
  const whole = useResource<WholeFlag>(`/flags/${encodeURIComponent(flag.id)}`, language);
  const catalogue = useResource<List<KpiDefinition>>('/kpis', language);
  if (whole.failure) return <Failed failure={whole.failure} retry={whole.retry} />;
  if (!whole.value) return <Loading rows={4} />;
  const { explanation, firstRows, rowsUrl, history, rows } = whole.value;
  const columns = columnsOf(firstRows);
  const kpiName = (id: string) =>
    catalogue.value?.items.find((kpi) => kpi.id === id)?.name[language];
  return (
    <>
      {explanation && <p>{explanation[language]}</p>}
      <p className="quiet">
        {say.rowsShown(count(firstRows.length), count(rows))}
        {' · '}
        <Link to={calendarAddress(flag.unit.code, flag.period.slice(0, 7))}>{say.toCalendar}</Link>
        {rowsUrl !== null && (
          <>
            {' · '}
            <a href={rowsUrl} download>
              {say.allRows}
            </a>
          </>
        )}
      </p>
      <div className="months-rows">
        <Sheet
          label={say.rows}
          columns={columns.map((name) => ({
            key: name,
            title: say.columns[name] ?? name,
            isNumber: NUMBERS.includes(name),
          }))}
          rows={firstRows.map((row, place) => ({
            key: String(place),
            cells: Object.fromEntries(
              columns.map((name) => [
                name,
                cellOf(name, row[name], language, kpiName, say.wholeDay),
              ]),
            ),
          }))}
        />
      </div>
      {history.length > 0 && (
        <>
          <h3>{say.history}</h3>
          <ul className="months-lines">
            {history.map((one) => (
              <li key={one.at}>
                <strong>{say.actions[one.action] ?? one.action}</strong> {one.note}{' '}
                <span className="quiet">
                  {one.by} · {fullTimeName(one.at, language)}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {mayReview ? (
        <ReviewForm {...{ flag, finding, onFinding, onReviewed }} />
      ) : (
        <p className="quiet">{say.ownUnit}</p>
      )}
    </>
  );
}

function ReviewForm({
  flag,
  finding,
  onFinding,
  onReviewed,
}: {
  readonly flag: Flag;
  readonly finding: Finding;
  readonly onFinding: (finding: Finding) => void;
  readonly onReviewed: (outcome: Outcome) => void;
}) {
  const { say } = useReviewWords();
  const id = useId();
  const { outcome, note } = finding;
  const [tried, setTried] = useState(false);
  const { busy, failure, act } = useAct();
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (outcome === undefined || faultOfText(note, MOST_CHARACTERS)) return;
    const json = { state: outcome, note };
    const path = `/flags/${encodeURIComponent(flag.id)}/review`;
    if (await act<Flag>(path, { method: 'POST', json })) onReviewed(outcome);
  };
  return (
    <form onSubmit={save}>
      <fieldset className="appeals-choice">
        <legend>{say.review}</legend>
        <Radio.Group
          name={id}
          value={outcome}
          onChange={(event) => onFinding({ ...finding, outcome: event.target.value })}
          options={OUTCOMES.map((one) => ({ value: one, label: say.outcomes[one] }))}
        />
        <div role="alert" className="months-fault">
          {tried && outcome === undefined && say.chooseOutcome}
        </div>
      </fieldset>
      <Written
        id={`${id}-note`}
        label={say.note}
        hint={say.noteHint}
        value={note}
        onChange={(text) => onFinding({ ...finding, note: text })}
        rows={3}
        tried={tried}
      />
      <NotDone failure={failure} />
      <Button type="primary" htmlType="submit" loading={busy}>
        {say.save}
      </Button>
    </form>
  );
}
