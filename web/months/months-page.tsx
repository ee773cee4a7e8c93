/** Every period: what is published, what waits to be, and what is being computed. */
import type { List, PeriodState } from '../api.ts';
import { ExportButton } from '../export-button.tsx';
import { count, NOTHING, periodName } from '../format.ts';
import { useResource } from '../resource.ts';
import { isReviewer, useRights } from '../rights.ts';
import { Link, monthAddress, schemeAddress } from '../router.tsx';
import type { Session } from '../session.ts';
import { Sheet } from '../sheet.tsx';
import { Failed, Loading } from '../states.tsx';
import type { Run } from './months.ts';
import { RunsTable } from './runs-table.tsx';
import { StartForm } from './start-form.tsx';
import { Time } from './time.tsx';
import { type OpenFlags, useOpenFlags } from './use-open-flags.ts';
import { type MonthWords, useMonthWords } from './words.ts';

export default function MonthsPage({ session }: { readonly session: Session }) {
  const { say } = useMonthWords();
  // Who may not look at drafts is told so, and nothing is asked for.
  if (!isReviewer(session)) {
    const failure = { kind: 'forbidden', detail: say.reviewersOnly } as const;
    return <Failed failure={failure} retry={() => location.reload()} />;
  }
  return <Months session={session} />;
}

function Months({ session }: { readonly session: Session }) {
  const { language, say } = useMonthWords();
  const { rights, failure, retry } = useRights(session);
  const periods = useResource<List<PeriodState>>('/periods', language);
  const runs = useResource<List<Run>>(
    rights?.isAdministrator ? '/runs?limit=20' : undefined,
    language,
  );
  const items = periods.value?.items ?? [];
  const flags = useOpenFlags(byDraft(items));
  if (failure) return <Failed failure={failure} retry={retry} />;
  if (periods.failure) return <Failed failure={periods.failure} retry={periods.retry} />;
  if (!rights || !periods.value) return <Loading rows={12} />;
  const drafts = items.filter(({ draft }) => draft !== null).length;
  const running = (runs.value?.items ?? []).filter(({ state }) => state === 'running').length;
  return (
    <div className={periods.loading ? 'stale' : ''}>
      <h1>{items.length === 0 ? say.noPeriods : say.title(drafts, running)}</h1>
      <p className="caption">{say.listCaption}</p>
      {items.length > 0 && <ExportButton path="/periods" />}
      {items.length > 0 && <PeriodsTable items={items} flags={flags} />}
      {rights.isAdministrator && (
        <>
          <section className="months-section" aria-labelledby="start">
            <h2 id="start">{say.start}</h2>
            <StartForm />
          </section>
          <RunsTable />
        </>
      )}
    </div>
  );
}

/** Those with a draft first: they are what somebody waits for. */
const byDraft = (items: readonly PeriodState[]) =>
  [...items.filter(({ draft }) => draft), ...items.filter(({ draft }) => !draft)].map(
    ({ period }) => period,
  );

function PeriodsTable({
  items,
  flags,
}: {
  readonly items: readonly PeriodState[];
  readonly flags: ReadonlyMap<string, OpenFlags>;
}) {
  const { language, say } = useMonthWords();
  return (
    <Sheet
      label={say.periods}
      isTall
      columns={[
        { key: 'period', title: say.part },
        { key: 'state', title: say.state },
        { key: 'revision', title: say.revision },
        { key: 'draft', title: say.draft },
        { key: 'flags', title: say.openFlags, isNumber: true },
        { key: 'computed', title: say.computedAt },
        { key: 'published', title: say.publishedAt },
        { key: 'scheme', title: say.scheme },
      ]}
      rows={items.map((one) => ({
        key: one.period,
        cells: {
          period: (
            <Link className="months-nowrap" to={monthAddress(one.period)}>
              {periodName(one.period, language)}
            </Link>
          ),
          state: say.states[one.state],
          revision: one.state === 'draft' ? NOTHING : say.nth(one.revision),
          draft: one.draft ? (
            <strong>{say.nth(one.draft.revision)}</strong>
          ) : (
            <span className="quiet">{say.noDraft}</span>
          ),
          flags: flagsOf(flags.get(one.period), say),
          computed: <Time at={one.draft?.computedAt ?? one.computedAt} />,
          published:
            one.publishedAt === null ? (
              <span className="quiet">{say.notPublished}</span>
            ) : (
              <Time at={one.publishedAt} />
            ),
          scheme: (
            <Link to={schemeAddress(one.draft?.scheme ?? one.scheme)}>
              {one.draft?.scheme ?? one.scheme}
            </Link>
          ),
        },
      }))}
    />
  );
}

function flagsOf(found: OpenFlags | undefined, say: MonthWords) {
  if (found === undefined) return <span className="quiet">{say.counting}</span>;
  if (found === null) return <span title={say.uncounted}>{NOTHING}</span>;
  return found.isMore ? say.orMore(count(found.count)) : count(found.count);
}
