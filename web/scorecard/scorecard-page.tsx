/** One unit in one period: its score, why it is not higher, every KPI, and the units below. */
import { useMemo } from 'react';
import { comparableCard, comparableTrend } from '../../shared/scorecards/comparable.ts';
import type { KpiDefinition, List, Scorecard, Trends } from '../api.ts';
import { useOwnAppeals } from '../appeals/own-appeals.tsx';
import { Breadcrumbs } from '../breadcrumbs.tsx';
import { verdictOf } from '../charts/bullet.tsx';
import { ExportButton } from '../export-button.tsx';
import { count } from '../format.ts';
import { PartFailed } from '../part.tsx';
import { NonePublished, PeriodSelect, useShownPeriod } from '../period-choice.tsx';
import { useResource } from '../resource.ts';
import { useAskedRevision, withQuery } from '../revision.ts';
import { Link, reportAddress, scorecardAddress } from '../router.tsx';
import type { Session } from '../session.ts';
import { Failed, Loading } from '../states.tsx';
import { useWords } from '../words.ts';
import { DraftMark } from './draft-mark.tsx';
import { Heading } from './heading.tsx';
import { Losses } from './losses.tsx';
import { lastPublishedMonth } from './months.ts';
import { ReportsCalendar } from './reports-calendar.tsx';
import { ScoreMonths } from './score-months.tsx';
import { KpiTable } from './table.tsx';
import { LEVEL_BELOW, UnitsBelow } from './units-below.tsx';
import { VillagesBelow } from './villages-below.tsx';
import { useScorecardWords } from './words.ts';

export default function ScorecardPage({
  period,
  unit,
  session,
}: {
  readonly period: string;
  readonly unit: string;
  readonly session: Session;
}) {
  const { language, words } = useWords();
  const { say } = useScorecardWords();
  const revision = useAskedRevision(session);
  const shown = useShownPeriod(period, (found) => scorecardAddress(found, unit));
  const path = shown.period && withQuery(scorecardAddress(shown.period, unit), { revision });
  const answer = useResource<Scorecard>(path, language);
  const value = useMemo(() => answer.value && comparableCard(answer.value), [answer.value]);
  const card = { ...answer, value };
  const catalogue = useResource<List<KpiDefinition>>('/kpis', language);
  const periods = shown.periods.value?.items;
  const appeals = useOwnAppeals(card.value, periods, session);
  const month = periods && shown.period ? lastPublishedMonth(periods, shown.period) : undefined;
  const trends = useResource<Trends>(month && `/trends/${unit}?to=${month}`, language);
  const months = useMemo(
    () => trends.value && { ...trends.value, items: trends.value.items.map(comparableTrend) },
    [trends.value],
  );

  const failed = [shown.periods, card, catalogue].find(({ failure }) => failure);
  if (failed?.failure) return <Failed failure={failed.failure} retry={failed.retry} />;
  if (shown.isNonePublished) return <NonePublished />;
  if (!card.value || !catalogue.value) return <Loading rows={20} />;
  const definitions = catalogue.value.items;
  const { unit: of, kpis } = card.value;
  // While another unit's are on their way these are still the last one's.
  const held = months?.unit.code === of.code ? months : undefined;
  const verdicts = kpis.map(({ value, target }) => verdictOf(value, target));
  const missed = verdicts.filter((verdict) => verdict === 'missed').length;
  const judged = verdicts.filter((verdict) => verdict !== 'none').length;
  const below = LEVEL_BELOW[of.level];
  const key = `${card.value.period} ${of.code}`;
  return (
    <div className={card.loading ? 'stale' : ''}>
      <Breadcrumbs
        unit={unit}
        to={({ code }) =>
          withQuery(scorecardAddress(card.value?.period ?? period, code), { revision })
        }
      />
      <DraftMark
        of={card.value}
        address={scorecardAddress(card.value.period, of.code)}
        state={shown.state}
        session={session}
      />
      <Heading card={card.value} session={session} />
      <div className="controls">
        <PeriodSelect shown={shown} addressOf={(next) => scorecardAddress(next, unit)} hasDrafts />
        {path && <ExportButton path={path} />}
        <Link to={withQuery(reportAddress(card.value.period, of.code), { revision })}>
          {say.toReport}
        </Link>
        <span role="status" className="quiet">
          {card.loading ? words.updating : ''}
        </span>
      </div>
      <Losses card={card.value} definitions={definitions} revision={revision} />
      {card.value.improvements.length > 0 && (
        <section className="scorecard-section">
          <h2>{words.improvements}</h2>
          <ol>
            {card.value.improvements.map(({ kpi, words: advice }) => (
              <li key={kpi}>{advice[language]}</li>
            ))}
          </ol>
        </section>
      )}
      {held && <ScoreMonths unit={held.unit} months={held.months} />}
      {trends.failure && trends.failure.kind !== 'not_found' && (
        <PartFailed failure={trends.failure} retry={trends.retry} />
      )}
      <section className="scorecard-section">
        <h2>{say.tableTitle(count(kpis.length), count(judged), count(missed))}</h2>
        {appeals?.form}
        <KpiTable
          card={card.value}
          trends={held}
          isOwn={of.code === session.unit}
          {...{ definitions, appeals, revision }}
        />
        <p className="caption">{`${say.tableNote} ${words.scorecardCaption}`}</p>
      </section>
      {below ? (
        <UnitsBelow key={key} card={card.value} level={below} {...{ definitions, revision }} />
      ) : (
        <>
          <VillagesBelow key={key} card={card.value} revision={revision} />
          <ReportsCalendar key={`${key} days`} card={card.value} session={session} />
        </>
      )}
    </div>
  );
}
