/** The units below in two tables: the ranking with its intervals, and what they have done. */
import { counts, NOTHING, percent, points } from '../format.ts';
import { placeName } from '../made-up.ts';
import { gradeName, useWords } from '../words.ts';
import type { Below, Report, UnitRow } from './data.ts';
import { axisOf, IntervalCell } from './interval-cell.tsx';
import { plain, ReportTable, Value } from './tables.tsx';
import { useReportWords } from './words.ts';

export function UnitsBelow({
  report,
  below,
  name,
}: {
  readonly report: Report;
  readonly below: Below;
  readonly name: string;
}) {
  const { language, words } = useWords();
  const { say } = useReportWords();
  const { columns } = say;
  const { items, rankability, positions } = below;
  const axis = axisOf(items.map(({ score }) => score));
  const figures = new Map(
    report.families.flatMap(({ kpis }) => kpis).map((figure) => [figure.id, figure]),
  );
  const kpis = below.columns.flatMap((id) => figures.get(id) ?? []);
  const level = say.unitsOf[below.level];
  return (
    <>
      {positions === 'withheld' && rankability !== null && (
        <p>{words.withheld(percent(rankability))}</p>
      )}
      <ReportTable
        className="report-below"
        title={say.belowTable(name, level)}
        columns={[
          ...[columns.unit, columns.rank, columns.range, columns.interval],
          ...[columns.grade, columns.echelon, columns.change],
        ]}
        groups={plain(
          items.map((row) => ({
            key: row.unit.code,
            cells: [
              placeName(row.unit.name),
              row.rank ?? NOTHING,
              row.interval ? say.range(String(row.interval[0]), String(row.interval[1])) : NOTHING,
              <span key="score" className="report-score">
                <span>{row.score.value === null ? NOTHING : points(row.score.value)}</span>
                {axis && <IntervalCell score={row.score} axis={axis} />}
                {row.score.interval && <small>{say.range(...printed(row.score.interval))}</small>}
              </span>,
              row.score.grade ? gradeName(row.score.grade, language) : NOTHING,
              <Echelon key="echelon" row={row} />,
              <Change key="change" row={row} />,
            ],
          })),
        )}
      />
      <p className="report-under">{axis && say.belowKey(String(axis.low), String(axis.high))}</p>
      {axis && <p className="report-under">{words.scoreOutside}</p>}
      {kpis.length > 0 && (
        <>
          <ReportTable
            className="report-unit-kpis"
            title={say.unitKpisTable(name, level)}
            columns={[columns.unit, ...kpis.map((kpi) => kpi.name[language])]}
            groups={plain(
              items.map((row) => ({
                key: row.unit.code,
                cells: [
                  placeName(row.unit.name),
                  ...kpis.map((kpi) => {
                    const cell = row.kpis[kpi.id];
                    if (!cell) return NOTHING;
                    const { form, display } = kpi;
                    // The interval stands on the unit's own report; of a change never without its counts.
                    const figure = { ...cell, interval: null, form, display };
                    return (
                      <span key={kpi.id}>
                        <Value figure={figure} />
                        {display === 'change' && (
                          <small>{counts(cell.numerator, cell.denominator, display)}</small>
                        )}
                      </span>
                    );
                  }),
                ],
              })),
            )}
          />
          <p className="report-under">{say.unitKpisKey}</p>
        </>
      )}
    </>
  );
}

const printed = ([low, high]: readonly [number, number]) => [points(low), points(high)] as const;

/** Where chance may have put it into another one, it is said. */
function Echelon({ row }: { readonly row: UnitRow }) {
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

/** Against the period before: places, and the score that it had. */
function Change({ row }: { readonly row: UnitRow }) {
  const { words } = useWords();
  const { say } = useReportWords();
  const { change, previousScore } = row;
  const told =
    change === null
      ? NOTHING
      : change === 0
        ? words.same
        : change > 0
          ? words.up(change)
          : words.down(-change);
  return (
    <>
      {told}
      {previousScore !== null && <small>{say.before(points(previousScore))}</small>}
    </>
  );
}
