/** The page's answer: officers' time in their communities, how sure it is, and where to go on. */
import type { KpiDefinition, List, Scorecard, Trends } from '../api.ts';
import { Sparkline } from '../charts/sparkline.tsx';
import { fullTimeName } from '../dates.ts';
import { count, kpiValue, periodName, points } from '../format.ts';
import { placeName } from '../made-up.ts';
import { PeriodSelect, type ShownPeriod } from '../period-choice.tsx';
import type { Resource } from '../resource.ts';
import {
  evidenceAddress,
  Link,
  rankingAddress,
  reportAddress,
  scorecardAddress,
} from '../router.tsx';
import { gradeName, useWords } from '../words.ts';
import {
  answerOf,
  chartTold,
  countsTold,
  intervalTold,
  LEAD,
  previousTold,
  targetTold,
  trendsOf,
  trendTold,
} from './told.ts';
import { useOverviewWords } from './words.ts';

export function Answer({
  period,
  unit,
  shown,
  card,
  catalogue,
  trends,
  place,
}: {
  readonly period: string;
  readonly unit: string;
  readonly shown: ShownPeriod;
  readonly card: Resource<Scorecard>;
  readonly catalogue: Resource<List<KpiDefinition>>;
  readonly trends: Resource<Trends>;
  readonly place: (period: string) => string;
}) {
  const { language, words } = useWords();
  const { say } = useOverviewWords();
  const name = periodName(period, language);
  const { value } = card;
  // Of what the card says, also while another period's card is awaited.
  const of = value && placeName(value.unit.name);
  const definition = catalogue.value?.items.find(({ id }) => id === LEAD);
  const lead = value?.kpis.find(({ id }) => id === LEAD);
  const title =
    value && of && catalogue.value
      ? answerOf(of, periodName(value.period, language), lead, definition, language, say)
      : undefined;
  const isAwaited = !title && !card.failure && !catalogue.failure;
  return (
    <>
      <h1 aria-busy={isAwaited || undefined}>{title ?? say.title(of ?? '', name)}</h1>
      {value && (
        <p className="caption">
          {[
            of,
            periodName(value.period, language),
            words.states[value.state] ?? value.state,
            words.revision(value.revision),
            `${words.scheme} ${value.scheme}`,
            words.completeness(
              count(value.completeness.submitted),
              count(value.completeness.expected),
            ),
            say.computed(fullTimeName(value.computedAt, language)),
            words.source,
          ].join(' · ')}
        </p>
      )}
      <div className={card.loading && value ? 'stale overview-answer' : 'overview-answer'}>
        {value && lead && definition && (
          <LeadValue {...{ card: value, lead, definition, trends }} />
        )}
      </div>
      <div className="controls">
        <PeriodSelect shown={shown} addressOf={place} hasDrafts={false} />
        <nav className="overview-links" aria-label={say.links}>
          <Link to={scorecardAddress(period, unit)}>
            {value?.score.value != null
              ? say.toCard(
                  [
                    say.score(points(value.score.value)),
                    value.score.grade && gradeName(value.score.grade, language),
                  ]
                    .filter(Boolean)
                    .join(' · '),
                )
              : words.pages.scorecard}
          </Link>
          <Link to={rankingAddress(period, { within: unit })}>{say.toRanking}</Link>
          <Link to={reportAddress(period, unit)}>{say.toReport}</Link>
        </nav>
        <span role="status" className="quiet">
          {card.loading && value ? words.updating : ''}
        </span>
      </div>
    </>
  );
}

function LeadValue({
  card,
  lead,
  definition,
  trends,
}: {
  readonly card: Scorecard;
  readonly lead: Scorecard['kpis'][number];
  readonly definition: KpiDefinition;
  readonly trends: Resource<Trends>;
}) {
  const { language, words } = useWords();
  const { say } = useOverviewWords();
  const trend = trendsOf(card, trends)?.items.find(({ kpi }) => kpi === LEAD);
  const chart = trend && chartTold(trend, definition, say);
  const { marks, verdict } = targetTold(lead, definition, language, say);
  const told = [
    intervalTold(lead.interval, definition, language, say),
    countsTold(lead, definition, words),
    previousTold(lead, definition, language, say),
  ];
  return (
    <>
      <Link
        className="overview-value"
        to={evidenceAddress(card.period, card.unit.code, LEAD)}
        aria-label={`${definition.name[language]} ${kpiValue(lead.value, definition, language)}`}
      >
        {kpiValue(lead.value, definition, language)}
      </Link>
      <div>
        <div>
          <strong>{definition.name[language]}</strong>{' '}
          {[marks, verdict].filter(Boolean).join(' · ')}
        </div>
        <div className="quiet number-line">{told.filter(Boolean).join(' · ')}</div>
        {trend && chart && (
          <div className="overview-trend">
            <Sparkline
              trend={trend}
              better={definition.better}
              label={trendTold(trend, definition, language, say)}
            />
            <span className={chart.tone}>{chart.text}</span>
          </div>
        )}
      </div>
    </>
  );
}
