/** A KPI's row, opened: is it better than before, really, and where to look on. */
import type { KpiDefinition, KpiFigure, Scorecard, Trends } from '../api.ts';
import { ControlChart } from '../charts/control-chart.tsx';
import { placeName } from '../made-up.ts';
import { withQuery } from '../revision.ts';
import { catalogueAddress, evidenceAddress, Link, rankingAddress } from '../router.tsx';
import { useWords } from '../words.ts';
import { LEVEL_BELOW } from './units-below.tsx';
import { useScorecardWords } from './words.ts';

export function KpiChart({
  card,
  kpi,
  definition,
  trends,
  isOwn,
  revision,
}: {
  readonly card: Scorecard;
  readonly kpi: KpiFigure;
  readonly definition: KpiDefinition;
  readonly trends: Trends | undefined;
  /** The account's own unit, above which it sees nothing. */
  readonly isOwn: boolean;
  readonly revision: number | undefined;
}) {
  const { words } = useWords();
  const { language, say } = useScorecardWords();
  const { unit, period } = card;
  const trend = trends?.items.find((one) => one.kpi === kpi.id);
  const name = definition.name[language];
  const below = LEVEL_BELOW[unit.level];
  const field =
    below && definition.levels.includes(below)
      ? { within: unit.code, level: below }
      : !below && !isOwn && unit.parent
        ? { within: unit.parent, level: unit.level }
        : undefined;
  // What has no better side has no ranking.
  const beside = definition.better === null ? undefined : field;
  return (
    <div className="scorecard-opened">
      {trend && trends && (
        <ControlChart
          title={say.trendTitle(
            name,
            say.signal[trend.signal ?? 'unknown'],
            trend.assurance && say.assurance[trend.assurance],
          )}
          trend={trend}
          months={trends.months}
          definition={definition}
          caption={[placeName(unit.name), words.source]}
        />
      )}
      {!trend && <p>{say.noTrend}</p>}
      <p>{kpi.explanation[language]}</p>
      <p className="quiet">{say.formula(definition.formula[language])}</p>
      <p className="scorecard-ways">
        <Link to={withQuery(evidenceAddress(period, unit.code, kpi.id), { revision })}>
          {say.toEvidence}
        </Link>
        {beside && (
          <Link to={withQuery(rankingAddress(period, beside), { kpi: kpi.id, revision })}>
            {say.toKpiRanking}
          </Link>
        )}
        <Link to={catalogueAddress(kpi.id)}>{say.toDefinition}</Link>
      </p>
    </div>
  );
}
