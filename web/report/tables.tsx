/** The bulletin's tables: hairlines, headings repeated on every page, no row cut in two. */
import type { ReactNode } from 'react';
import type { KpiDefinition, KpiFigure } from '../api.ts';
import { familiesOf } from '../catalogue/search.ts';
import { counts, kpiValue, type Language, mark, NOTHING, points } from '../format.ts';
import { useWords, type Words } from '../words.ts';
import { HEADLINES, type Report } from './data.ts';
import { type ReportWords, useReportWords } from './words.ts';

export interface Row {
  readonly key: string;
  /** The first one names the row. */
  readonly cells: readonly ReactNode[];
}

/** Rows under a heading of their own. */
export interface Group {
  readonly name: string;
  readonly rows: readonly Row[];
}

/** A table with its name; the style sheet numbers it. */
export function ReportTable({
  title,
  columns,
  rows,
  groups = [{ name: '', rows: rows ?? [] }],
  className = '',
}: {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows?: readonly Row[];
  readonly groups?: readonly Group[];
  readonly className?: string;
}) {
  return (
    <table className={`report-table ${className}`}>
      <caption>{title}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      {groups.map((group) => (
        <tbody key={group.name}>
          {group.name && (
            <tr className="report-group">
              <th scope="rowgroup" colSpan={columns.length}>
                {group.name}
              </th>
            </tr>
          )}
          {group.rows.map(({ key, cells: [name, ...cells] }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              {cells.map((cell, place) => (
                <td key={columns[place + 1]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}

interface Line {
  readonly kpi: KpiFigure;
  readonly definition: KpiDefinition;
}

/** The KPIs of the card that the catalogue knows, in its order or in the order of the ids. */
export function linesOf({ card, definitions }: Report, ids: Iterable<string>): readonly Line[] {
  const figures = new Map(card.kpis.map((kpi) => [kpi.id, kpi]));
  return [...ids].flatMap((id) => {
    const [kpi, definition] = [figures.get(id), definitions.get(id)];
    return kpi && definition ? [{ kpi, definition }] : [];
  });
}

export function Headlines({ report }: { readonly report: Report }) {
  const { language } = useWords();
  const { say } = useReportWords();
  const { columns } = say;
  return (
    <>
      <ReportTable
        className="report-headlines"
        title={say.headlinesTable(report.name)}
        columns={[
          ...[columns.kpi, columns.value, columns.counts, columns.target],
          ...[columns.yearAgo, columns.trend],
        ]}
        rows={linesOf(report, HEADLINES).map((line) => ({
          key: line.kpi.id,
          cells: [
            line.definition.name[language],
            <Value key="value" {...line} />,
            counts(line.kpi.numerator, line.kpi.denominator, line.definition.display),
            targetTold(line, language, say),
            kpiValue(line.kpi.yearAgo, line.definition, language),
            line.kpi.signal ? say.signals[line.kpi.signal] : noTrend(line, say),
          ],
        }))}
      />
      <p className="report-under">{say.headlineMore}</p>
    </>
  );
}

/** A change has no chart, whatever the months. */
const noTrend = ({ definition }: Line, say: ReportWords) =>
  definition.form === 'change' ? NOTHING : say.tooFew;

/** The value, and below it its interval, or why there is none. */
function Value({ kpi, definition }: Line) {
  const { language, words } = useWords();
  const print = (value: number) => kpiValue(value, definition, language);
  return (
    <>
      <span className="report-value">{kpiValue(kpi.value, definition, language)}</span>
      {kpi.interval && (
        <small>
          {print(kpi.interval[0])}–{print(kpi.interval[1])}
        </small>
      )}
      {kpi.note && <small>{words.notes[kpi.note] ?? kpi.note}</small>}
    </>
  );
}

/** The marks that the scheme holds the value against: `≥80%，优秀85%`. */
export function targetTold(
  { kpi, definition }: Line,
  language: Language,
  say: ReportWords,
): ReactNode {
  const marks = (['meets', 'excels', 'target', 'hundred'] as const).flatMap((name) => {
    const at = kpi.target?.[name];
    if (at === undefined) return [];
    const bound = definition.better === 'lower' ? `${say.atMost} ` : '';
    return [`${say.targetOf[name]} ${bound}${mark(at, definition, language)}`.trim()];
  });
  if (marks.length === 0) return NOTHING;
  return marks.map((text) => (
    <span key={text} className="report-line">
      {text}
    </span>
  ));
}

/** Every KPI, under the names of the families. */
export function AllKpis({ report }: { readonly report: Report }) {
  const { language, words } = useWords();
  const { say } = useReportWords();
  const { columns } = say;
  const rowOf = (line: Line): Row => ({
    key: line.kpi.id,
    cells: [
      line.definition.name[language],
      <Value key="value" {...line} />,
      counts(line.kpi.numerator, line.kpi.denominator, line.definition.display),
      kpiValue(line.kpi.previous, line.definition, language),
      kpiValue(line.kpi.yearAgo, line.definition, language),
      line.kpi.schemeWeight > 0 ? points(line.kpi.weight) : say.monitored,
      <Lost key="lost" kpi={line.kpi} words={words} />,
    ],
  });
  const groups = familiesOf([...report.definitions.values()]).map(({ name, kpis }) => ({
    name: name[language],
    rows: linesOf(
      report,
      kpis.map(({ id }) => id),
    ).map(rowOf),
  }));
  return (
    <ReportTable
      className="report-all"
      title={say.allTable(report.name)}
      columns={[
        ...[columns.kpi, columns.value, columns.counts, columns.previous],
        ...[columns.yearAgo, columns.weight, columns.lost],
      ]}
      groups={groups.filter(({ rows }) => rows.length > 0)}
    />
  );
}

function Lost({ kpi, words }: { readonly kpi: KpiFigure; readonly words: Words }) {
  return (
    <>
      {kpi.lost === null ? NOTHING : points(kpi.lost)}
      {kpi.dropped && <small>{words.dropped[kpi.dropped]}</small>}
    </>
  );
}
