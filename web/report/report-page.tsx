/** A unit's report of a period: on screen with its controls, on paper without them. */
import { Button } from 'antd';
import { useState } from 'react';
import { Breadcrumbs } from '../breadcrumbs.tsx';
import { NonePublished, PeriodSelect, useShownPeriod } from '../period-choice.tsx';
import { useAskedRevision, withQuery } from '../revision.ts';
import { Link, reportAddress, scorecardAddress } from '../router.tsx';
import type { Session } from '../session.ts';
import { Failed, Loading } from '../states.tsx';
import { useReport } from './data.ts';
import { Sheet } from './sheet.tsx';
import { useReportWords } from './words.ts';

export default function ReportPage({
  period: asked,
  unit,
  session,
}: {
  readonly period: string;
  readonly unit: string;
  readonly session: Session;
}) {
  const { say } = useReportWords();
  const shown = useShownPeriod(asked, (period) => reportAddress(period, unit));
  const { periods, period } = shown;
  const revision = useAskedRevision(session);
  const { parts, failed } = useReport(period, unit, periods.value?.items, revision);
  const [waiting, setWaiting] = useState(false);
  const print = async () => {
    setWaiting(true);
    await chartsDrawn();
    setWaiting(false);
    window.print();
  };
  if (periods.failure) return <Failed failure={periods.failure} retry={periods.retry} />;
  if (shown.isNonePublished) return <NonePublished />;
  return (
    <div className="report">
      <Breadcrumbs
        unit={unit}
        to={({ code }) => withQuery(reportAddress(period ?? asked, code), { revision })}
      />
      <div className="controls">
        <PeriodSelect shown={shown} addressOf={(next) => reportAddress(next, unit)} hasDrafts />
        <Button type="primary" disabled={!parts} loading={waiting} onClick={() => void print()}>
          {waiting ? say.waiting : say.print}
        </Button>
        {period && (
          <Link to={withQuery(scorecardAddress(period, unit), { revision })}>{say.toCard}</Link>
        )}
        <span className="quiet">{say.printHint}</span>
      </div>
      {failed?.failure ? (
        <Failed failure={failed.failure} retry={failed.retry} />
      ) : parts ? (
        <Sheet parts={parts} />
      ) : (
        <div className="report-sheet">
          <Loading rows={20} />
        </div>
      )}
    </div>
  );
}

const EACH_MS = 100;
const MOST_MS = 10_000;

/** Waits until no chart is awaited any more, but not for ever: one may be lost. */
async function chartsDrawn(): Promise<void> {
  for (let waited = 0; waited < MOST_MS; waited += EACH_MS) {
    if (!document.querySelector('.report .chart-awaited')) return;
    await new Promise((resolve) => setTimeout(resolve, EACH_MS));
  }
}
