/** The bulletin's charts, drawn as SVG when the page opens: none waits to be seen. */
import { useMemo } from 'react';
import { ControlChart } from '../charts/control-chart.tsx';
import { Distribution, type Spread } from '../charts/distribution.tsx';
import { Figure } from '../charts/figure.tsx';
import { counts, kpiValue, mark, percent, periodName } from '../format.ts';
import { placeName } from '../made-up.ts';
import { useWords } from '../words.ts';
import { type Report, reachedOf, TIME, timeOf } from './data.ts';
import { Section } from './section.tsx';
import { ReportTable } from './tables.tsx';
import { useReportWords } from './words.ts';

/** Unit, period, revision, completeness and source of a figure. */
function useCaption({ card, name }: Report): readonly string[] {
  const { language, words } = useWords();
  const { say } = useReportWords();
  const { submitted, expected } = card.completeness;
  return [
    name,
    periodName(card.period, language),
    `${say.state[card.state]}${words.revision(card.revision)}`,
    words.completeness(String(submitted), String(expected)),
    words.source,
  ];
}

/** Are officers in their communities? Of a station its roles, of others all stations. */
export function TimeSection({ report }: { readonly report: Report }) {
  const { say } = useReportWords();
  const { stations } = report;
  const kpi = report.card.kpis.find(({ id }) => id === TIME);
  const roles = Object.entries(kpi?.byRole ?? {});
  if (stations.length === 0 && roles.length === 0) return null;
  return (
    <Section title={say.sections.time}>
      {stations.length > 0 && <StationsChart report={report} />}
      {roles.length > 0 && (
        <ReportTable
          title={say.roleTable}
          columns={[say.columns.role, say.columns.share, say.columns.minutes]}
          rows={roles.map(([role, { numerator, denominator, value }]) => ({
            key: role,
            cells: [
              say.roles[role] ?? role,
              value === null ? '—' : percent(value),
              counts(numerator, denominator, 'percent'),
            ],
          }))}
        />
      )}
    </Section>
  );
}

function StationsChart({ report }: { readonly report: Report }) {
  const { language } = useWords();
  const { say } = useReportWords();
  const { card, stations, definitions } = report;
  const caption = useCaption(report);
  const reached = reachedOf(report);
  const definition = definitions.get(TIME);
  const target = card.kpis.find(({ id }) => id === TIME)?.target;
  const [meets, excels] = [target?.meets, target?.excels];
  const title = reached
    ? say.distribution.title(reached.below, reached.of, percent(reached.at).replace('.0%', '%'))
    : say.distribution.plain(stations.length);
  const spread = useMemo((): Spread => {
    const print = (value: number) => (definition ? mark(value, definition, language) : '');
    return {
      spots: stations.flatMap((station) => {
        const time = timeOf(station);
        if (!time || time.value === null) return [];
        const end = time.interval?.[1] ?? time.value;
        return [
          {
            ...{ code: station.unit.code, name: placeName(station.unit.name) },
            ...{ value: time.value, isMarked: false },
            isBelow: meets !== undefined && end < meets,
            told: definition ? [kpiValue(time.value, definition, language)] : [],
          },
        ];
      }),
      band: meets !== undefined && excels !== undefined ? [meets, excels] : undefined,
      print,
      bandLabel:
        meets !== undefined && excels !== undefined
          ? say.distribution.band(print(meets), print(excels))
          : '',
      binLabel: say.distribution.bin,
      label: title,
    };
  }, [stations, definition, language, meets, excels, say, title]);
  return (
    <Figure title={title} level={3} caption={[...caption, say.distribution.key]}>
      <Distribution spread={spread} onPick={() => undefined} />
    </Figure>
  );
}

/** Is it better than before, really? The headline KPIs over their months, as control charts. */
export function TrendsSection({ report }: { readonly report: Report }) {
  const { language } = useWords();
  const { say } = useReportWords();
  const { trends, definitions, name } = report;
  if (!trends) return null;
  const drawn = trends.items.filter(({ points }) => points.some(({ value }) => value !== null));
  return (
    <Section title={say.sections.trends}>
      {drawn.length === 0 && <p>{say.noTrends}</p>}
      <div className="report-trends">
        {drawn.map((trend) => {
          const definition = definitions.get(trend.kpi);
          if (!definition) return null;
          const tell = say.trendTitle[trend.chart === null ? 'few' : (trend.signal ?? 'none')];
          return (
            <ControlChart
              key={trend.kpi}
              title={tell(definition.name[language])}
              trend={trend}
              months={trends.months}
              definition={definition}
              caption={[name, say.source]}
            />
          );
        })}
      </div>
    </Section>
  );
}
