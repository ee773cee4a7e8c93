/** A station's month: which days were sent, which are missing, and what is to be done now. */

import { Fragment } from 'react';
import { type Day, monthOf } from '../../shared/calendar/day.ts';
import type { CalendarDay } from '../../shared/submissions/calendar.ts';
import type { List, Unit } from '../api.ts';
import { useToday } from '../clock.ts';
import { dayName, dayNumber, listed, monthName } from '../dates.ts';
import { type Language, periodName } from '../format.ts';
import { placeName } from '../made-up.ts';
import { useResource } from '../resource.ts';
import { calendarAddress, dayAddress, Link, navigate, revisionAddress } from '../router.tsx';
import type { Session } from '../session.ts';
import { Failed } from '../states.tsx';
import { boundsOf, isMonth, shiftMonth } from './dates.ts';
import { LinkButton } from './link-button.tsx';
import { MARKS, MonthGrid } from './month-grid.tsx';
import { Orphans } from './orphans.tsx';
import {
  dueToday,
  firstLookedFor,
  maySend,
  missingElsewhere,
  nextDay,
  type Standing,
  standingOf,
} from './standing.ts';
import { type StationWords, useStationWords } from './words.ts';

/** Days that a title names one by one. */
const NAMED_DAYS = 6;

export default function CalendarPage({
  station,
  month: asked,
  session,
}: {
  readonly station: string;
  readonly month: string | undefined;
  readonly session: Session;
}) {
  const { language, words } = useStationWords();
  const today = useToday();
  const month = asked && isMonth(asked) ? asked : monthOf(today);
  const calendar = (from: Day, to: Day) => `/submissions?station=${station}&from=${from}&to=${to}`;
  const unit = useResource<Unit>(`/units/${station}`, language);
  const shown = useResource<List<CalendarDay>>(calendar(...boundsOf(month)), language);
  const recent = useResource<List<CalendarDay>>(calendar(firstLookedFor(today), today), language);

  const failed = [shown, recent, unit].find(({ failure }) => failure);
  if (failed?.failure) return <Failed failure={failed.failure} retry={failed.retry} />;

  // While another month is fetched, the answer is still that of the month before.
  const days = (shown.value?.items ?? []).filter(({ date }) => monthOf(date) === month);
  const standing = standingOf(days, month, today);
  const byDate = new Map(days.map((day) => [day.date, day]));
  const addressOf = (date: Day) => {
    const day = byDate.get(date);
    if (!day) return undefined;
    if (day.revision !== null) return revisionAddress(station, date, day.revision);
    return maySend(session.role, date, today) ? dayAddress(station, date) : undefined;
  };
  return (
    <div className="station-calendar">
      <h1>
        {shown.loading
          ? words.calendarOf(periodName(month, language))
          : titleOf(standing, month, today, language, words)}
      </h1>
      <p className="caption">
        {[unit.value && placeName(unit.value.name), periodName(month, language), words.caption]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {recent.value && (
        <ToDo station={station} month={month} recent={recent.value.items} {...{ session, today }} />
      )}
      <Months station={station} month={month} thisMonth={monthOf(today)} />
      <MonthGrid
        month={month}
        label={words.calendarOf(periodName(month, language))}
        today={today}
        days={days}
        addressOf={addressOf}
        turnPage={(months) => {
          const other = shiftMonth(month, months);
          if (other > monthOf(today)) return undefined;
          navigate(calendarAddress(station, other));
          return other;
        }}
        busy={shown.loading}
      />
      <Summary standing={standing} />
      {session.role === 'clerk' &&
        standing.missing.some((day) => !maySend(session.role, day, today)) && (
          <p>{words.closedDays}</p>
        )}
      <p className="caption station-keys">{words.keys}</p>
      {session.role !== 'viewer' && <Orphans station={station} />}
    </div>
  );
}

function titleOf(
  { days, missing, open }: Standing,
  month: string,
  today: Day,
  language: Language,
  words: StationWords,
): string {
  const name = monthName(month, language);
  const numbers = (of: readonly Day[]) =>
    listed(
      of.slice(0, NAMED_DAYS).map((day) => dayNumber(day, language)),
      language,
    );
  if (missing.length > 0) {
    const isCut = missing.length > NAMED_DAYS;
    return words.missingTitle(name, missing.length, numbers(missing), isCut);
  }
  if (days.length === 0) return words.noneTitle(name);
  if (open.length > 0) return words.openTitle(name, open.length, numbers(open));
  return words.allTitle(name, month < monthOf(today));
}

/** The day to be filled in now, what is due at noon, and what is missing in other months. */
function ToDo({
  station,
  month,
  today,
  recent,
  session,
}: {
  readonly station: string;
  readonly month: string;
  readonly today: Day;
  readonly recent: readonly CalendarDay[];
  readonly session: Session;
}) {
  const { language, words } = useStationWords();
  const next = nextDay(recent, session.role, today);
  const due = dueToday(recent, today).filter((day) => day !== next);
  const elsewhere = missingElsewhere(recent, month);
  const name = (day: Day) =>
    maySend(session.role, day, today) ? (
      <Link to={dayAddress(station, day)}>{dayName(day, language)}</Link>
    ) : (
      dayName(day, language)
    );
  return (
    <div className="station-todo">
      {next && (
        <LinkButton to={dayAddress(station, next)} type="primary" size="large">
          {words.fill(dayName(next, language))}
        </LinkButton>
      )}
      {due.length > 0 && (
        <span>
          <Names days={due} name={name} />
          {words.dueToday}
        </span>
      )}
      {elsewhere.length > 0 && (
        <span>
          {words.alsoMissing}
          {elsewhere.map(({ month: other, count, days }, index) => (
            <Fragment key={other}>
              {index > 0 && words.gap}
              {days.length > 0 ? (
                <Names days={days} name={name} />
              ) : (
                <Link to={calendarAddress(station, other)}>
                  {words.daysOfMonth(monthName(other, language), count)}
                </Link>
              )}
            </Fragment>
          ))}
          {words.alsoMissingEnd}
        </span>
      )}
      {!next && elsewhere.length === 0 && session.role !== 'viewer' && <span>{words.allDone}</span>}
    </div>
  );
}

function Names({
  days,
  name,
}: {
  readonly days: readonly Day[];
  readonly name: (day: Day) => React.ReactNode;
}) {
  const { words } = useStationWords();
  return days.map((day, index) => (
    <Fragment key={day}>
      {index > 0 && words.gap}
      {name(day)}
    </Fragment>
  ));
}

function Months({
  station,
  month,
  thisMonth,
}: {
  readonly station: string;
  readonly month: string;
  readonly thisMonth: string;
}) {
  const { language, words } = useStationWords();
  const [before, after] = [shiftMonth(month, -1), shiftMonth(month, 1)];
  return (
    <nav className="station-months" aria-label={words.months}>
      <Link to={calendarAddress(station, before)}>
        <span aria-hidden="true">← </span>
        {words.before(monthName(before, language))}
      </Link>
      {month !== thisMonth && <Link to={calendarAddress(station)}>{words.thisMonth}</Link>}
      {after <= thisMonth && (
        <Link to={calendarAddress(station, after)}>
          {words.after(monthName(after, language))}
          <span aria-hidden="true"> →</span>
        </Link>
      )}
    </nav>
  );
}

/** How many days stand how; it explains the marks too. */
function Summary({ standing }: { readonly standing: Standing }) {
  const { words } = useStationWords();
  const { submitted, late, missing, open, corrected } = standing;
  const counts = { submitted, late, missing: missing.length, open: open.length, corrected };
  return (
    <ul className="station-summary">
      {(Object.keys(MARKS) as (keyof typeof MARKS)[]).map((mark) => (
        <li key={mark} className={`station-state ${mark}`}>
          <span aria-hidden="true">{MARKS[mark]}</span> {words.states[mark]}{' '}
          <strong>{words.days(counts[mark])}</strong>
        </li>
      ))}
    </ul>
  );
}
