/** Where the points went, and what would bring most of them back. */
import { kpiValue, points } from '../format.ts';
import { lossesOf } from '../scorecard/losses.ts';
import { useWords } from '../words.ts';
import type { Report } from './data.ts';
import { ReportTable, targetTold } from './tables.tsx';
import { useReportWords } from './words.ts';

/** The others stand among all KPIs. */
const MOST = 8;
/** In pixels. */
const BAR = 120;

export function Losses({ report }: { readonly report: Report }) {
  const { language } = useWords();
  const { say } = useReportWords();
  const { card, definitions } = report;
  const { losses, total } = lossesOf(card.kpis);
  const lines = losses.slice(0, MOST).flatMap(({ kpi, lost }) => {
    const definition = definitions.get(kpi.id);
    return definition ? [{ kpi, definition, lost }] : [];
  });
  // Bars are as long as the largest weight of those shown.
  const widest = Math.max(...lines.map(({ kpi }) => kpi.weight));
  const length = (size: number) => (size / widest) * BAR;
  return (
    <>
      {lines.length === 0 ? (
        <p>{say.noLosses}</p>
      ) : (
        <ReportTable
          className="report-losses"
          title={say.lossTable(points(total))}
          columns={[
            ...[say.columns.kpi, say.columns.value, say.columns.target],
            ...[say.columns.weight, say.columns.lost],
          ]}
          rows={lines.map(({ kpi, definition, lost }) => ({
            key: kpi.id,
            cells: [
              definition.name[language],
              kpiValue(kpi.value, definition, language),
              targetTold({ kpi, definition }, language, say),
              points(kpi.weight),
              <span key="lost" className="report-lost">
                <svg width={BAR} height={10} aria-hidden="true">
                  <rect width={length(kpi.weight)} height={10} className="report-weight-bar" />
                  <rect width={length(lost)} height={10} className="report-lost-bar" />
                </svg>
                <span>{points(lost)}</span>
              </span>,
            ],
          }))}
        />
      )}
      {card.improvements.length > 0 && (
        <>
          <p>{say.improvements}</p>
          <ol className="report-steps">
            {card.improvements.map(({ kpi, words }) => (
              <li key={kpi}>{words[language]}</li>
            ))}
          </ol>
        </>
      )}
    </>
  );
}
