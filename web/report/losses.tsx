/** Where the points went, and what would bring most of them back. */
import { kpiValue, points } from '../format.ts';
import { lossesOf } from '../scorecard/losses.ts';
import { useWords } from '../words.ts';
import type { Parts } from './data.ts';
import { plain, ReportTable, targetTold } from './tables.tsx';
import { useReportWords } from './words.ts';

/** The others stand among all KPIs. */
const MOST = 8;
/** In pixels. */
const BAR = 120;

export function Losses({ parts }: { readonly parts: Parts }) {
  const { language } = useWords();
  const { say } = useReportWords();
  const { columns } = say;
  const { losses, total } = lossesOf(parts.report.families.flatMap(({ kpis }) => kpis));
  const shown = losses.slice(0, MOST);
  // Bars are as long as the largest weight of those shown.
  const widest = Math.max(...shown.map(({ kpi }) => kpi.weight));
  const length = (size: number) => (size / widest) * BAR;
  return (
    <>
      {shown.length === 0 ? (
        <p>{say.noLosses}</p>
      ) : (
        <>
          <ReportTable
            className="report-losses"
            title={say.lossTable(points(total))}
            columns={[columns.kpi, columns.value, columns.target, columns.weight, columns.lost]}
            groups={plain(
              shown.map(({ kpi, lost }) => ({
                key: kpi.id,
                cells: [
                  kpi.name[language],
                  kpiValue(kpi.value, kpi, language),
                  targetTold(kpi, language, say),
                  points(kpi.weight),
                  <span key="lost" className="report-lost">
                    <svg width={BAR} height={10} aria-hidden="true">
                      <rect width={length(kpi.weight)} height={10} className="report-weight-bar" />
                      <rect width={length(lost)} height={10} className="report-lost-bar" />
                    </svg>
                    <span>{points(lost)}</span>
                  </span>,
                ],
              })),
            )}
          />
          <p className="report-under">{say.lossKey}</p>
        </>
      )}
      {parts.improvements.length > 0 && (
        <>
          <p>{say.improvements}</p>
          <ol className="report-steps">
            {parts.improvements.map(({ kpi, words }) => (
              <li key={kpi}>{words[language]}</li>
            ))}
          </ol>
        </>
      )}
    </>
  );
}
