/** Every KPI of a card in a table, each name the way to its evidence. */
import { Table, type TableColumnsType } from 'antd';
import type { ReactNode } from 'react';
import type { KpiDefinition, KpiFigure, Scorecard } from '../api.ts';
import type { OwnAppeals } from '../appeals/own-appeals.tsx';
import { useAppealWords } from '../appeals/words.ts';
import { counts, kpiValue, type Language, mark, NOTHING, points } from '../format.ts';
import { evidenceAddress, Link } from '../router.tsx';
import { useWords, type Words } from '../words.ts';

/** A line of the table: a family's heading, or a KPI. */
type Line =
  | { readonly heading: string; readonly key: string }
  | {
      readonly heading: null;
      readonly key: string;
      readonly kpi: KpiFigure;
      readonly definition: KpiDefinition;
    };

export function KpiTable({
  card,
  definitions,
  appeals,
}: {
  readonly card: Scorecard;
  readonly definitions: readonly KpiDefinition[];
  readonly appeals: OwnAppeals | undefined;
}) {
  const { language, words } = useWords();
  const { say } = useAppealWords();
  return (
    <Table<Line>
      size="small"
      columns={columnsOf(card, language, words, appeals, say.appeal)}
      dataSource={linesOf(card.kpis, definitions, language)}
      pagination={false}
      scroll={{ x: WIDTH + (appeals ? APPEALS : 0) }}
      sticky
    />
  );
}

/** The KPIs in the catalogue's order, under their families' headings. */
function linesOf(
  kpis: readonly KpiFigure[],
  definitions: readonly KpiDefinition[],
  language: Language,
): Line[] {
  const results = new Map(kpis.map((kpi) => [kpi.id, kpi]));
  let family: string | undefined;
  return definitions.flatMap((definition): Line[] => {
    const kpi = results.get(definition.id);
    if (!kpi) return [];
    const line: Line = { heading: null, key: kpi.id, kpi, definition };
    if (definition.family.id === family) return [line];
    family = definition.family.id;
    return [{ heading: definition.family.name[language], key: `family ${family}` }, line];
  });
}

const COLUMNS = 9;
/** Narrower than this the table scrolls sideways, its first column staying. */
const WIDTH = 1090;
const APPEALS = 110;
// Cut off: the shadow of the fixed column would stand out beyond the table.
const HEADING = { background: '#fafafa', fontWeight: 600, overflow: 'hidden' };

function columnsOf(
  card: Scorecard,
  language: Language,
  words: Words,
  appeals: OwnAppeals | undefined,
  appealsTitle: string,
): TableColumnsType<Line> {
  const columns = COLUMNS + (appeals ? 1 : 0);
  const cell =
    (print: (kpi: KpiFigure, definition: KpiDefinition) => ReactNode) => (_: unknown, line: Line) =>
      line.heading === null ? print(line.kpi, line.definition) : null;
  const number = (text: string) => <span className="number">{text}</span>;
  const column = (
    title: string,
    width: number,
    print: (kpi: KpiFigure, definition: KpiDefinition) => ReactNode,
  ) => ({
    title,
    width,
    key: title,
    align: 'right' as const,
    onCell: (line: Line) => (line.heading === null ? {} : { colSpan: 0 }),
    render: cell(print),
  });
  const history = (value: number | null, definition: KpiDefinition) =>
    value === null ? (
      <span className="quiet" title={words.noHistory}>
        {NOTHING}
      </span>
    ) : (
      number(kpiValue(value, definition, language))
    );
  return [
    {
      title: words.indicator,
      key: 'indicator',
      width: 180,
      fixed: 'left',
      onCell: (line) => (line.heading === null ? {} : { colSpan: columns, style: HEADING }),
      render: (_, line) =>
        line.heading === null ? (
          <Link
            to={evidenceAddress(card.period, card.unit.code, line.kpi.id)}
            title={line.definition.formula[language]}
          >
            {line.definition.name[language]}
          </Link>
        ) : (
          line.heading
        ),
    },
    column(words.value, 120, (kpi, definition) => (
      <>
        {number(kpiValue(kpi.value, definition, language))}
        {kpi.interval && (
          <div className="quiet number">
            {kpiValue(kpi.interval[0], definition, language)}–
            {kpiValue(kpi.interval[1], definition, language)}
          </div>
        )}
        {kpi.signal && kpi.signal !== 'none' && (
          <div className={kpi.signal === 'improving' ? 'better' : 'worse'}>
            {words.signals[kpi.signal]}
          </div>
        )}
        {kpi.note && <div className="quiet">{words.notes[kpi.note] ?? kpi.note}</div>}
      </>
    )),
    column(words.countsHeader, 150, (kpi, definition) =>
      number(counts(kpi.numerator, kpi.denominator, definition.display)),
    ),
    column(words.target, 200, (kpi, definition) =>
      targetText(kpi.target, definition, language, words),
    ),
    column(words.previous, 90, (kpi, definition) => history(kpi.previous, definition)),
    column(words.yearAgo, 90, (kpi, definition) => history(kpi.yearAgo, definition)),
    column(words.score, 110, (kpi) => (
      <>
        {number(kpi.score === null ? NOTHING : points(kpi.score))}
        {kpi.dropped && <div className="quiet">{words.dropped[kpi.dropped]}</div>}
      </>
    )),
    column(words.weight, 80, (kpi) =>
      kpi.schemeWeight > 0 ? (
        number(points(kpi.weight))
      ) : (
        <span className="quiet">{words.monitored}</span>
      ),
    ),
    column(words.lost, 70, (kpi) => (
      <span title={kpi.explanation[language]}>
        {number(kpi.lost === null ? NOTHING : points(kpi.lost))}
      </span>
    )),
    ...(appeals
      ? [
          column(appealsTitle, APPEALS, (kpi, definition) =>
            appeals.of(kpi.id, definition.name[language]),
          ),
        ]
      : []),
  ];
}

/** The target's marks in words: `达标 80% · 优秀 85%`. */
function targetText(
  target: KpiFigure['target'],
  definition: KpiDefinition,
  language: Language,
  words: Words,
): string {
  const marks = (['meets', 'excels', 'target', 'hundred'] as const).flatMap((name) => {
    const value = target?.[name];
    return typeof value === 'number'
      ? [`${words.marks[name]} ${mark(value, definition, language)}`]
      : [];
  });
  return marks.length > 0 ? marks.join(' · ') : NOTHING;
}
