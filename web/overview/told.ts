/** What the overview says of a KPI: held against its target, its months, the period before. */
import type { KpiDefinition, KpiFigure, Scorecard, Trend, Trends } from '../api.ts';
import {
  count,
  counts,
  difference,
  kpiValue,
  type Language,
  mark,
  NOTHING,
  percentagePoints,
  valueAlone,
} from '../format.ts';
import type { Resource } from '../resource.ts';
import type { Words } from '../words.ts';
import type { OverviewWords } from './words.ts';

/** The KPI of the page's first question. */
export const LEAD = 'time_in_community';

/** The other headline KPIs, in the order of the director's questions. */
export const HEADLINES = [
  'grid_presence',
  'disputes_opened',
  'dispute_resolution_rate',
  'follow_up_rate',
  'criminal_case_change',
  'zero_case_grids',
  'awareness_rate',
  'satisfaction_rate',
] as const;

type Better = KpiDefinition['better'];

/** A value held against the highest mark that it reaches, else against the one that it should. */
export interface Judged {
  readonly at: number;
  readonly verdict: 'excels' | 'met' | 'missed';
  /** Whether the interval lies on one side of the mark. */
  readonly isSure: boolean;
}

/** Undefined where there is no value, or nothing to hold it against. */
export function judged(
  { value, interval, target }: Pick<KpiFigure, 'value' | 'interval' | 'target'>,
  better: Better,
): Judged | undefined {
  const wanted = target?.meets ?? target?.target;
  if (value === null || wanted === undefined || better === null) return undefined;
  const reaches = (at: number) => (better === 'higher' ? value >= at : value <= at);
  const holds = (at: number) => !interval || at < interval[0] || at > interval[1] || value === at;
  const excels = target?.excels;
  if (excels !== undefined && reaches(excels)) {
    return { at: excels, verdict: 'excels', isSure: holds(excels) };
  }
  return { at: wanted, verdict: reaches(wanted) ? 'met' : 'missed', isSure: holds(wanted) };
}

/** The answer to the page's question. */
export function answerOf(
  unit: string,
  period: string,
  lead: KpiFigure | undefined,
  definition: KpiDefinition | undefined,
  language: Language,
  say: OverviewWords,
): string {
  if (!lead || !definition || lead.value === null) return say.answer.none(unit, period);
  const value = say.answer.value(unit, period, kpiValue(lead.value, definition, language));
  const held = judged(lead, definition.better);
  if (!held) return value;
  const tell = { excels: say.answer.excelled, met: say.answer.met, missed: say.answer.missed };
  const against = tell[held.verdict](mark(held.at, definition, language));
  return value + against + (held.isSure ? '' : say.answer.unsure);
}

/** `达标80% · 优秀85%：达标`, in parts. */
export function targetTold(
  kpi: KpiFigure,
  definition: KpiDefinition,
  language: Language,
  say: OverviewWords,
): { readonly marks: string; readonly verdict: string | undefined } {
  const { target } = kpi;
  const names =
    definition.better === 'lower'
      ? ([['target', say.targets.atMost]] as const)
      : ([
          ['meets', say.targets.meets],
          ['excels', say.targets.excels],
          ['target', say.targets.target],
          ['hundred', say.targets.hundred],
        ] as const);
  const marks = names.flatMap(([name, tell]) => {
    const at = target?.[name];
    return at === undefined ? [] : [tell(mark(at, definition, language))];
  });
  const held = judged(kpi, definition.better);
  return {
    marks: marks.length > 0 ? marks.join(' · ') : say.targets.none,
    verdict:
      held &&
      [say.verdicts[held.verdict], !held.isSure && say.verdicts.unsure].filter(Boolean).join(' · '),
  };
}

/** The months behind a card; undefined while those at hand are of another unit, or end elsewhere. */
export function trendsOf(
  card: { readonly period: string; readonly unit: Pick<Scorecard['unit'], 'code'> },
  { value, loading }: Pick<Resource<Trends>, 'value' | 'loading'>,
): Trends | undefined {
  if (loading || value?.unit.code !== card.unit.code) return undefined;
  return value.months.at(-1)?.period === card.period ? value : undefined;
}

/** What the control chart says of the last month, and whether that is good. */
export function chartTold(
  trend: Pick<Trend, 'chart' | 'signal' | 'assurance' | 'points'>,
  { better, form }: Pick<KpiDefinition, 'better' | 'form'>,
  say: OverviewWords,
): { readonly text: string; readonly tone: 'better' | 'worse' | 'quiet' } {
  if (trend.chart === null) {
    return { text: form === 'change' ? say.charts.change : say.charts.few, tone: 'quiet' };
  }
  const last = trend.points.at(-1);
  // A month that is not published yet, or that has no value.
  if (!last || last.value === null) return { text: say.charts.absent, tone: 'quiet' };
  const { cause } = last;
  const assurance = trend.assurance && say.assurance[trend.assurance];
  const told = (what: string) => [what, assurance].filter(Boolean).join(' · ');
  if (!cause) return { text: told(say.charts.none), tone: 'quiet' };
  const isGood = better !== null && (better === 'higher') === (cause.direction === 'high');
  const what =
    better === null
      ? say.charts[cause.direction]
      : isGood
        ? say.charts.improving
        : say.charts.deteriorating;
  return {
    text: told(say.charts.because(what, say.rules[cause.rule])),
    tone: better === null ? 'quiet' : isGood ? 'better' : 'worse',
  };
}

/** The difference to the period before, of shares in points of a percent; undefined for changes. */
export function previousTold(
  { value, previous }: Pick<KpiFigure, 'value' | 'previous'>,
  definition: KpiDefinition,
  language: Language,
  say: OverviewWords,
): string | undefined {
  if (definition.form === 'change') return undefined;
  if (value === null || previous === null) return say.previous.none;
  if (definition.display !== 'percent') {
    return say.previous.value(valueAlone(previous, definition, language));
  }
  const text = percentagePoints(difference(previous, value));
  if (!/[1-9]/.test(text)) return say.previous.same;
  return say.previous.points(value > previous ? `+${text}` : text);
}

/** The counts behind a value, or why there is none. */
export function countsTold(kpi: KpiFigure, definition: KpiDefinition, words: Words): string {
  const note = kpi.note && (words.notes[kpi.note] ?? kpi.note);
  return [counts(kpi.numerator, kpi.denominator, definition.display), note]
    .filter(Boolean)
    .join(' · ');
}

/** Both ends of an interval; undefined where there is none. */
export function intervalTold(
  interval: KpiFigure['interval'],
  definition: KpiDefinition,
  language: Language,
  say: OverviewWords,
): string | undefined {
  if (!interval) return undefined;
  const [low, high] = interval.map((end) => kpiValue(end, definition, language));
  return say.interval(low ?? NOTHING, high ?? NOTHING);
}

/** What is heard of a sparkline. */
export function trendTold(
  trend: Trend,
  definition: KpiDefinition,
  language: Language,
  say: OverviewWords,
): string {
  const last = trend.points.findLast(({ value }) => value !== null)?.value ?? null;
  return say.trendOf(
    definition.name[language],
    count(trend.points.length),
    valueAlone(last, definition, language),
    chartTold(trend, definition, say).text,
  );
}
