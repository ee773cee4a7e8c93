/** A calendar heat map: each day of a period a small square with a colour, a mark and its words. */
import { addDays, type Day, eachDay, monthOf } from '../../shared/calendar/day.ts';
import { fullDayName } from '../dates.ts';
import { type Language, periodName } from '../format.ts';
import { Link } from '../router.tsx';
import { useWords } from '../words.ts';

/** How days of a kind look: a colour never stands alone. */
export interface DayKind {
  readonly id: string;
  readonly name: string;
  readonly mark: string;
  readonly fill: string;
  readonly ink: string;
}

export interface CalendarEntry {
  readonly date: Day;
  readonly kind: string;
  /** What is known of the day, in words. */
  readonly label: string;
  /** Where it leads to, for those who may read it. */
  readonly to?: string | undefined;
}

const WEEKDAYS = {
  zh: ['一', '二', '三', '四', '五', '六', '日'],
  en: ['M', 'T', 'W', 'T', 'F', 'S', 'S'],
};
const FULL_WEEKDAYS = {
  zh: ['星期一', '星期二', '星期三', '星期四', '星期五', '星期六', '星期日'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
};
const WEEK = 7;

/** 0 for Monday to 6 for Sunday. */
const weekday = (day: Day) => (new Date(`${day}T00:00:00Z`).getUTCDay() + WEEK - 1) % WEEK;

/** A month of it: weeks from Monday, undefined where the month has no such day or it is not meant. */
export interface MonthShape {
  readonly month: string;
  readonly weeks: readonly (readonly (Day | undefined)[])[];
}

/** The months from one day to another. */
export function monthShapes(first: Day, last: Day): MonthShape[] {
  const months = Map.groupBy(eachDay(first, last), monthOf);
  return [...months].map(([month, days]) => {
    const [start = first, end = last] = [days[0], days.at(-1)];
    const all = eachDay(addDays(start, -weekday(start)), addDays(end, WEEK - 1 - weekday(end)));
    const shown = new Set(days);
    const weeks = Array.from({ length: all.length / WEEK }, (_, week) =>
      all.slice(week * WEEK, (week + 1) * WEEK).map((day) => (shown.has(day) ? day : undefined)),
    );
    return { month, weeks };
  });
}

export function DayCalendar({
  first,
  last,
  entries,
  kinds,
}: {
  readonly first: Day;
  readonly last: Day;
  /** Days without an entry are left blank. */
  readonly entries: readonly CalendarEntry[];
  readonly kinds: readonly DayKind[];
}) {
  const { language } = useWords();
  const byDate = new Map(entries.map((entry) => [entry.date, entry]));
  const kindOf = new Map(kinds.map((kind) => [kind.id, kind]));
  const used = kinds.filter(({ id }) => entries.some(({ kind }) => kind === id));
  return (
    <>
      <div className="day-calendar">
        {monthShapes(first, last).map(({ month, weeks }) => (
          <Month key={month} {...{ month, weeks, byDate, kindOf, language }} />
        ))}
      </div>
      <ul className="chart-key">
        {used.map((kind) => (
          <li key={kind.id}>
            <span
              className="day-sample"
              style={{ background: kind.fill, color: kind.ink }}
              aria-hidden="true"
            >
              {kind.mark}
            </span>
            {kind.name}
          </li>
        ))}
      </ul>
    </>
  );
}

function Month({
  month,
  weeks,
  byDate,
  kindOf,
  language,
}: MonthShape & {
  readonly byDate: ReadonlyMap<Day, CalendarEntry>;
  readonly kindOf: ReadonlyMap<string, DayKind>;
  readonly language: Language;
}) {
  return (
    <table>
      <caption>{periodName(month, language)}</caption>
      <thead>
        <tr>
          {FULL_WEEKDAYS[language].map((full, place) => (
            <th key={full} scope="col" abbr={full}>
              {WEEKDAYS[language][place]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week.find((day) => day !== undefined)}>
            {week.map((day, place) => {
              const entry = day && byDate.get(day);
              const name = FULL_WEEKDAYS[language][place];
              if (!day) return <td key={name} />;
              if (!entry) {
                return (
                  <td key={name} className="quiet">
                    <span className="day-blank">{Number(day.slice(8))}</span>
                  </td>
                );
              }
              return (
                <td key={name}>
                  <DayCell entry={entry} kind={kindOf.get(entry.kind)} language={language} />
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function DayCell({
  entry: { date, label, to },
  kind,
  language,
}: {
  readonly entry: CalendarEntry;
  readonly kind: DayKind | undefined;
  readonly language: Language;
}) {
  const told = `${fullDayName(date, language)} ${label}`;
  const style = { background: kind?.fill, color: kind?.ink };
  const shown = (
    <>
      <span aria-hidden="true">{Number(date.slice(8))}</span>
      <span className="day-mark" aria-hidden="true">
        {kind?.mark}
      </span>
      <span className="heard">{told}</span>
    </>
  );
  return to ? (
    <Link className="day" style={style} to={to} title={told}>
      {shown}
    </Link>
  ) : (
    <span className="day" style={style} title={told}>
      {shown}
    </span>
  );
}
