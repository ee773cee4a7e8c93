/** Did everyone report? A day's submissions by county, who is missing, and what reporting costs. */

import { Button } from 'antd';
import { addDays, isDay, monthOf } from '../../shared/calendar/day.ts';
import type { List, Unit } from '../api.ts';
import { now, useToday } from '../clock.ts';
import { fullDayName, timeName } from '../dates.ts';
import { ExportButton } from '../export-button.tsx';
import { count } from '../format.ts';
import { useResource } from '../resource.ts';
import { calendarAddress, dayAddress, Link, navigate } from '../router.tsx';
import type { Session } from '../session.ts';
import { Failed, Loading } from '../states.tsx';
import { useWords } from '../words.ts';
import { BurdenSection } from './burden.tsx';
import { Counties } from './counties.tsx';
import { lastDue, type Missing, nearDayName, ownTitleOf, titleOf } from './today.ts';
import { useTodayWords } from './today-words.ts';

const todayAddress = (date: string) => `/today?date=${date}`;

export default function TodayPage({
  date,
  session,
}: {
  readonly date: string | undefined;
  readonly session: Session;
}) {
  const { words } = useWords();
  const { language, say } = useTodayWords();
  const today = useToday();
  const day = date !== undefined && isDay(date) && date <= today ? date : lastDue(now());
  const own = useResource<Unit>(`/units/${session.unit}`, language);
  const cities = useResource<List<Unit>>(
    own.value?.level === 'province' ? `/units/${session.unit}/children` : undefined,
    language,
  );
  const path = `/submissions/missing?date=${day}&within=${session.unit}`;
  const missing = useResource<Missing>(path, language);
  const failed = [own, missing].find(({ failure }) => failure);
  if (failed?.failure) return <Failed failure={failed.failure} retry={failed.retry} />;
  if (!missing.value || !own.value) return <Loading rows={12} />;

  const answer = missing.value;
  const name = nearDayName(answer.date, today, say, language);
  const isStation = own.value.level === 'station';
  return (
    <div className={missing.loading ? 'stale' : ''}>
      <h1>{isStation ? ownTitleOf(answer, name, say) : titleOf(answer, name, say)}</h1>
      <p className="caption">
        {[
          fullDayName(answer.date, language),
          say.deadline(timeName(answer.deadline, language)),
          answer.isOver && say.isOver,
          !isStation &&
            answer.submitted > 0 &&
            say.onTime(count(answer.onTime), count(answer.submitted)),
          say.source,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <DaySwitch day={day} today={today} lastDue={lastDue(now())}>
        <Button size="small" onClick={missing.retry}>
          {say.refresh}
        </Button>
        <span role="status" className="quiet">
          {missing.loading ? words.updating : ''}
        </span>
        {!isStation && <ExportButton path={path} />}
      </DaySwitch>
      {isStation ? (
        <p className="command-links">
          {session.role !== 'viewer' && answer.submitted === 0 && answer.expected > 0 && (
            <Link to={dayAddress(session.unit, answer.date)}>{say.toDay(name)}</Link>
          )}
          <Link to={calendarAddress(session.unit, monthOf(answer.date))}>{say.toCalendar}</Link>
        </p>
      ) : (
        <Counties answer={answer} cities={cities.value?.items ?? []} />
      )}
      <BurdenSection month={monthOf(answer.date)} within={session.unit} />
    </div>
  );
}

/** The days next to this one, the ones asked for most, and any other. */
function DaySwitch({
  day,
  today,
  lastDue: due,
  children,
}: {
  readonly day: string;
  readonly today: string;
  readonly lastDue: string;
  readonly children: React.ReactNode;
}) {
  const { say } = useTodayWords();
  return (
    <div className="controls command-days">
      <Link to={todayAddress(addDays(day, -1))}>{say.earlier}</Link>
      <label>
        {say.dayLabel}{' '}
        <input
          type="date"
          value={day}
          max={today}
          onChange={({ target }) => {
            if (isDay(target.value) && target.value <= today) navigate(todayAddress(target.value));
          }}
        />
      </label>
      {day < today && <Link to={todayAddress(addDays(day, 1))}>{say.later}</Link>}
      {day !== due && <Link to={todayAddress(due)}>{say.lastDue}</Link>}
      {day !== today && <Link to={todayAddress(today)}>{say.soFar}</Link>}
      {children}
    </div>
  );
}
