/** Did everyone report? The last day that was due, by unit; the days still open; who is missing. */
import { useId } from 'react';
import type { List, Unit, UnitInBranch } from '../api.ts';
import { now, useToday } from '../clock.ts';
import { lastDue, type Missing, nearDayName, openDays } from '../command/today.ts';
import { listed, timeName } from '../dates.ts';
import { count } from '../format.ts';
import { placeName } from '../made-up.ts';
import { Part } from '../part.tsx';
import { useResource } from '../resource.ts';
import { Link } from '../router.tsx';
import { useWords } from '../words.ts';
import { daysBelow, type UnitDay } from './places.ts';
import { type OverviewWords, useOverviewWords } from './words.ts';

/** So many units, and so many stations of a unit, are named; the rest is on the day's own page. */
const UNITS_NAMED = 6;
const STATIONS_NAMED = 8;

export function Reports({ unit }: { readonly unit: string }) {
  const { language } = useWords();
  const { say } = useOverviewWords();
  const id = useId();
  const today = useToday();
  const due = lastDue(now());
  const of = useResource<UnitInBranch>(`/units/${unit}`, language);
  // Counties are added up to cities where the province looks.
  const cities = useResource<List<Unit>>(
    of.value?.level === 'province' ? `/units/${unit}/children` : undefined,
    language,
  );
  const last = useResource<Missing>(missingOn(due, unit), language);
  const name = say.part.names.reports;
  const title = last.value
    ? titleOf(last.value, dayOf(last.value, today, say, language), say)
    : name;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <Part of={last} name={name} rows={3}>
        {(answer) => (
          <>
            <p className="quiet">
              {say.reports.dueAt(timeName(answer.deadline, language))}
              {' · '}
              <Link to={`/today?date=${answer.date}`}>{say.reports.link}</Link>
            </p>
            <DayTable answer={answer} cities={cities.value?.items ?? []} />
          </>
        )}
      </Part>
      {openDays(now()).map((day) => (
        <OpenDay key={day} day={day} today={today} unit={unit} />
      ))}
    </section>
  );
}

const missingOn = (day: string, unit: string) => `/submissions/missing?date=${day}&within=${unit}`;

/** A day that is not due yet. Of yesterday those are named who can still be called until noon. */
function OpenDay({
  day,
  today,
  unit,
}: {
  readonly day: string;
  readonly today: string;
  readonly unit: string;
}) {
  const { language, say } = useOverviewWords();
  const of = useResource<Missing>(missingOn(day, unit), language);
  return (
    <Part of={of} name={say.part.names.reports} rows={1}>
      {(answer) => {
        const missing = answer.items.flatMap((one) => one.missing);
        const isNamed = answer.date < today && missing.length > 0;
        return (
          <p>
            {dayOf(answer, today, say, language)}{' '}
            <span className="number">
              {count(answer.submitted)} / {count(answer.expected)}
            </span>{' '}
            <span className="quiet">{say.reports.soFar(timeName(answer.deadline, language))}</span>{' '}
            <Link to={`/today?date=${answer.date}`}>{say.reports.link}</Link>
            {isNamed && <MissingNames missing={missing} />}
          </p>
        );
      }}
    </Part>
  );
}

/** The first of those that are missing, by name. */
function MissingNames({ missing }: Pick<UnitDay, 'missing'>) {
  const { language, say } = useOverviewWords();
  const names = missing.slice(0, STATIONS_NAMED).map(({ name }) => placeName(name));
  const more = missing.length > names.length ? say.reports.more(count(missing.length)) : '';
  return (
    <span className="quiet overview-missing">
      {say.reports.missing(listed(names, language) + more)}
    </span>
  );
}

const dayOf = (answer: Missing, today: string, say: OverviewWords, language: 'zh' | 'en'): string =>
  nearDayName(answer.date, today, say.reports, language);

function titleOf({ expected, submitted }: Missing, day: string, say: OverviewWords): string {
  if (expected === 0) return say.reports.none(day);
  if (expected === submitted) return say.reports.all(day, count(expected));
  return say.reports.over(day, count(expected), count(expected - submitted));
}

function DayTable({
  answer,
  cities,
}: {
  readonly answer: Missing;
  readonly cities: readonly Unit[];
}) {
  const { say } = useOverviewWords();
  const days = daysBelow(answer, cities);
  // Of many units those that are complete are counted, not listed.
  const behind = days.filter(({ missing }) => missing.length > 0);
  const named = days.length <= UNITS_NAMED ? days : behind.slice(0, UNITS_NAMED);
  const complete = days.length - behind.length;
  const [unit, ...numbers] = say.reports.columns;
  if (answer.expected === 0) return null;
  return (
    <>
      <table className="overview-lines">
        <thead>
          <tr>
            <th scope="col" className="overview-left">
              {unit}
            </th>
            {numbers.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {named.map((day) => (
            <DayRow key={day.unit.code} day={day} />
          ))}
          {days.length > 1 && (
            <tr>
              <th scope="row" className="overview-left">
                {say.reports.sum}
              </th>
              <Counts
                day={{ ...answer, missing: answer.items.flatMap(({ missing }) => missing) }}
              />
            </tr>
          )}
        </tbody>
      </table>
      {days.length > UNITS_NAMED && complete > 0 && (
        <p className="quiet">
          {say.reports.complete(count(complete), cities.length > 0 ? 'city' : 'county')}
        </p>
      )}
    </>
  );
}

function DayRow({ day }: { readonly day: UnitDay }) {
  return (
    <tr>
      <th scope="row" className="overview-left">
        {placeName(day.unit.name)}
        {day.missing.length > 0 && <MissingNames missing={day.missing} />}
      </th>
      <Counts day={day} />
    </tr>
  );
}

function Counts({
  day: { expected, submitted, onTime, missing },
}: {
  readonly day: Pick<UnitDay, 'expected' | 'submitted' | 'onTime' | 'missing'>;
}) {
  return (
    <>
      <td>{count(expected)}</td>
      <td>{count(submitted)}</td>
      <td>{count(onTime)}</td>
      <td>{count(missing.length)}</td>
    </>
  );
}
