/** A period from its run to its publication: what was computed, what is to be reviewed, what was decided. */
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import type { List, PeriodState } from '../api.ts';
import { fullTimeName } from '../dates.ts';
import { count, periodName } from '../format.ts';
import { usePages } from '../pages.ts';
import { PartFailed } from '../part.tsx';
import { useResource } from '../resource.ts';
import { isReviewer, type Rights, useRights } from '../rights.ts';
import { Link, rankingAddress, scorecardAddress, useQueryWord } from '../router.tsx';
import type { Session } from '../session.ts';
import { Failed, Loading } from '../states.tsx';
import { useWords } from '../words.ts';
import { AppealsSection } from './appeals-section.tsx';
import { AuditsSection } from './audits-section.tsx';
import { DifferencesSection } from './differences-section.tsx';
import { ALL_FLAGS, FlagsSection } from './flags-section.tsx';
import { HistorySection } from './history-section.tsx';
import { IncompleteSection } from './incomplete-section.tsx';
import { LedgerSection } from './ledger-section.tsx';
import { type Flag, ofRevision, type Revision, type Run } from './months.ts';
import { PublishButton } from './publish.tsx';
import { RunSection } from './run-section.tsx';
import { type Standing, standingOf } from './standing.ts';
import { useRun } from './use-run.ts';
import { useSaid } from './use-said.ts';
import { type MonthWords, useMonthWords } from './words.ts';

export default function MonthPage({
  period,
  session,
}: {
  readonly period: string;
  readonly session: Session;
}) {
  const { say } = useMonthWords();
  const { rights, failure, retry } = useRights(session);
  // Who may not look at drafts is told so, and nothing of them is asked for.
  if (!isReviewer(session)) {
    const forbidden = { kind: 'forbidden', detail: say.reviewersOnly } as const;
    return <Failed failure={forbidden} retry={() => location.reload()} />;
  }
  if (failure) return <Failed failure={failure} retry={retry} />;
  if (!rights) return <Loading rows={12} />;
  return <Month period={period} session={session} rights={rights} />;
}

function Month({
  period,
  session,
  rights,
}: {
  readonly period: string;
  readonly session: Session;
  readonly rights: Rights;
}) {
  const { language, say } = useMonthWords();
  const { words } = useWords();
  const { own, isAdministrator } = rights;
  const periods = useResource<List<PeriodState>>('/periods', language);
  const revisions = useResource<List<Revision>>(`/periods/${period}/revisions`, language);
  const state = periods.value?.items.find((one) => one.period === period);
  const standing = standingOf(state, revisions.value?.items ?? []);
  const { runId, live } = useShownRun(period, isAdministrator);
  const [shown] = useQueryWord('flags', '');
  const hasResult = state !== undefined;
  const open = usePages<List<Flag>>(
    hasResult ? `/flags?period=${period}&state=open&limit=1000` : undefined,
    language,
  );
  const all = usePages<List<Flag>>(
    hasResult && shown === ALL_FLAGS ? `/flags?period=${period}&limit=1000` : undefined,
    language,
  );
  const [said, setSaid] = useSaid();
  const renew = () => {
    for (const { retry } of [periods, revisions, open.first, all.first]) retry();
  };
  useEnd(live.run, renew);

  const failed = [periods, revisions].find(({ failure }) => failure);
  // Once it stands it stays: a page that failed would take what is typed on it with it.
  if (!periods.value || !revisions.value) {
    if (failed?.failure) return <Failed failure={failed.failure} retry={failed.retry} />;
    return <Loading rows={12} />;
  }
  const openCount = open.pages.flatMap((page) => page.items).length;
  const openFlags = open.first.value && { count: openCount, isMore: open.more !== undefined };
  const { draft, published } = standing;
  const cardOf = (unit: string) => ofRevision(scorecardAddress(period, unit), standing.reviewed);
  return (
    <div className={periods.loading ? 'stale' : ''}>
      <nav className="breadcrumbs" aria-label={words.branch}>
        <ol>
          <li>
            <Link to="/months">{say.toMonths}</Link>
          </li>
          <li aria-current="page">{periodName(period, language)}</li>
        </ol>
      </nav>
      {failed?.failure && <PartFailed failure={failed.failure} retry={renew} />}
      <h1>
        {titleOf(periodName(period, language), standing, live.run, say)}
        {openFlags && openFlags.count > 0 && say.titleFlags(count(openFlags.count))}
      </h1>
      <p className="caption">
        {state
          ? [
              `${words.scheme} ${state.draft?.scheme ?? state.scheme}`,
              `${say.computedAt} ${fullTimeName(state.draft?.computedAt ?? state.computedAt, language)}`,
              state.publishedAt !== null &&
                `${say.publishedAt} ${fullTimeName(state.publishedAt, language)}`,
              words.source,
            ]
              .filter(Boolean)
              .join(' · ')
          : say.noResultText}
      </p>
      <div className="controls">
        {draft !== undefined && isAdministrator && (
          <PublishButton
            isMain
            period={period}
            revision={draft}
            units={revisions.value.items.find(({ revision }) => revision === draft)?.units ?? 0}
            published={published}
            onPublished={() => {
              setSaid(say.published(draft));
              renew();
            }}
          />
        )}
        {standing.reviewed !== undefined && (
          <>
            <Link to={ofRevision(rankingAddress(period), standing.reviewed)}>
              {say.ranking} · {say.nth(standing.reviewed)}
            </Link>
            <Link to={ofRevision(scorecardAddress(period, session.unit), standing.reviewed)}>
              {say.card} · {say.nth(standing.reviewed)}
            </Link>
          </>
        )}
        <span role="status">{said}</span>
      </div>
      <Contents isAdministrator={isAdministrator} hasResult={hasResult} />
      {isAdministrator && <RunSection period={period} live={live} isKnown={runId !== undefined} />}
      {hasResult && (
        <>
          <FlagsSection
            flags={shown === ALL_FLAGS ? all : open}
            path={`/flags?period=${period}${shown === ALL_FLAGS ? '' : '&state=open'}`}
            open={openFlags}
            session={session}
            cardOf={cardOf}
            onReviewed={() => {
              open.first.retry();
              if (shown === ALL_FLAGS) all.first.retry();
            }}
          />
          {standing.reviewed !== undefined && own.level !== 'station' && (
            <IncompleteSection period={period} within={session.unit} revision={standing.reviewed} />
          )}
          <DifferencesSection
            key={standing.compared && `${standing.compared.from} ${standing.compared.to}`}
            period={period}
            revisions={revisions.value.items}
            usual={standing.compared}
          />
          <AuditsSection period={period} session={session} cardOf={cardOf} />
        </>
      )}
      <LedgerSection
        period={period}
        own={own}
        scheme={state?.draft?.scheme ?? state?.scheme}
        mayEnter={isAdministrator}
      />
      {published !== undefined && <AppealsSection period={period} own={own} session={session} />}
      <HistorySection
        period={period}
        session={session}
        revisions={revisions.value.items}
        published={published}
        mayPublish={isAdministrator}
        onPublished={(revision) => {
          setSaid(say.published(revision));
          window.scrollTo(0, 0);
          renew();
        }}
      />
    </div>
  );
}

/** The run that the address names, or else the period's last. */
function useShownRun(period: string, isAdministrator: boolean) {
  const { language } = useMonthWords();
  const [asked] = useQueryWord('run', '');
  const runs = useResource<List<Run>>(
    isAdministrator && asked === '' ? '/runs?limit=100' : undefined,
    language,
  );
  const last = runs.value?.items.find((run) => run.period === period)?.id;
  const runId = isAdministrator ? asked || last : undefined;
  return { runId, live: useRun(runId) };
}

/** Does something once a run that was seen running has ended. */
function useEnd(run: Run | undefined, then: () => void) {
  const running = useRef<string>(undefined);
  useEffect(() => {
    if (run?.state === 'running') running.current = run.id;
    else if (run && running.current === run.id) {
      running.current = undefined;
      then();
    }
  }, [run, then]);
}

function titleOf(
  period: string,
  { draft, published, provisional }: Standing,
  run: Run | undefined,
  say: MonthWords,
): string {
  if (run?.state === 'running') return say.monthTitle.running(period);
  if (draft !== undefined) return say.monthTitle.draft(period, draft);
  if (published !== undefined) return say.monthTitle.published(period, published);
  return provisional === undefined
    ? say.monthTitle.none(period)
    : say.monthTitle.provisional(period);
}

function Contents({
  isAdministrator,
  hasResult,
}: {
  readonly isAdministrator: boolean;
  readonly hasResult: boolean;
}) {
  const { say } = useMonthWords();
  const shown = Object.entries(say.sections).filter(
    ([id]) =>
      (id !== 'run' || isAdministrator) && (hasResult || ['run', 'ledger', 'history'].includes(id)),
  );
  return (
    <nav className="months-contents no-print" aria-label={say.contents}>
      {shown.map(([id, name]) => (
        // Moves on the page, and leaves its address as it is.
        <Button
          key={id}
          type="link"
          size="small"
          onClick={() => {
            const heading = document.getElementById(id);
            heading?.setAttribute('tabindex', '-1');
            heading?.scrollIntoView();
            heading?.focus({ preventScroll: true });
          }}
        >
          {name}
        </Button>
      ))}
    </nav>
  );
}
