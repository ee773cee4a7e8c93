/** A month as a grid of weeks: each day with its state, reached by the arrow keys. */

import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { addDays, type Day, monthOf } from '../../shared/calendar/day.ts';
import type { CalendarDay } from '../../shared/submissions/calendar.ts';
import { monthName, timeName } from '../dates.ts';
import { Link } from '../router.tsx';
import { boundsOf, weekdayName, weekdayNames, weeksOf } from './dates.ts';
import { isCorrected } from './standing.ts';
import { type DayMark, useStationWords } from './words.ts';

/** Marks stand beside the words, so that nothing hangs on colour. */
export const MARKS: Readonly<Record<DayMark, string>> = {
  submitted: '✓',
  late: '▲',
  missing: '✕',
  open: '○',
  corrected: '↻',
};

interface Props {
  readonly month: string;
  readonly label: string;
  readonly today: Day;
  /** What is known of the month's days so far. */
  readonly days: readonly CalendarDay[];
  /** Where a day leads to; undefined where there is nothing to open. */
  readonly addressOf: (day: Day) => string | undefined;
  /** Goes so many months on and says to which one; undefined where there is none to go to. */
  readonly turnPage: (months: number) => string | undefined;
  readonly busy: boolean;
}

/** The steps of the keys in days; those of a week's ends are worked out from the day. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -7,
  ArrowDown: 7,
};
/** A table whose cells are reached by the arrow keys: the grid pattern of ARIA's practices. */
const GRID = { role: 'grid' } as const;
const PAGES: Readonly<Record<string, number>> = { PageUp: -1, PageDown: 1 };

export function MonthGrid({ month, label, today, days, addressOf, turnPage, busy }: Props) {
  const { language } = useStationWords();
  const grid = useRef<HTMLTableElement>(null);
  const [first, last] = boundsOf(month);
  const [visited, visit] = useState<Day>();
  // Tab reaches one day only: the one visited last, else today, else the first.
  const reached =
    visited && monthOf(visited) === month ? visited : monthOf(today) === month ? today : first;
  const weeks = weeksOf(month);
  const names = weekdayNames(language);
  const byDate = new Map(days.map((day) => [day.date, day]));

  // A month that was turned to by a key takes the focus, and again when its days become links.
  const takesFocus = useRef<string>(undefined);
  useEffect(() => {
    if (takesFocus.current !== month) return;
    if (!busy) takesFocus.current = undefined;
    grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }, [month, busy]);

  const move = (event: KeyboardEvent) => {
    const page = PAGES[event.key];
    if (page !== undefined) {
      event.preventDefault();
      takesFocus.current = turnPage(page);
      return;
    }
    const week = weeks.find((one) => one.includes(reached))?.filter((day) => day !== undefined);
    const step = STEPS[event.key];
    const next =
      event.key === 'Home'
        ? week?.[0]
        : event.key === 'End'
          ? week?.at(-1)
          : step === undefined
            ? undefined
            : addDays(reached, step);
    if (next === undefined) return;
    event.preventDefault();
    if (next < first || next > last) return;
    visit(next);
    grid.current?.querySelector<HTMLElement>(`[data-day="${next}"]`)?.focus();
  };

  return (
    <table
      ref={grid}
      className="station-month"
      {...GRID}
      aria-label={label}
      aria-busy={busy}
      onKeyDown={move}
    >
      <thead>
        <tr>
          {names.map(({ short, full }) => (
            <th key={full} scope="col" abbr={full}>
              {short}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week.find((day) => day !== undefined)}>
            {week.map((date, column) =>
              date === undefined ? (
                <td key={names[column]?.full} />
              ) : (
                <DayCell
                  key={date}
                  date={date}
                  day={byDate.get(date)}
                  today={today}
                  to={addressOf(date)}
                  tabIndex={date === reached ? 0 : -1}
                  visit={() => visit(date)}
                />
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** One day: what is known of it, and a link where there is something to open. */
function DayCell({
  date,
  day,
  today,
  to,
  tabIndex,
  visit,
}: {
  readonly date: Day;
  readonly day: CalendarDay | undefined;
  readonly today: Day;
  readonly to: string | undefined;
  readonly tabIndex: number;
  readonly visit: () => void;
}) {
  const { language, words } = useStationWords();
  const isFuture = date > today;
  const marks: DayMark[] =
    day && !isFuture ? [day.state, ...(isCorrected(day) ? (['corrected'] as const) : [])] : [];
  // Heard in full, seen as a number: `4月15日，星期一`.
  const month = monthName(monthOf(date), language);
  const [before, after] = language === 'zh' ? [month, '日'] : ['', ` ${month}`];
  const shown = (
    <>
      <span className="station-number">
        <span className="station-spoken">{before}</span>
        {Number(date.slice(8))}
        <span className="station-spoken">
          {after} {weekdayName(date, language)}
        </span>
        {date === today && <span className="station-today">{words.today}</span>}
      </span>
      {marks.map((mark) => (
        <span key={mark} className={`station-state ${mark}`}>
          <span aria-hidden="true">{MARKS[mark]}</span> {words.states[mark]}
        </span>
      ))}
      {day?.receivedAt && (
        <span className="station-received">
          {words.receivedAt(timeName(day.receivedAt, language))}
        </span>
      )}
    </>
  );
  const focus = { 'data-day': date, tabIndex, onFocus: visit };
  const current = date === today && { 'aria-current': 'date' as const };
  return to ? (
    <td {...current}>
      <Link to={to} {...focus}>
        {shown}
      </Link>
    </td>
  ) : (
    <td {...current} {...focus}>
      {shown}
    </td>
  );
}
