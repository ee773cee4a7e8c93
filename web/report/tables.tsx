/** The bulletin's tables: hairlines, headings repeated on every page, no row cut in two. */
import type { ReactNode } from 'react';
import { counts, kpiValue, type Language, mark, NOTHING, points, valueAlone } from '../format.ts';
import { useWords } from '../words.ts';
import type { Report, ReportFigure } from './data.ts';
import { type ReportWords, useReportWords } from './words.ts';

/** What scrolls on a narrow screen must be reachable by keyboard. */
const SCROLLABLE = { tabIndex: 0 };

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
  groups,
  className = '',
}: {
  readonly title: string;
  readonly columns: readonly string[];
  readonly groups: readonly Group[];
  readonly className?: string;
}) {
  return (
    <section className="report-scroll" aria-label={title} {...SCROLLABLE}>
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
    </section>
  );
}

/** Rows without a heading. */
export const plain = (rows: readonly Row[]): readonly Group[] => [{ name: '', rows }];

export function Headlines({ report, name }: { readonly report: Report; readonly name: string }) {
  const { language } = useWords();
  const { say } = useReportWords();
  const { columns } = say;
  return (
    <>
      <ReportTable
        className="report-headlines"
        title={say.headlinesTable(name)}
        columns={[
          ...[columns.kpi, columns.value, columns.counts, columns.target],
          ...[columns.yearAgo, columns.trend],
        ]}
        groups={plain(
          report.headline.map((figure) => ({
            key: figure.id,
            cells: [
              figure.name[language],
              <Value key="value" figure={figure} />,
              counts(figure.numerator, figure.denominator, figure.display),
              targetTold(figure, language, say),
              kpiValue(figure.yearAgo, figure, language),
              trendTold(figure, say),
            ],
          })),
        )}
      />
      <p className="report-under">
        {say.headlineMore}
        {report.state === 'provisional' && ` ${say.notOver}`}
      </p>
    </>
  );
}

/** A change has no control chart, and below ten months there is none either. */
function trendTold({ form, signal }: ReportFigure, say: ReportWords): string {
  if (signal) return say.signals[signal];
  return form === 'change' ? NOTHING : say.tooFew;
}

/** The value, and below it its interval, or why there is none. */
export function Value({
  figure,
}: {
  readonly figure: Pick<ReportFigure, 'value' | 'interval' | 'note' | 'form' | 'display'>;
}) {
  const { language, words } = useWords();
  const { say } = useReportWords();
  const print = (value: number | null) => kpiValue(value, figure, language);
  const { interval, note } = figure;
  return (
    <>
      <span className="report-value">{valueAlone(figure.value, figure, language)}</span>
      {interval && (
        <small className="report-range">{say.range(print(interval[0]), print(interval[1]))}</small>
      )}
      {note && <small>{words.notes[note] ?? note}</small>}
    </>
  );
}

/** The marks that the scheme holds the value against, a line each. */
export function targetTold(figure: ReportFigure, language: Language, say: ReportWords): ReactNode {
  const marks = (['meets', 'excels', 'target', 'hundred'] as const).flatMap((name) => {
    const at = figure.target?.[name];
    if (at === undefined) return [];
    const bound = figure.better === 'lower' ? `${say.atMost} ` : '';
    return [`${say.targetOf[name]} ${bound}${mark(at, figure, language)}`.trim()];
  });
  if (marks.length === 0) return NOTHING;
  return marks.map((text) => (
    <span key={text} className="report-line">
      {text}
    </span>
  ));
}

/** Every KPI, under the names of the families. */
export function AllKpis({ report, name }: { readonly report: Report; readonly name: string }) {
  const { language, words } = useWords();
  const { say } = useReportWords();
  const { columns } = say;
  const rowOf = (figure: ReportFigure): Row => ({
    key: figure.id,
    cells: [
      figure.name[language],
      <Value key="value" figure={figure} />,
      counts(figure.numerator, figure.denominator, figure.display),
      kpiValue(figure.previous, figure, language),
      kpiValue(figure.yearAgo, figure, language),
      figure.schemeWeight > 0 ? points(figure.weight) : say.monitored,
      <span key="lost">
        {figure.lost === null ? NOTHING : points(figure.lost)}
        {figure.dropped && <small>{words.dropped[figure.dropped]}</small>}
      </span>,
    ],
  });
  return (
    <>
      <ReportTable
        className="report-all"
        title={say.allTable(name)}
        columns={[
          ...[columns.kpi, columns.value, columns.counts, columns.previous],
          ...[columns.yearAgo, columns.weight, columns.lost],
        ]}
        groups={report.families.map((family) => ({
          name: family.name[language],
          rows: family.kpis.map(rowOf),
        }))}
      />
      {report.state === 'provisional' && <p className="report-under">{say.notOver}</p>}
    </>
  );
}
