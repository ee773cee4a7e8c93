/** Did the station report? Its days in the period as a calendar. */
import { firstDayOf, lastDayOf, parsePeriod } from '../../shared/calendar/period.ts';
import type { CalendarDay } from '../../shared/submissions/calendar.ts';
import type { List, Scorecard } from '../api.ts';
import { DayCalendar, type DayKind } from '../charts/day-calendar.tsx';
import { Figure } from '../charts/figure.tsx';
import { useToday } from '../clock.ts';
import { fullTimeName } from '../dates.ts';
import { count, periodName } from '../format.ts';
import { placeName } from '../made-up.ts';
import { PartFailed } from '../part.tsx';
import { useResource } from '../resource.ts';
import { calendarAddress, Link, revisionAddress } from '../router.tsx';
import type { Session } from '../session.ts';
import { Loading } from '../states.tsx';
import { mayRead } from '../station/standing.ts';
import { useWords } from '../words.ts';
import { useScorecardWords } from './words.ts';

const LOOKS: readonly Omit<DayKind, 'name'>[] = [
  { id: 'submitted', mark: '✓', fill: '#12436d', ink: '#ffffff' },
  { id: 'late', mark: '▲', fill: '#a9c8e4', ink: '#1f1f1f' },
  { id: 'missing', mark: '✕', fill: '#fde0cf', ink: '#8a3208' },
  { id: 'open', mark: '○', fill: '#ffffff', ink: '#595959' },
];

export function ReportsCalendar({
  card,
  session,
}: {
  readonly card: Scorecard;
  readonly session: Session;
}) {
  const { language, words } = useWords();
  const { say } = useScorecardWords();
  const today = useToday();
  const { period, unit } = card;
  const parsed = parsePeriod(period);
  const [first, end] = parsed ? [firstDayOf(parsed), lastDayOf(parsed)] : [today, today];
  const last = end < today ? end : today;
  const days = useResource<List<CalendarDay>>(
    first <= last ? `/submissions?station=${unit.code}&from=${first}&to=${last}` : undefined,
    language,
  );
  if (days.failure) return <PartFailed failure={days.failure} retry={days.retry} />;
  if (!days.value) return <Loading rows={6} />;
  const items = days.value.items.filter(({ date }) => date >= first && date <= last);
  const number = (state: CalendarDay['state']) =>
    count(items.filter((day) => day.state === state).length);
  const reads = mayRead(session, unit.code);
  return (
    <Figure
      title={say.daysTitle(
        count(items.length),
        number('submitted'),
        number('late'),
        number('missing'),
      )}
      caption={[
        placeName(unit.name),
        periodName(period, language),
        say.daysNote,
        reads && say.daysOpen,
      ]}
      controls={<Link to={calendarAddress(unit.code, last.slice(0, 7))}>{say.toCalendar}</Link>}
    >
      <div className={days.loading ? 'stale' : ''}>
        <DayCalendar
          first={first}
          last={last}
          kinds={LOOKS.map((look) => ({ ...look, name: say.dayStates[look.id] ?? look.id }))}
          entries={items.map(({ date, state, revision, receivedAt }) => ({
            ...{ date, kind: state },
            label: [
              say.dayStates[state] ?? state,
              receivedAt && say.receivedAt(fullTimeName(receivedAt, language)),
              revision !== null && words.revision(revision),
            ]
              .filter(Boolean)
              .join(' · '),
            to: revision !== null && reads ? revisionAddress(unit.code, date, revision) : undefined,
          }))}
        />
      </div>
    </Figure>
  );
}
