/** The headline KPIs: value, target, interval, months, and what the control chart says of them. */
import { comparable, comparableTrend } from '../../shared/scorecards/comparable.ts';
import type { KpiDefinition, KpiFigure, List, Scorecard, Trends } from '../api.ts';
import { Sparkline } from '../charts/sparkline.tsx';
import { baseOf, kpiValue } from '../format.ts';
import { Part, PartFailed } from '../part.tsx';
import type { Resource } from '../resource.ts';
import { evidenceAddress, Link } from '../router.tsx';
import { useWords } from '../words.ts';
import {
  chartTold,
  countsTold,
  HEADLINES,
  intervalTold,
  previousTold,
  targetTold,
  trendsOf,
  trendTold,
} from './told.ts';
import { useOverviewWords } from './words.ts';

export function Tiles({
  card,
  catalogue,
  trends,
}: {
  readonly card: Resource<Scorecard>;
  readonly catalogue: Resource<List<KpiDefinition>>;
  readonly trends: Resource<Trends>;
}) {
  const { say } = useOverviewWords();
  const name = say.part.names.answer;
  return (
    <section aria-label={say.tilesTitle} className="overview-headlines">
      <Part of={card} name={name} rows={6}>
        {(scorecard) => (
          <Part of={catalogue} name={name} rows={6}>
            {({ items }) => <Grid card={scorecard} definitions={items} trends={trends} />}
          </Part>
        )}
      </Part>
      {trends.failure && (
        <PartFailed failure={trends.failure} name={say.history} retry={trends.retry} />
      )}
    </section>
  );
}

function Grid({
  card,
  definitions,
  trends,
}: {
  readonly card: Scorecard;
  readonly definitions: readonly KpiDefinition[];
  readonly trends: Resource<Trends>;
}) {
  return (
    <ul className="overview-tiles">
      {HEADLINES.flatMap((id) => {
        const kpi = card.kpis.find((one) => one.id === id);
        const definition = definitions.find((one) => one.id === id);
        if (!kpi || !definition) return [];
        return [
          <li key={id}>
            <Tile {...{ card, kpi, definition, trends }} />
          </li>,
        ];
      })}
    </ul>
  );
}

function Tile({
  card,
  kpi: held,
  definition,
  trends,
}: {
  readonly card: Scorecard;
  readonly kpi: KpiFigure;
  readonly definition: KpiDefinition;
  readonly trends: Resource<Trends>;
}) {
  const { language, words } = useWords();
  const { say } = useOverviewWords();
  const kpi = comparable(held);
  const { marks, verdict } = targetTold(kpi, definition, language, say);
  const interval = intervalTold(kpi.interval, definition, language, say);
  const previous = previousTold(kpi, definition, language, say);
  return (
    <>
      <Link
        to={evidenceAddress(card.period, card.unit.code, kpi.id)}
        title={definition.formula[language]}
      >
        {definition.name[language]}
      </Link>
      {definition.restricted && kpi.schemeWeight === 0 && (
        <span className="overview-mark">{say.monitored}</span>
      )}
      <div className="overview-figure">
        <strong className="number">
          {kpiValue(kpi.value, definition, language)}
          {kpi.value !== null && <small>{baseOf(definition, language)}</small>}
        </strong>
        <span className="number quiet">{countsTold(kpi, definition, words)}</span>
      </div>
      <div>{[marks, verdict].filter(Boolean).join(' · ')}</div>
      {interval && <div className="quiet">{interval}</div>}
      <Months {...{ card, definition, trends }} />
      {previous && <div className="quiet">{previous}</div>}
    </>
  );
}

/** The months behind a value; where they failed or are awaited, that. */
function Months({
  card,
  definition,
  trends,
}: {
  readonly card: Scorecard;
  readonly definition: KpiDefinition;
  readonly trends: Resource<Trends>;
}) {
  const { language } = useWords();
  const { say } = useOverviewWords();
  const held = trendsOf(card, trends);
  const found = held?.items.find(({ kpi }) => kpi === definition.id);
  const trend = found && comparableTrend(found);
  if (!trend) {
    if (trends.failure) return <div className="quiet">{say.charts.failed}</div>;
    // A quarter has none; otherwise its place is kept, also while the card is the one awaited.
    const isAwaited = trends.loading || (trends.value !== undefined && held === undefined);
    return isAwaited ? <div className="overview-trend" aria-busy="true" /> : null;
  }
  const chart = chartTold(trend, definition, say);
  return (
    <div className="overview-trend">
      {/* One month is no line. */}
      {trend.points.filter(({ value }) => value !== null).length > 1 && (
        <Sparkline
          trend={trend}
          better={definition.better}
          label={trendTold(trend, definition, language, say)}
        />
      )}
      <span className={chart.tone}>{chart.text}</span>
    </div>
  );
}
