/** One unit's scorecard: the score, why it is not higher, what would help, and every KPI. */
import { Select } from 'antd';
import { useEffect } from 'react';
import type { KpiDefinition, List, PeriodState, Scorecard } from '../api.ts';
import { useOwnAppeals } from '../appeals/own-appeals.tsx';
import { periodName } from '../format.ts';
import { byEnd, latestPublished } from '../periods.ts';
import { useResource } from '../resource.ts';
import { Link, navigate, rankingAddress, scorecardAddress } from '../router.tsx';
import type { Session } from '../session.ts';
import { Failed, Loading } from '../states.tsx';
import { useWords } from '../words.ts';
import { Heading } from './heading.tsx';
import { Losses } from './losses.tsx';
import { KpiTable } from './table.tsx';
import { useScorecardWords } from './words.ts';

/** What stands in an address for the period that was published last. */
const LATEST = 'latest';

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
  const isLatest = period === LATEST;
  const periods = useResource<List<PeriodState>>('/periods', language);
  const latest = isLatest && periods.value ? latestPublished(periods.value.items) : undefined;
  useEffect(() => {
    if (latest !== undefined) navigate(scorecardAddress(latest, unit), 'replace');
  }, [latest, unit]);
  const card = useResource<Scorecard>(
    isLatest ? undefined : `/scorecards/${period}/${unit}`,
    language,
  );
  const catalogue = useResource<List<KpiDefinition>>('/kpis', language);
  const appeals = useOwnAppeals(card.value, periods.value?.items, session);

  const failed = [periods, card, catalogue].find(({ failure }) => failure);
  if (failed?.failure) return <Failed failure={failed.failure} retry={failed.retry} />;
  if (isLatest && periods.value && latest === undefined) {
    return (
      <>
        <h1>{say.emptyTitle}</h1>
        <p>{say.emptyText}</p>
      </>
    );
  }
  if (!card.value || !catalogue.value) return <Loading rows={20} />;
  const definitions = catalogue.value.items;
  return (
    <div className={card.loading ? 'stale' : ''}>
      <nav className="caption" aria-label={words.toRanking}>
        <Link to={rankingAddress(card.value.period)}>{words.toRanking}</Link>
      </nav>
      <Heading card={card.value} />
      <div className="controls">
        <span>
          {words.period}{' '}
          <Select
            aria-label={words.period}
            value={period}
            style={{ minWidth: 200 }}
            options={byEnd(periods.value?.items ?? []).map((one) => ({
              value: one.period,
              label: `${periodName(one.period, language)} · ${words.states[one.state]}`,
            }))}
            onChange={(next: string) => navigate(scorecardAddress(next, unit))}
          />
        </span>
        <span role="status" className="quiet">
          {card.loading ? words.updating : ''}
        </span>
      </div>
      <Losses card={card.value} definitions={definitions} />
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
      <section className="scorecard-section">
        <h2>{say.tableTitle}</h2>
        {appeals?.form}
        <KpiTable card={card.value} definitions={definitions} appeals={appeals} />
        <p className="caption">{words.scorecardCaption}</p>
      </section>
    </div>
  );
}
