/** What was computed lately, by whom and with which end. */
import { Button } from 'antd';
import type { List } from '../api.ts';
import { ExportButton } from '../export-button.tsx';
import { NOTHING, periodName } from '../format.ts';
import { usePages } from '../pages.ts';
import { Link } from '../router.tsx';
import { Sheet } from '../sheet.tsx';
import { Failed, Loading } from '../states.tsx';
import { type Run, runAddress } from './months.ts';
import { errorOf, requesterOf, tookOf } from './run-words.ts';
import { Time } from './time.tsx';
import { useMonthWords } from './words.ts';

export function RunsTable() {
  const { language, say } = useMonthWords();
  const runs = usePages<List<Run>>('/runs?limit=20', language);
  const items = runs.pages.flatMap((page) => page.items);
  return (
    <section className="months-section" aria-labelledby="runs">
      <h2 id="runs">{say.runs}</h2>
      {runs.first.failure && <Failed failure={runs.first.failure} retry={runs.first.retry} />}
      {runs.first.loading && items.length === 0 && <Loading rows={4} />}
      {runs.first.value && items.length === 0 && <p>{say.noRuns}</p>}
      {items.length > 0 && <ExportButton path="/runs" />}
      {items.length > 0 && (
        <Sheet
          label={say.lastRuns}
          columns={[
            { key: 'period', title: say.part },
            { key: 'state', title: say.state },
            { key: 'revision', title: say.revision },
            { key: 'scheme', title: say.scheme },
            { key: 'started', title: say.startedAt },
            { key: 'took', title: say.took, isNumber: true },
            { key: 'by', title: say.by },
          ]}
          rows={items.map((run) => ({
            key: run.id,
            cells: {
              period: (
                <Link className="months-nowrap" to={runAddress(run.period, run.id)}>
                  {periodName(run.period, language)}
                </Link>
              ),
              state: (
                <>
                  {say.runStates[run.state] ?? run.state}
                  {run.error && (
                    <div className="quiet months-reason">{errorOf(run.error, say)}</div>
                  )}
                </>
              ),
              revision: (
                <>
                  {run.revision === null ? say.dry : say.nth(run.revision)}
                  {run.knownIn !== null && <div className="quiet">{say.rescored(run.knownIn)}</div>}
                </>
              ),
              scheme: run.scheme,
              started: <Time at={run.startedAt} />,
              took: tookOf(run.startedAt, run.endedAt, say) ?? NOTHING,
              by: requesterOf(run.requestedBy, say),
            },
          }))}
        />
      )}
      {runs.failure && <Failed failure={runs.failure} retry={() => runs.more?.()} />}
      {(runs.more || runs.loadingMore) && (
        <Button onClick={runs.more} loading={runs.loadingMore}>
          {say.more}
        </Button>
      )}
    </section>
  );
}
