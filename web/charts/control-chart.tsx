/** Is it better than before, really? A KPI's months with the limits of chance, in one figure. */
import { useMemo } from 'react';
import type { KpiDefinition, Trends } from '../api.ts';
import { counts, kpiValue, mark, periodName } from '../format.ts';
import { useWords } from '../words.ts';
import { COLOURS, controlOption, meaningOf, type Point, specialMonths } from './control-option.ts';
import { useControlWords } from './control-words.ts';
import { Drawing } from './drawing.tsx';
import { Figure } from './figure.tsx';
import { monthTick } from './month-axis.ts';
import { CATEGORIES, CONTEXT, QUIET } from './theme.ts';

const KINDS = ['line'] as const;

export function ControlChart({
  title,
  trend,
  months,
  definition,
  caption,
  level = 3,
}: {
  readonly title: string;
  readonly trend: Trends['items'][number];
  readonly months: Trends['months'];
  readonly definition: Pick<KpiDefinition, 'better' | 'display' | 'form'>;
  /** Unit and source; the months and how to read it are said here. */
  readonly caption: readonly (string | false | null | undefined)[];
  readonly level?: 2 | 3;
}) {
  const { words } = useWords();
  const { language, say } = useControlWords();
  const special = specialMonths(trend.points);
  const nameOf = (place: number) => periodName(months[place]?.period ?? '', language);
  const causeText = (cause: Point['cause']) =>
    cause ? say.rule[cause.rule](say.direction[cause.direction]) : undefined;
  const reasonOf = ({ note }: Point) =>
    note === 'missing' ? say.missing : note && (words.notes[note] ?? note);
  const option = useMemo(
    () =>
      controlOption({
        ...{ trend, better: definition.better },
        ticks: months.map(({ period }, place) => monthTick(period, place === 0, language)),
        print: (value) => mark(value, definition, language),
        say: (place) => {
          const point = trend.points[place];
          if (!point) return [];
          return [
            periodName(months[place]?.period ?? '', language),
            kpiValue(point.value, definition, language),
            point.numerator !== null && point.denominator !== null
              ? counts(point.numerator, point.denominator, definition.display)
              : say.missing,
            ...(point.cause
              ? [say.rule[point.cause.rule](say.direction[point.cause.direction])]
              : []),
          ];
        },
      }),
    [trend, months, definition, language, say],
  );
  const [first, last] = [months[0], months.at(-1)];
  const print = (value: number | null) => (
    <span className="number">{kpiValue(value, definition, language)}</span>
  );
  return (
    <Figure
      title={title}
      level={level}
      caption={[
        ...caption,
        first &&
          last &&
          say.span(periodName(first.period, language), periodName(last.period, language)),
        definition.form === 'per_10k' && say.per10k,
        trend.chart && say.charts[trend.chart],
      ]}
      data={{
        columns: [say.month, words.value, words.countsHeader, say.lower, say.upper, say.special],
        rows: trend.points.map((point, place) => ({
          key: months[place]?.period ?? String(place),
          cells: [
            nameOf(place),
            point.value === null
              ? `${kpiValue(null, definition, language)} ${reasonOf(point) ?? ''}`
              : print(point.value),
            point.numerator === null || point.denominator === null
              ? ''
              : counts(point.numerator, point.denominator, definition.display),
            print(point.lower),
            print(point.upper),
            causeText(point.cause) ?? '',
          ],
        })),
      }}
    >
      <Drawing option={option} kinds={KINDS} height={220} label={title} />
      <Key trend={trend} definition={definition} />
      {special.length > 0 && (
        <ul className="chart-special">
          {special.map(({ rule, direction, places }) => (
            <li key={`${rule} ${direction}`}>
              {say.specialOf(
                say.rule[rule](say.direction[direction]),
                places.map(nameOf).join(language === 'zh' ? '、' : ', '),
              )}
            </li>
          ))}
        </ul>
      )}
      {trend.chart === null && <p className="quiet">{say.tooFew}</p>}
    </Figure>
  );
}

/** What the lines and shapes mean; only those that are there. */
function Key({
  trend,
  definition,
}: {
  readonly trend: Trends['items'][number];
  readonly definition: Pick<KpiDefinition, 'better' | 'display' | 'form'>;
}) {
  const { language, say } = useControlWords();
  const { center, target, points } = trend;
  const meanings = new Set(
    points.flatMap(({ cause }) => (cause ? [meaningOf(cause, definition.better)] : [])),
  );
  const print = (value: number) => mark(value, definition, language);
  return (
    <ul className="chart-key">
      <li>
        <Sample colour={CONTEXT} width={2} dot />
        {say.monthly}
      </li>
      {center !== null && (
        <>
          <li>
            <Sample colour={QUIET} width={1} />
            {say.center(print(center))}
          </li>
          <li>
            <Sample colour={QUIET} width={1} dashed />
            {say.limits}
          </li>
        </>
      )}
      {target !== null && (
        <li>
          <Sample colour={CATEGORIES[2]} width={2} />
          {say.target(print(target))}
        </li>
      )}
      {(['better', 'worse', 'neutral'] as const)
        .filter((meaning) => meanings.has(meaning))
        .map((meaning) => (
          <li key={meaning}>
            <Shape path={PATHS[meaning]} colour={COLOURS[meaning]} />
            {say[meaning]}
          </li>
        ))}
    </ul>
  );
}

/** The shapes of special months, as the chart draws them. */
const PATHS = {
  better: 'M7 1L13 7L7 13L1 7Z',
  worse: 'M2 2H12V12H2Z',
  neutral: 'M7 1L13 12H1Z',
} as const;

const Shape = ({ path, colour }: { readonly path: string; readonly colour: string }) => (
  <svg width={14} height={14} aria-hidden="true">
    <path d={path} fill={colour} />
  </svg>
);

/** A line as the chart draws it. */
function Sample({
  colour,
  width,
  dashed = false,
  dot = false,
}: {
  readonly colour: string;
  readonly width: number;
  readonly dashed?: boolean;
  readonly dot?: boolean;
}) {
  return (
    <svg width={26} height={12} aria-hidden="true">
      <line
        x1={0}
        x2={26}
        y1={6}
        y2={6}
        stroke={colour}
        strokeWidth={width}
        {...(dashed && { strokeDasharray: '4 3' })}
      />
      {dot && <circle cx={13} cy={6} r={3} fill={colour} />}
    </svg>
  );
}
