/** The units below as a table: rank, score with its interval drawn, and how sure the order is. */
import type { RankingRow } from '../api.ts';
import { kpiValue, NOTHING, percent, points } from '../format.ts';
import { placeName } from '../made-up.ts';
import { gradeName, useWords } from '../words.ts';
import { type Report, timeOf } from './data.ts';
import { axisOf, IntervalCell } from './interval-cell.tsx';
import { ReportTable } from './tables.tsx';
import { useReportWords } from './words.ts';

export function UnitsBelow({
  report,
  below,
}: {
  readonly report: Report;
  readonly below: NonNullable<Report['below']>;
}) {
  const { language, words } = useWords();
  const { say } = useReportWords();
  const { columns } = say;
  const { rows, isPartial, time, isWithheld, rankability } = below;
  const definition = report.definitions.get('time_in_community');
  const axis = axisOf(rows.map(({ score }) => score));
  if (rows.length === 0) return <p>{say.belowNone}</p>;
  const timeTold = (unit: string) => {
    const figures = time.get(unit);
    const value = figures ? (timeOf(figures)?.value ?? null) : null;
    return definition ? kpiValue(value, definition, language) : NOTHING;
  };
  return (
    <>
      {isWithheld && rankability !== null && <p>{words.withheld(percent(rankability))}</p>}
      <ReportTable
        className="report-below"
        title={say.belowTable(report.name)}
        columns={[
          ...[columns.unit, columns.rank, columns.interval, columns.grade],
          ...[columns.range, columns.echelon, columns.completeness, columns.time],
        ]}
        rows={rows.map((row) => ({
          key: row.unit.code,
          cells: [
            placeName(row.unit.name),
            row.rank ?? NOTHING,
            <span key="score" className="report-score">
              <span>{row.score.value === null ? NOTHING : points(row.score.value)}</span>
              {axis && <IntervalCell score={row.score} axis={axis} />}
              {row.score.interval && (
                <small>
                  {points(row.score.interval[0])}–{points(row.score.interval[1])}
                </small>
              )}
            </span>,
            row.score.grade ? gradeName(row.score.grade, language) : NOTHING,
            row.interval ? `${row.interval[0]}–${row.interval[1]}` : NOTHING,
            <Echelon key="echelon" row={row} />,
            row.completeness === null ? NOTHING : percent(row.completeness),
            timeTold(row.unit.code),
          ],
        }))}
      />
      <p className="report-under">
        {axis && say.belowKey(String(axis.low), String(axis.high))}
        {isPartial && say.partial(rows.length)}
      </p>
    </>
  );
}

/** Where chance may have put it into another one, it is said. */
function Echelon({ row }: { readonly row: RankingRow }) {
  const { words } = useWords();
  const { say } = useReportWords();
  if (row.unranked) return <small>{words.unranked[row.unranked]}</small>;
  if (row.echelon === null) return NOTHING;
  return (
    <>
      {words.echelons[row.echelon]}
      {row.distinguishable === false && <small>{say.overlap}</small>}
    </>
  );
}
