/** One village or community in a period: who came, what was found and settled, what happened. */

import { Breadcrumbs } from '../breadcrumbs.tsx';
import { DayCalendar } from '../charts/day-calendar.tsx';
import { Figure } from '../charts/figure.tsx';
import { count, periodName } from '../format.ts';
import { placeName } from '../made-up.ts';
import { NonePublished, PeriodSelect, useShownPeriod } from '../period-choice.tsx';
import { Place } from '../place.tsx';
import { useResource } from '../resource.ts';
import { useAskedRevision, withQuery } from '../revision.ts';
import { revisionAddress, scorecardAddress, villageAddress } from '../router.tsx';
import type { Session } from '../session.ts';
import { Failed, Loading } from '../states.tsx';
import { mayRead } from '../station/standing.ts';
import { useWords } from '../words.ts';
import { looksOf, shownDays } from './days.ts';
import { Cases, Disputes, Facts, Others, Work } from './parts.tsx';
import type { VillageInPeriod } from './village.ts';
import { useVillageWords } from './words.ts';

export default function VillagePage({
  period,
  unit,
  grid,
  session,
}: {
  readonly period: string;
  readonly unit: string;
  readonly grid: string;
  readonly session: Session;
}) {
  const { words } = useWords();
  const { language, say } = useVillageWords();
  const revision = useAskedRevision(session);
  const addressOf = (of: string) => villageAddress(of, unit, grid);
  const shown = useShownPeriod(period, addressOf);
  const found = useResource<VillageInPeriod>(
    shown.period && withQuery(addressOf(shown.period), { revision }),
    language,
  );
  const failed = [shown.periods, found].find(({ failure }) => failure);
  if (failed?.failure) return <Failed failure={failed.failure} retry={failed.retry} />;
  if (shown.isNonePublished) return <NonePublished />;
  if (!found.value) return <Loading rows={14} />;
  const { village, unit: station } = found.value;
  const name = placeName(village.grid.name);
  const { expected, sent } = village.reported;
  const isKnown = sent > 0;
  const caption = [
    `${placeName(station.name)} ${name}`,
    periodName(found.value.period, language),
    words.states[found.value.state],
    words.revision(found.value.revision),
    say.reported(count(sent), count(expected)),
    words.source,
  ];
  return (
    <div className={found.loading ? 'stale' : ''}>
      <Breadcrumbs
        unit={unit}
        to={({ code }) =>
          withQuery(scorecardAddress(found.value?.period ?? period, code), { revision })
        }
        last={<Place name={village.grid.name} />}
      />
      <h1>
        {isKnown
          ? say.title(
              name,
              count(expected),
              count(village.daysPresent),
              village.zeroCase ? say.zeroCase : say.criminal(count(village.cases.criminal)),
            )
          : say.titleUnknown(name)}
      </h1>
      <p className="caption">{caption.join(' · ')}</p>
      <div className="controls">
        <PeriodSelect shown={shown} addressOf={addressOf} hasDrafts />
        <span role="status" className="quiet">
          {found.loading ? words.updating : ''}
        </span>
      </div>
      <Facts village={village} isKnown={isKnown} />
      <p className="village-note">
        <strong>{say.readAs}</strong> {isKnown ? say.note : say.unknownText}
      </p>
      <Days found={found.value} session={session} caption={caption} />
      {isKnown && (
        <div className="village-parts">
          <div>
            <Disputes village={village} />
            <Others village={village} />
          </div>
          <div>
            <Cases village={village} />
            <Work village={village} />
          </div>
        </div>
      )}
    </div>
  );
}

function Days({
  found,
  session,
  caption,
}: {
  readonly found: VillageInPeriod;
  readonly session: Session;
  readonly caption: readonly (string | undefined)[];
}) {
  const { words } = useWords();
  const { language, say } = useVillageWords();
  const { village, unit } = found;
  const days = shownDays(found.days, unit.code);
  const addressOf = (date: string, documents: (typeof days)[number]['documents']) => {
    const open = documents.find(({ station }) => mayRead(session, station));
    return open && revisionAddress(open.station, date, open.revision);
  };
  const isTold = village.minutes !== null;
  const reads = days.some(({ date, documents }) => addressOf(date, documents));
  return (
    <Figure
      title={say.daysTitle(count(village.daysPresent), count(village.reported.expected))}
      caption={[
        isTold ? say.daysNote : say.minutesUntold,
        reads && say.daysOpen,
        ...caption.slice(0, 2),
        words.source,
      ]}
    >
      <DayCalendar
        first={found.first}
        last={found.last}
        kinds={looksOf(isTold).map((look) => ({ ...look, name: say.dayKinds[look.id] ?? look.id }))}
        entries={days.map(({ date, kind, minutes, rows, documents }) => ({
          ...{ date, kind, to: addressOf(date, documents) },
          label:
            kind === 'missing'
              ? (say.dayKinds.missing ?? '')
              : [
                  minutes === null ? (say.dayKinds[kind] ?? '') : say.dayMinutes(count(minutes)),
                  rows > 0 && say.dayRows(count(rows)),
                ]
                  .filter(Boolean)
                  .join(language === 'zh' ? '，' : ', '),
        }))}
      />
    </Figure>
  );
}
