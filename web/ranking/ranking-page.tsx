/** Rankings: the units of a level within a unit, by their score or by one KPI, in several views. */
import { useMemo } from 'react';
import { comparable } from '../../shared/scorecards/comparable.ts';
import type { Unit } from '../api.ts';
import { Breadcrumbs } from '../breadcrumbs.tsx';
import { ExportButton } from '../export-button.tsx';
import { count, periodName, points, valueAlone } from '../format.ts';
import { placeName } from '../made-up.ts';
import { NonePublished } from '../period-choice.tsx';
import { withQuery } from '../revision.ts';
import { Link, type Route, rankingAddress, scorecardAddress } from '../router.tsx';
import { DraftMark } from '../scorecard/draft-mark.tsx';
import type { Session } from '../session.ts';
import { Failed, Loading } from '../states.tsx';
import { useWords } from '../words.ts';
import { CaterpillarView } from './caterpillar-view.tsx';
import { extentOf, type Ways, type Wording } from './cells.tsx';
import { Chance } from './chance.tsx';
import { ChangesView } from './changes-view.tsx';
import { Controls } from './controls.tsx';
import { filtered, sorted } from './filter.ts';
import { Filters, filterOf } from './filters.tsx';
import { FunnelChoice, FunnelView } from './funnel-view.tsx';
import { funnelKindOf } from './funnels.ts';
import { changed, elsewhere, type ShownState, show, useShown, VIEWS, type View } from './state.ts';
import { TableView } from './table-view.tsx';
import { type Listed, rankingPath, useEntries } from './use-entries.ts';
import { type Scope, type ScopeAnswer, useScope } from './use-scope.ts';
import { WhatIf } from './what-if.tsx';
import { peerGroupName, useRankingWords } from './words.ts';

export default function RankingPage({
  route,
  session,
}: {
  readonly route: Extract<Route, { page: 'ranking' }>;
  readonly session: Session;
}) {
  const state = useShown();
  const answer = useScope(route, session);
  const listed = useEntries(answer.scope, state.shown);
  const failed = answer.failed ?? listed.failed;
  if (failed?.failure) return <Failed failure={failed.failure} retry={failed.retry} />;
  if (answer.isNonePublished) return <NonePublished />;
  const { scope } = answer;
  const isAwaited = listed.entries.length === 0 && listed.isLoading && !listed.isOther;
  if (!scope || isAwaited) return <Loading rows={14} />;
  return <Ranked {...{ scope, answer, listed, state, session }} />;
}

interface Parts {
  readonly scope: Scope;
  readonly answer: ScopeAnswer;
  readonly listed: Listed;
  readonly state: ShownState;
  readonly session: Session;
}

function Ranked({ scope, answer, listed, state, session }: Parts) {
  const { language, words } = useWords();
  const { say } = useRankingWords();
  const { shown, address } = state;
  const { period, revision, unit } = scope;
  const { kpi, entries, ranking, isLoading, isOther } = listed;
  const wording = useMemo((): Wording => ({ language, words, say }), [language, words, say]);
  const isOwnBranch = unit !== undefined;
  const ways = useMemo(
    (): Ways => ({
      card: ({ code }) => withQuery(scorecardAddress(period, code), { revision }),
      // The table may hold units beside the own branch, whose cards stay closed.
      opens: ({ code }) => isOwnBranch || code === session.unit,
      below: ({ code, level }: Unit) =>
        level === 'city' || level === 'county'
          ? changed(withQuery(rankingAddress(period, { within: code }), { revision }), {
              ...{ view: shown.view, kpi: shown.kpi },
            })
          : undefined,
    }),
    [period, revision, isOwnBranch, session.unit, shown.view, shown.kpi],
  );
  const view = viewOf(shown.view, isOwnBranch);
  const filter = useMemo(() => filterOf(shown), [shown]);
  const visible = useMemo(() => filtered(entries, filter), [entries, filter]);
  const inOrder = useMemo(() => sorted(visible, shown.sort), [visible, shown.sort]);
  const level = scope.level;
  const extent = useMemo(() => extentOf(entries), [entries]);
  const whole = listed.figures?.within;
  const wholeFigure = kpi && whole?.kpis[kpi.id];
  const wholeValue = wholeFigure && comparable(wholeFigure).value;
  const wholeName = whole && placeName(whole.unit.name);
  const compared = useMemo(
    () =>
      wholeName !== undefined && typeof wholeValue === 'number'
        ? { name: wholeName, value: wholeValue }
        : undefined,
    [wholeName, wholeValue],
  );
  const caption = captionOf({ scope, answer, listed, state, session }, wording);
  const kind = kpi && funnelKindOf(kpi.id);
  return (
    <>
      {isOwnBranch && (
        <Breadcrumbs
          unit={scope.within}
          to={({ code }) =>
            elsewhere(address, `/rankings/${period}`, {
              within: code === session.unit ? undefined : code,
              level: undefined,
            })
          }
        />
      )}
      {listed.revision && (
        <DraftMark
          of={listed.revision}
          address={elsewhere(address, `/rankings/${period}`, { revision: undefined })}
          state={answer.state}
          session={session}
        />
      )}
      <h1 aria-busy={isOther || undefined}>{titleOf(listed, scope, wording)}</h1>
      <p className="caption">{caption.filter(Boolean).join(' · ')}</p>
      <Controls
        {...{ scope, kpis: listed.kpis, kpi: shown.kpi, isLoading, wording }}
        ranked={kpi}
        offered={answer.offered}
      />
      {ranking && (
        <Chance ranking={ranking} show={() => show({ positions: 'exact' })} words={words} />
      )}
      <nav className="ranking-views" aria-label={say.viewsLabel}>
        {VIEWS.filter((one) => isOwnBranch || !ONLY_OWN.includes(one)).map((one) => (
          <Link
            key={one}
            to={changed(address, { view: one })}
            {...(one === view && { 'aria-current': 'page' as const })}
          >
            {say.views[one]}
          </Link>
        ))}
      </nav>
      {view !== 'trial' && !isOther && (
        <Filters
          {...{ all: entries, count: visible.length, shown, wording }}
          isStations={level === 'station'}
        />
      )}
      <Progress listed={listed} wording={wording} />
      <div className={isLoading && !isOther ? 'stale' : undefined}>
        {isOther && view !== 'trial' && <Loading rows={14} />}
        {view === 'table' && !isOther && (
          <TableView
            entries={inOrder}
            {...{ kpi, level, state, ways, wording }}
            own={session.unit}
            extent={extent}
            exportButton={<ExportButton path={rankingPath(scope, shown)} />}
          />
        )}
        {view === 'caterpillar' && !isOther && (
          <CaterpillarView
            entries={visible}
            {...{ kpi, state, ways, wording, caption, level }}
            whole={compared}
            own={session.unit}
          />
        )}
        {view === 'funnel' &&
          !isOther &&
          (kpi && kind && listed.figures ? (
            <FunnelView
              entries={visible}
              figures={listed.figures}
              {...{ kpi, kind, state, ways, wording, caption }}
            />
          ) : (
            !(kpi && kind) && (
              <FunnelChoice
                kpis={listed.kpis.filter(({ id }) => funnelKindOf(id))}
                {...{ address, wording }}
              />
            )
          ))}
        {view === 'changes' && !isOther && (
          <ChangesView
            entries={visible}
            {...{ kpi, scope, state, ways, wording, caption }}
            published={answer.published}
            exportButton={<ExportButton path={rankingPath(scope, shown)} />}
          />
        )}
        {view === 'trial' && (
          <WhatIf
            {...{ scope, state, ways, wording }}
            judging={ranking?.scheme ?? schemeOf(answer, revision)}
            kpis={listed.kpis}
            caption={captionOf({ scope, answer, listed, state, session }, wording)}
          />
        )}
      </div>
    </>
  );
}

/** Views of figures that a station does not see of its neighbours. */
const ONLY_OWN: readonly View[] = ['funnel', 'trial'];

function viewOf(word: string, isOwnBranch: boolean): View {
  const view = VIEWS.find((one) => one === word) ?? 'table';
  return !isOwnBranch && ONLY_OWN.includes(view) ? 'table' : view;
}

/** The scheme that most of the period was judged by; another may hold in a branch of its own. */
function schemeOf({ state }: ScopeAnswer, revision: number | undefined): string {
  const isDraft = revision !== undefined && revision === state?.draft?.revision;
  return (isDraft ? state?.draft?.scheme : state?.scheme) ?? '';
}

/** How far thousands of rows have come. */
function Progress({
  listed,
  wording: { say },
}: {
  readonly listed: Listed;
  readonly wording: Wording;
}) {
  const { entries, isComplete, isLoading, again } = listed;
  if (isComplete || isLoading) return null;
  if (again) {
    return (
      <p role="alert">
        {say.readingFailed}{' '}
        <button type="button" onClick={again}>
          {say.again}
        </button>
      </p>
    );
  }
  return (
    <p role="status" className="quiet">
      {say.reading(count(entries.length), count(entries[0]?.of ?? entries.length))}
    </p>
  );
}

function captionOf(
  { scope, listed, state: { shown } }: Parts,
  { language, words, say }: Wording,
): (string | false | undefined)[] {
  const { unit, period, level } = scope;
  const group = shown.peers && !shown.kpi && peerGroupName(shown.peers, say);
  return [
    unit && placeName(unit.name),
    say.level[level],
    periodName(period, language),
    listed.revision && words.states[listed.revision.state],
    listed.revision && words.revision(listed.revision.revision),
    listed.ranking && `${words.scheme} ${listed.ranking.scheme}`,
    group ? say.peersOf(group) : undefined,
    listed.kpi?.restricted && say.restricted,
    words.source,
  ];
}

/** Chinese names stand together from the highest unit down. */
const spaceOf = (language: 'zh' | 'en') => (language === 'zh' ? '' : ' ');

/** The title says what the ranking shows: who leads. */
function titleOf(
  { entries, kpi }: Listed,
  scope: Scope,
  { language, words, say }: Wording,
): string {
  const leader = entries.find(({ rank }) => rank === 1);
  const name =
    leader &&
    [...leader.above, leader.unit].map((one) => placeName(one.name)).join(spaceOf(language));
  if (kpi?.better === null) return say.titles.noSide(kpi.name[language]);
  if (kpi) {
    const { value, figure } = leader ?? {};
    if (name === undefined || typeof value !== 'number') {
      return say.titles.plainKpi(kpi.name[language]);
    }
    const shrunken = figure?.shrunken ?? null;
    const title = shrunken === null ? say.titles.kpi : say.titles.shrunken;
    const print = valueAlone(shrunken ?? value, kpi, language);
    return title(name, kpi.name[language], print, kpi.better === 'lower');
  }
  if (name !== undefined && leader && leader.value !== null) {
    return words.rankingTitle(name, points(leader.value));
  }
  const ranked = entries.filter(({ isApart }) => !isApart).length;
  if (ranked === 0) return words.rankingTitlePlain;
  const within = scope.unit ? placeName(scope.unit.name) : '';
  return say.titles.vague(say.units(scope.level, ranked), within);
}
