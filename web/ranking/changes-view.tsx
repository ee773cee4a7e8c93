/** What is new since the period before: ranks gained and lost, and how little of it is sure. */
import { Checkbox } from 'antd';
import { type ReactNode, useMemo } from 'react';
import { parsePeriod, periodBefore } from '../../shared/calendar/period.ts';
import type { KpiDefinition, PeriodState, Ranking } from '../api.ts';
import { count, headed, kpiValue, NOTHING, periodName, points } from '../format.ts';
import { Failed, Loading } from '../states.tsx';
import { useAllPages } from './all-pages.ts';
import { RankChange, UnitName, type Ways, type Wording } from './cells.tsx';
import { type Change, changesOf, isBeyondChance, notCompared } from './changes.ts';
import { type Entry, entriesOfKpi, entriesOfScores, type KpiRanking } from './entry.ts';
import { NotCompared } from './not-compared.tsx';
import { type ShownState, show } from './state.ts';
import { rankingPath } from './use-entries.ts';
import type { Scope } from './use-scope.ts';
import { type Column, VirtualTable } from './virtual-table.tsx';

export function ChangesView({
  entries,
  kpi,
  scope,
  published,
  state,
  ways,
  wording,
  caption,
  exportButton,
}: {
  readonly entries: readonly Entry[];
  readonly kpi: KpiDefinition | undefined;
  readonly scope: Scope;
  readonly published: readonly PeriodState[];
  readonly state: ShownState;
  readonly ways: Ways;
  readonly wording: Wording;
  readonly caption: readonly (string | false | null | undefined)[];
  /** The workbook of the ranking, which has the period before in columns of its own. */
  readonly exportButton: ReactNode;
}) {
  const { language, words, say } = wording;
  const parsed = parsePeriod(scope.period);
  const period = parsed && periodBefore(parsed);
  const isPublished = published.some((one) => one.period === period);
  const path = isPublished ? `${rankingPath(scope, state.shown, period)}&limit=1000` : undefined;
  const scores = useAllPages<Ranking>(kpi ? undefined : path, language);
  const byKpi = useAllPages<KpiRanking>(kpi ? path : undefined, language);
  const better = kpi ? kpi.better : 'higher';
  const earlier = useMemo(() => {
    return kpi
      ? entriesOfKpi(
          byKpi.pages.flatMap(({ items }) => items),
          '',
          NO_UNITS,
          undefined,
        )
      : entriesOfScores(
          scores.pages.flatMap(({ items }) => items),
          '',
          NO_UNITS,
        );
  }, [kpi, scores.pages, byKpi.pages]);
  const changes = useMemo(() => changesOf(entries, earlier, better), [entries, earlier, better]);
  const leftOut = useMemo(() => notCompared(entries, earlier), [entries, earlier]);
  const columns = useMemo(() => columnsOf(kpi, ways, wording), [kpi, ways, wording]);
  const list = kpi ? byKpi : scores;
  if (!isPublished) {
    return (
      <section className="ranking-section">
        <h2>{say.changes.noBefore(period ? periodName(period, language) : NOTHING)}</h2>
      </section>
    );
  }
  if (list.first.failure) return <Failed failure={list.first.failure} retry={list.first.retry} />;
  if (list.failure) return <Failed failure={list.failure} retry={list.retry} />;
  if (!list.isComplete) return <Loading rows={10} />;
  const isBeyond = state.shown.changes === 'beyond';
  const shown = isBeyond ? changes.filter(isBeyondChance) : changes;
  return (
    <section className="ranking-section">
      <h2>
        {titleOf(changes, say.units(scope.level, changes.length), kpi !== undefined, wording)}
      </h2>
      <div className="controls">
        <Checkbox
          checked={isBeyond}
          onChange={({ target }) => show({ changes: target.checked ? 'beyond' : '' })}
        >
          {say.changes.onlyBeyond}
        </Checkbox>
        <span className="quiet" role="status">
          {say.shownOf(count(shown.length), count(entries.length))}
        </span>
        {exportButton}
      </div>
      {shown.length > 0 ? (
        <VirtualTable
          label={say.views.changes}
          columns={columns}
          rows={shown}
          keyOf={({ entry }) => entry.unit.code}
          place={`changes ${state.address}`}
        />
      ) : (
        <p>{isBeyond ? say.changes.noneBeyond : say.none}</p>
      )}
      <NotCompared units={leftOut} ways={ways} wording={wording} />
      <p className="caption">
        {[
          ...caption.filter(Boolean),
          period && say.changes.against(periodName(period, language)),
        ].join(' · ')}
        <br />
        {say.changes.caption}
        {!kpi && `${say.gap}${words.scoreOutside}`}
      </p>
    </section>
  );
}

const NO_UNITS = new Map<string, never>();

function titleOf(
  changes: readonly Change[],
  units: string,
  isKpi: boolean,
  { say }: Wording,
): string {
  const words = say.changes;
  const thing = isKpi ? words.valueThing : words.scoreThing;
  const number = (is: (change: Change) => boolean) => changes.filter(is).length;
  const beyond = number(isBeyondChance);
  if (!changes.some(({ moved }) => moved !== null)) return words.titleVague(beyond, units, thing);
  const moves = words.title(
    count(number(({ moved }) => (moved ?? 0) > 0)),
    count(number(({ moved }) => (moved ?? 0) < 0)),
    count(number(({ moved }) => moved === 0)),
  );
  const isCounted = changes.every(({ judged }) => judged === 'unknown');
  return isCounted ? moves : words.both(moves, words.beyond(beyond, thing));
}

function columnsOf(kpi: KpiDefinition | undefined, ways: Ways, wording: Wording): Column<Change>[] {
  const { language, words, say } = wording;
  const print = (value: number) => (kpi ? kpiValue(value, kpi, language) : points(value));
  const value = (title: string, of: (change: Change) => Entry): Column<Change> => ({
    ...{ key: title, title, width: 130, isNumber: true },
    render: (change) => {
      const { value: found, interval } = of(change);
      return (
        <>
          <span className="ranking-line">{found === null ? NOTHING : print(found)}</span>
          {interval && (
            <span className="ranking-second">
              {print(interval[0])}–{print(interval[1])}
            </span>
          )}
        </>
      );
    },
  });
  const head = (title: string) => (kpi ? headed(title, kpi, language) : title);
  const judged = (change: Change) => say.changes[change.judged];
  return [
    {
      ...{ key: 'unit', title: words.unit, width: 150, stays: true, isName: true },
      render: ({ entry }) => <UnitName entry={entry} ways={ways} wording={wording} />,
    },
    {
      ...{ key: 'ranks', title: say.changes.rankChange, width: 110 },
      render: ({ entry, before, moved }) => (
        <>
          <span className="ranking-line">
            <RankChange change={moved} words={words} />
          </span>
          {entry.rank !== null && before.rank !== null && (
            <span className="ranking-second">
              {before.rank} → {entry.rank}
            </span>
          )}
        </>
      ),
    },
    value(head(say.changes.before), ({ before }) => before),
    value(head(say.changes.now), ({ entry }) => entry),
    {
      ...{ key: 'judged', title: say.changes.judged, width: 150 },
      render: (change) => (
        <span
          className={
            { rose: 'better', fell: 'worse', chance: 'quiet', unknown: 'quiet' }[change.judged]
          }
        >
          {change.judged === 'rose' && <span aria-hidden="true">▲ </span>}
          {change.judged === 'fell' && <span aria-hidden="true">▼ </span>}
          {judged(change)}
        </span>
      ),
    },
  ];
}
