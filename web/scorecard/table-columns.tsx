/** The columns of a card's KPIs. */
import type { TableColumnType } from 'antd';
import type { ReactNode } from 'react';
import type { KpiDefinition, KpiFigure, Scorecard, Trend, Trends } from '../api.ts';
import type { OwnAppeals } from '../appeals/own-appeals.tsx';
import { Bullet, verdictOf } from '../charts/bullet.tsx';
import { Sparkline } from '../charts/sparkline.tsx';
import {
  baseOf,
  count,
  counts,
  kpiValue,
  type Language,
  mark,
  NOTHING,
  points,
  valueAlone,
} from '../format.ts';
import { withQuery } from '../revision.ts';
import { evidenceAddress, Link } from '../router.tsx';
import type { Words } from '../words.ts';
import type { ScorecardWords } from './words.ts';

/** A line of the table: a family's heading, or a KPI. */
export type Line =
  | { readonly heading: string; readonly key: string }
  | {
      readonly heading: null;
      readonly key: string;
      readonly kpi: KpiFigure;
      readonly definition: KpiDefinition;
    };

interface About {
  readonly card: Scorecard;
  readonly trends: Trends | undefined;
  readonly appeals: OwnAppeals | undefined;
  readonly appealTitle: string;
  readonly revision: number | undefined;
  /** The KPI whose chart is open. */
  readonly opened: string;
  readonly open: (kpi: string) => void;
  readonly language: Language;
  readonly words: Words;
  readonly say: ScorecardWords;
}

type Column = TableColumnType<Line> & { readonly width: number };

/** Narrower than this the table scrolls sideways, its first column staying. */
export const widthOf = (columns: readonly Column[]) =>
  columns.reduce((sum, { width }) => sum + width, 0);

// Cut off: the shadow of the fixed column would stand out beyond the table.
const HEADING = { background: '#fafafa', fontWeight: 600, overflow: 'hidden' };

const number = (text: string) => <span className="number">{text}</span>;

export function columnsOf(about: About): Column[] {
  const { card, trends, appeals, appealTitle, revision, opened, open } = about;
  const { language, words, say } = about;
  const column = (
    title: string,
    width: number,
    print: (kpi: KpiFigure, definition: KpiDefinition) => ReactNode,
  ): Column => ({
    ...{ title, width, key: title, align: 'right' },
    onCell: (line) => (line.heading === null ? {} : { colSpan: 0 }),
    render: (_, line) => (line.heading === null ? print(line.kpi, line.definition) : null),
  });
  const value = (held: number | null, definition: KpiDefinition) =>
    kpiValue(held, definition, language);
  const history = (held: number | null, definition: KpiDefinition) =>
    held === null ? (
      <span className="quiet" title={words.noHistory}>
        {NOTHING}
      </span>
    ) : (
      number(value(held, definition))
    );
  const trendOf = new Map(trends?.items.map((trend) => [trend.kpi, trend]));
  const rest = [
    column(words.value, 116, (kpi, definition) => (
      <>
        <strong>{number(value(kpi.value, definition))}</strong>
        {kpi.value !== null && <span className="quiet">{baseOf(definition, language)}</span>}
        {kpi.interval && (
          <div className="quiet number">
            {value(kpi.interval[0], definition)}–{value(kpi.interval[1], definition)}
          </div>
        )}
        {kpi.note && <div className="quiet">{words.notes[kpi.note] ?? kpi.note}</div>}
      </>
    )),
    column(say.bullet, 150, (kpi, definition) => (
      <AgainstTarget {...{ kpi, definition, language, words, say }} />
    )),
    column(words.yearAgo, 82, (kpi, definition) => history(kpi.yearAgo, definition)),
    column(words.previous, 82, (kpi, definition) => history(kpi.previous, definition)),
    column(say.trend, 136, (kpi, definition) => (
      <TrendCell trend={trendOf.get(kpi.id)} {...{ kpi, definition, language, words, say }} />
    )),
    column(words.countsHeader, 128, (kpi, definition) => {
      const text = counts(kpi.numerator, kpi.denominator, definition.display);
      return (
        <Link
          className="number"
          to={withQuery(evidenceAddress(card.period, card.unit.code, kpi.id), { revision })}
          aria-label={say.evidenceOf(definition.name[language], text)}
        >
          {text}
        </Link>
      );
    }),
    column(words.lost, 58, (kpi) => (
      <span title={kpi.explanation[language]}>
        {number(kpi.lost === null ? NOTHING : points(kpi.lost))}
      </span>
    )),
    column(words.score, 92, (kpi) => (
      <>
        {number(kpi.score === null ? NOTHING : points(kpi.score))}
        {kpi.dropped && <div className="quiet">{words.dropped[kpi.dropped]}</div>}
      </>
    )),
    column(words.weight, 74, (kpi) =>
      kpi.schemeWeight > 0 ? (
        number(points(kpi.weight))
      ) : (
        <span className="quiet">{words.monitored}</span>
      ),
    ),
    ...(appeals
      ? [column(appealTitle, 110, (kpi, { name }) => appeals.of(kpi.id, name[language]))]
      : []),
  ];
  const name: Column = {
    ...{ title: words.indicator, key: 'indicator', width: 136, fixed: 'left' },
    onCell: (line) => (line.heading === null ? {} : { colSpan: rest.length + 1, style: HEADING }),
    render: (_, line) =>
      line.heading === null ? (
        <button
          type="button"
          className="scorecard-open"
          data-kpi={line.kpi.id}
          aria-expanded={line.kpi.id === opened}
          title={say.openTrend(line.definition.name[language])}
          onClick={() => open(line.kpi.id)}
        >
          {line.definition.name[language]}
        </button>
      ) : (
        line.heading
      ),
  };
  return [name, ...rest];
}

interface Cell {
  readonly kpi: KpiFigure;
  readonly definition: KpiDefinition;
  readonly language: Language;
  readonly words: Words;
  readonly say: ScorecardWords;
}

/** The value among its marks, and the marks in words: `达标 80% · 优秀 85%`. */
function AgainstTarget({ kpi, definition, language, words, say }: Cell) {
  const text = (['meets', 'excels', 'target', 'hundred'] as const)
    .flatMap((name) => {
      const level = kpi.target?.[name];
      return typeof level === 'number'
        ? [`${words.marks[name]} ${mark(level, definition, language)}`]
        : [];
    })
    .join(' · ');
  if (text === '') return <span className="quiet">{say.noTarget}</span>;
  const verdict = verdictOf(kpi.value, kpi.target);
  const told = [valueAlone(kpi.value, definition, language), text, say.verdicts[verdict]];
  return (
    <>
      <Bullet
        value={kpi.value}
        interval={kpi.interval}
        marks={kpi.target}
        label={told.filter(Boolean).join(' · ')}
      />
      <div className="quiet number">{text}</div>
    </>
  );
}

/** The months, and what the card says of the last one. */
function TrendCell({
  trend,
  kpi,
  definition,
  language,
  words,
  say,
}: Cell & { readonly trend: Trend | undefined }) {
  const known = trend?.points.filter(({ value }) => value !== null) ?? [];
  return (
    <>
      {trend && known.length > 1 && (
        <Sparkline
          trend={trend}
          better={definition.better}
          label={say.sparkline(
            definition.name[language],
            count(known.length),
            count(known.filter(({ cause }) => cause !== null).length),
          )}
        />
      )}
      {kpi.signal && kpi.signal !== 'none' && (
        <div className={kpi.signal === 'improving' ? 'better' : 'worse'}>
          {words.signals[kpi.signal]}
        </div>
      )}
    </>
  );
}
