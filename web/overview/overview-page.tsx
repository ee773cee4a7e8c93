/** The director's first page: are officers in their communities, who needs help, can it be trusted? */
import { useEffect, useState } from 'react';
import type {
  Figures,
  KpiDefinition,
  List,
  PeriodState,
  Ranking,
  Scorecard,
  Trends,
  Unit,
} from '../api.ts';
import { Breadcrumbs } from '../breadcrumbs.tsx';
import { NonePublished, useShownPeriod } from '../period-choice.tsx';
import { publishedBefore } from '../periods.ts';
import { type Resource, useResource } from '../resource.ts';
import { navigate, overviewAddress, scorecardAddress, useQueryWord } from '../router.tsx';
import type { Session } from '../session.ts';
import { Failed, Loading } from '../states.tsx';
import { useWords } from '../words.ts';
import { Answer } from './answer.tsx';
import { Compare } from './compare.tsx';
import { Movers } from './movers.tsx';
import { AppealsToDo, FlagsToDo } from './open.tsx';
import { Reports } from './reports.tsx';
import { Tiles } from './tiles.tsx';
import { TimeSpread } from './time-spread.tsx';
import { HEADLINES, LEAD } from './told.ts';
import { Trust } from './trust.tsx';
import { useOverviewWords } from './words.ts';

const MONTH = /^\d{4}-\d{2}$/;

export default function OverviewPage({
  period: asked,
  unit: askedUnit,
  session,
}: {
  readonly period: string | undefined;
  readonly unit: string | undefined;
  readonly session: Session;
}) {
  const { language } = useWords();
  const unit = askedUnit ?? session.unit;
  const [kpi] = useQueryWord('kpi', LEAD);
  const place = (period: string, code = askedUnit) =>
    overviewAddress(period, code, kpi === LEAD ? undefined : kpi);
  const shown = useShownPeriod(asked, place);
  const { period, periods } = shown;
  const card = useResource<Scorecard>(period && `/scorecards/${period}/${unit}`, language);
  const catalogue = useResource<List<KpiDefinition>>('/kpis', language);
  // Of a quarter there is no control chart.
  const to = period && MONTH.test(period) ? period : undefined;
  const trends = useResource<Trends>(
    to && `/trends/${unit}?to=${to}&kpis=${[LEAD, ...HEADLINES].join(',')}`,
    language,
  );
  const isLater = useOnce(
    (settled(card) && settled(catalogue) && (to === undefined || settled(trends))) ||
      shown.isNonePublished,
  );
  useStationsCard(card.value, period);

  if (periods.failure) return <Failed failure={periods.failure} retry={periods.retry} />;
  // Outside the branch, or not published: the page as a whole is not there.
  if (card.failure && card.failure.kind !== 'unreachable') {
    return <Failed failure={card.failure} retry={card.retry} />;
  }
  if (shown.isNonePublished) {
    return (
      <div className="overview">
        <NonePublished />
        <div className="overview-pair">
          <Reports unit={unit} />
        </div>
      </div>
    );
  }
  if (period === undefined) return <Loading rows={12} />;
  const of = { period, unit };
  return (
    <div className="overview">
      <Breadcrumbs unit={unit} to={(one) => place(period, one.code)} />
      <Answer {...of} {...{ shown, card, catalogue, trends, place }} />
      <Tiles {...of} {...{ card, catalogue, trends }} />
      {isLater && (
        <Rest
          {...of}
          {...{ card, catalogue, session, place }}
          periods={periods.value?.items ?? []}
        />
      )}
    </div>
  );
}

/** What follows once the answer is there. */
function Rest({
  period,
  unit,
  card,
  catalogue,
  session,
  place,
  periods,
}: {
  readonly period: string;
  readonly unit: string;
  readonly card: Resource<Scorecard>;
  readonly catalogue: Resource<List<KpiDefinition>>;
  readonly session: Session;
  readonly periods: readonly PeriodState[];
  readonly place: (period: string, unit: string) => string;
}) {
  const { language } = useWords();
  const { say } = useOverviewWords();
  const stations = useResource<Figures>(
    `/figures/${period}?level=station&within=${unit}&kpis=${LEAD}`,
    language,
  );
  const children = useResource<List<Unit>>(`/units/${unit}/children`, language);
  const rankingOf = (of: string) => `/rankings/${of}?within=${unit}&limit=1000`;
  const ranking = useResource<Ranking>(rankingOf(period), language);
  const last = publishedBefore(period, periods);
  const before = useResource<Ranking>(last && rankingOf(last), language);
  const isReviewer = session.role === 'reviewer' || session.role === 'administrator';
  const of = { period, unit };
  return (
    <>
      <TimeSpread {...of} {...{ card, stations, catalogue }} below={children.value?.items ?? []} />
      <Compare {...of} {...{ card, catalogue }} place={(code) => place(period, code)} />
      <div className="overview-pair">
        <Reports unit={unit} />
        <Movers {...of} {...{ ranking, before }} />
      </div>
      <div className="overview-pair">
        <section aria-labelledby="overview-open">
          <h2 id="overview-open">{isReviewer ? say.open.title : say.open.ofAppeals}</h2>
          {isReviewer && <FlagsToDo {...of} session={session} />}
          <AppealsToDo session={session} />
        </section>
        <Trust {...of} {...{ card, stations, ranking, isReviewer }} />
      </div>
    </>
  );
}

/** Whether an answer of whatever kind has come. */
const settled = ({ value, failure }: Resource<unknown>) =>
  value !== undefined || failure !== undefined;

/** True from the first time on: what was once there stays while something else loads. */
function useOnce(now: boolean): boolean {
  const [was, setWas] = useState(false);
  useEffect(() => {
    if (now) setWas(true);
  }, [now]);
  return was || now;
}

/** A station has nothing below it to look at: its card is its overview. */
function useStationsCard(card: Scorecard | undefined, period: string | undefined): void {
  const station = card?.unit.level === 'station' ? card.unit.code : undefined;
  useEffect(() => {
    if (station && period) navigate(scorecardAddress(period, station), 'replace');
  }, [station, period]);
}
