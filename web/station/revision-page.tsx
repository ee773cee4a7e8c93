/** One revision of a day: its receipt, what it changed, the revisions there are, and its content. */

import { Button } from 'antd';
import { type Day, monthOf } from '../../shared/calendar/day.ts';
import type { CalendarDay } from '../../shared/submissions/calendar.ts';
import type { List, Unit } from '../api.ts';
import { useToday } from '../clock.ts';
import { dayName, fullDayName, timeName } from '../dates.ts';
import { placeName } from '../made-up.ts';
import { useResource } from '../resource.ts';
import { calendarAddress, dayAddress, Link, revisionAddress } from '../router.tsx';
import type { Session } from '../session.ts';
import { Failed, Loading } from '../states.tsx';
import { Content } from './content.tsx';
import { weekdayName } from './dates.ts';
import { type ReceivedDay, rowNamesOf } from './day-received.ts';
import { Changes, History } from './history.tsx';
import { LinkButton } from './link-button.tsx';
import { ReceiptFields } from './receipt.tsx';
import { mayRead, maySend } from './standing.ts';
import { useStationWords } from './words.ts';

interface Props {
  readonly station: string;
  readonly date: Day;
  readonly revision: number;
  readonly session: Session;
}

export default function RevisionPage(props: Props) {
  return mayRead(props.session, props.station) ? <Received {...props} /> : <Withheld {...props} />;
}

function Received({ station, date, revision, session }: Props) {
  const { language, words } = useStationWords();
  const ofRevision = (number: number) => `/submissions/${station}/${date}?revision=${number}`;
  const today = useToday();
  const unit = useResource<Unit>(`/units/${station}`, language);
  const day = useResource<ReceivedDay>(ofRevision(revision), language);
  const before = useResource<ReceivedDay>(
    revision > 1 ? ofRevision(revision - 1) : undefined,
    language,
  );

  const failed = [day, before].find(({ failure }) => failure);
  if (failed?.failure) return <Failed failure={failed.failure} retry={failed.retry} />;
  const receipt = day.value?.receipts.find((one) => one.revision === day.value?.revision);
  if (!day.value || !receipt || (day.loading && day.value.revision !== revision)) {
    return <Loading rows={12} />;
  }
  const name = unit.value ? placeName(unit.value.name) : station;
  const { latestRevision } = receipt;
  const names = rowNamesOf(day.value);
  return (
    <div className="station-receipt">
      <nav className="caption" aria-label={words.toCalendar}>
        <Link to={calendarAddress(station, monthOf(date))}>{words.toCalendar}</Link>
      </nav>
      <p className="station-print-title">{words.printTitle}</p>
      <h1>{words.revisionTitle(dayName(date, language), receipt.revision)}</h1>
      <p className="caption">
        {[name, fullDayName(date, language), weekdayName(date, language)].join(' · ')}
      </p>
      {receipt.revision !== latestRevision && (
        <p className="station-notice">
          {words.notLatest(latestRevision)}{' '}
          <Link to={revisionAddress(station, date, latestRevision)}>
            {words.openLatest(latestRevision)}
          </Link>
        </p>
      )}
      <div className="controls">
        {maySend(session.role, date, today) && (
          <LinkButton to={dayAddress(station, date)} type="primary">
            {words.correct}
          </LinkButton>
        )}
        <Button onClick={() => window.print()}>{words.print}</Button>
      </div>
      <ReceiptFields receipt={receipt} stationName={name} />
      {before.value && receipt.revision > 1 && (
        <Changes
          before={before.value.document}
          after={day.value.document}
          revision={receipt.revision - 1}
          names={names}
        />
      )}
      <History station={station} date={date} receipts={day.value.receipts} shown={revision} />
      <Content document={day.value.document} names={names} />
    </div>
  );
}

/** What those see who may not see officers: how the day stands, and why not more. */
function Withheld({ station, date }: Props) {
  const { language, words } = useStationWords();
  const unit = useResource<Unit>(`/units/${station}`, language);
  const calendar = useResource<List<CalendarDay>>(
    `/submissions?station=${station}&from=${date}&to=${date}`,
    language,
  );
  if (calendar.failure) return <Failed failure={calendar.failure} retry={calendar.retry} />;
  if (!calendar.value) return <Loading rows={4} />;
  const [day] = calendar.value.items;
  if (!day) return <Failed failure={{ kind: 'not_found' }} retry={calendar.retry} />;
  return (
    <>
      <nav className="caption" aria-label={words.toCalendar}>
        <Link to={calendarAddress(station, monthOf(date))}>{words.toCalendar}</Link>
      </nav>
      <h1>{words.withheldTitle(fullDayName(date, language), words.states[day.state])}</h1>
      <p>
        {[
          unit.value && placeName(unit.value.name),
          day.revision && words.revisionName(day.revision),
          day.receivedAt && words.receivedAt(timeName(day.receivedAt, language)),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <p>{words.withheldText}</p>
    </>
  );
}
