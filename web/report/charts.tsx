/** The bulletin's charts, drawn as SVG when the page opens: none waits to be seen. */
import { useMemo } from 'react';
import type { Trend, Trends } from '../api.ts';
import { ControlChart } from '../charts/control-chart.tsx';
import { Distribution, type Spread } from '../charts/distribution.tsx';
import { Figure } from '../charts/figure.tsx';
import {
  count,
  counts,
  finestOf,
  kpiValue,
  mark,
  NOTHING,
  percent,
  periodName,
} from '../format.ts';
import { placeName } from '../made-up.ts';
import { useWords } from '../words.ts';
import type { Report, ReportFigure } from './data.ts';
import { plain, ReportTable } from './tables.tsx';
import { useReportWords } from './words.ts';

const TIME = 'time_in_community';
const PERCENT = { form: 'ratio', display: 'percent' } as const;

const figureOf = ({ families }: Report, id: string): ReportFigure | undefined =>
  families.flatMap(({ kpis }) => kpis).find((kpi) => kpi.id === id);

/** Unit, period, revision, completeness and source of a figure. */
function useCaption(report: Report, name: string): readonly string[] {
  const { language, words } = useWords();
  const { say } = useReportWords();
  const { submitted, expected } = report.completeness;
  return [
    name,
    report.periodName[language],
    say.revision(say.state[report.state], words.revision(report.revision)),
    words.completeness(count(submitted), count(expected)),
    report.source[language],
  ];
}

/** Are officers in their communities? All stations, each a dot. */
export function StationsChart({
  report,
  time,
  name,
}: {
  readonly report: Report;
  readonly time: NonNullable<NonNullable<Report['stations']>['time']>;
  readonly name: string;
}) {
  const { language } = useWords();
  const { say } = useReportWords();
  const caption = useCaption(report, name);
  const print = (value: number) => mark(value, PERCENT, language);
  const title = say.distribution.title(
    count(time.below),
    count(time.stations),
    print(time.target),
    time.below === 0,
  );
  const spread = useMemo((): Spread => {
    const told = (value: number) => mark(value, PERCENT, language);
    const band = time.excels === null ? undefined : ([time.target, time.excels] as const);
    return {
      // The lowest are those that miss the target, of which the first are named.
      spots: time.values.map(({ value, isBelow }, place) => {
        const item = time.items[place];
        const printed = kpiValue(value, PERCENT, language);
        return {
          ...{ code: item?.unit.code ?? String(place), value, isBelow, isMarked: false },
          told: item ? `${placeName(item.unit.name)} ${printed}` : printed,
        };
      }),
      band,
      print: told,
      finest: finestOf(PERCENT),
      bandLabel: band ? say.distribution.band(told(band[0]), told(band[1])) : '',
      binLabel: (units, from, to) => say.distribution.bin(count(units), from, to),
      label: title,
    };
  }, [time, language, say, title]);
  return (
    <Figure title={title} level={3} caption={[...caption, say.distribution.key]}>
      <Distribution spread={spread} onPick={() => undefined} />
    </Figure>
  );
}

/** The stations that miss the target, where no other table names them. */
export function StationsMissing({
  time,
}: {
  readonly time: NonNullable<NonNullable<Report['stations']>['time']>;
}) {
  const { language } = useWords();
  const { say } = useReportWords();
  const print = (value: number) => kpiValue(value, PERCENT, language);
  if (time.items.length === 0) return null;
  return (
    <ReportTable
      title={say.missingTable(
        mark(time.target, PERCENT, language),
        count(time.items.length),
        time.items.length < time.below,
      )}
      columns={[
        ...[say.columns.unit, say.columns.share, say.columns.confidence],
        ...[say.columns.minutes, say.columns.difference],
      ]}
      groups={plain(
        time.items.map(({ unit, numerator, denominator, value, interval, distinguishable }) => ({
          key: unit.code,
          cells: [
            placeName(unit.name),
            print(value),
            interval ? say.range(print(interval[0]), print(interval[1])) : NOTHING,
            counts(numerator, denominator, 'percent'),
            say.isDifferent[distinguishable === true ? 'yes' : 'no'],
          ],
        })),
      )}
    />
  );
}

/** Time in the community by role, where the unit has both. */
export function Roles({ report }: { readonly report: Report }) {
  const { say } = useReportWords();
  const roles = Object.entries(figureOf(report, TIME)?.byRole ?? {});
  if (roles.length === 0) return null;
  return (
    <ReportTable
      className="report-short"
      title={say.roleTable}
      columns={[say.columns.role, say.columns.share, say.columns.minutes]}
      groups={plain(
        roles.map(([role, { numerator, denominator, value }]) => ({
          key: role,
          cells: [
            say.roles[role] ?? role,
            value === null ? NOTHING : percent(value),
            counts(numerator, denominator, 'percent'),
          ],
        })),
      )}
    />
  );
}

/** What is said of a KPI's last month; of one that is incomplete nothing is judged. */
export const told = ({ chart, signal }: Pick<Trend, 'chart' | 'signal'>) =>
  chart === null ? 'few' : (signal ?? 'unjudged');

/** Is it better than before, really? Some headline KPIs over their months, as control charts. */
export function TrendCharts({
  report,
  trends,
  name,
}: {
  readonly report: Report;
  readonly trends: Trends;
  readonly name: string;
}) {
  const { language, words } = useWords();
  const { say } = useReportWords();
  const drawn = trends.items.filter(({ points }) => points.some(({ value }) => value !== null));
  if (drawn.length === 0) return <p>{say.noTrends}</p>;
  // A report of a month that is not published has the months before it.
  const last = trends.months.at(-1)?.period;
  const until =
    last !== undefined && last !== report.period ? [say.until(periodName(last, language))] : [];
  return (
    <div className="report-trends">
      {drawn.map((trend) => {
        const figure = figureOf(report, trend.kpi);
        if (!figure) return null;
        const tell = say.trendTitle[told(trend)];
        return (
          <ControlChart
            key={trend.kpi}
            title={tell(figure.name[language])}
            trend={trend}
            months={trends.months}
            definition={figure}
            caption={[name, ...until, words.source]}
          />
        );
      })}
    </div>
  );
}
