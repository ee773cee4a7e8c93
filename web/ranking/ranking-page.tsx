/** The first page: the ranking of a published month. */
import { Alert, Button, Select, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import type { List, PeriodState, Ranking, RankingRow, Unit } from '../api.ts';
import { type Language, NOTHING, percent, periodName, points } from '../format.ts';
import { placeName } from '../made-up.ts';
import { useResource } from '../resource.ts';
import { Link, navigate, type Route, rankingAddress, scorecardAddress } from '../router.tsx';
import type { Session } from '../session.ts';
import { Failed, Loading } from '../states.tsx';
import { gradeName, useWords, type Words } from '../words.ts';

/** The levels that a ranking within a unit of this level can list, the usual one first. */
const LEVELS_BELOW: Readonly<Record<string, readonly string[]>> = {
  province: ['station', 'county', 'city'],
  city: ['station', 'county'],
  county: ['station'],
};

/** Below this the differences between units are mostly chance. */
const RANKABLE = 0.7;

type RankingRoute = Extract<Route, { page: 'ranking' }>;

export default function RankingPage({
  route,
  session,
}: {
  readonly route: RankingRoute;
  readonly session: Session;
}) {
  const { language, words } = useWords();
  const periods = useResource<List<PeriodState>>('/periods', language);
  const own = useResource<Unit>(`/units/${session.unit}`, language);
  // A station sees the table of its county.
  const home = own.value?.level === 'station' ? own.value.parent : session.unit;
  const within = route.within ?? home ?? undefined;
  const withinUnit = useResource<Unit>(
    own.value && within && within !== own.value.code && own.value.level !== 'station'
      ? `/units/${within}`
      : undefined,
    language,
  );
  const parent = withinUnit.value ?? own.value;
  const levels = LEVELS_BELOW[parent?.level ?? 'county'] ?? ['station'];
  const level = route.level ?? levels[0] ?? 'station';
  const published = (periods.value?.items ?? [])
    .filter(({ state }) => state === 'published')
    .toSorted((a, b) => b.period.localeCompare(a.period));
  const period = route.period ?? published[0]?.period;
  const [isExact, setExact] = useState(false);
  const exact = isExact ? '&positions=exact' : '';
  const ranking = useResource<Ranking>(
    period && within
      ? `/rankings/${period}?level=${level}&within=${within}&limit=200${exact}`
      : undefined,
    language,
  );

  const failed = [periods, own, ranking].find(({ failure }) => failure);
  if (failed?.failure) return <Failed failure={failed.failure} retry={failed.retry} />;
  if (periods.value && !period) {
    return (
      <>
        <h1>{words.emptyTitle}</h1>
        <p>{words.emptyText}</p>
      </>
    );
  }
  if (!ranking.value || !period) return <Loading rows={14} />;

  const rows = ranking.value.items;
  const shown = published.find((candidate) => candidate.period === period);
  // The table may hold units beside the own branch, whose cards stay closed.
  const opens = (unit: Unit) =>
    unit.code === session.unit || within === session.unit || withinUnit.value !== undefined;
  const to = (query: { period?: string; level?: string }) =>
    navigate(
      rankingAddress(query.period ?? period, {
        within: route.within,
        level: query.level ?? route.level,
      }),
    );
  return (
    <>
      <h1>{titleOf(rows, words)}</h1>
      <p className="caption">
        {[
          parent && parent.level !== 'station' ? placeName(parent.name) : undefined,
          periodName(period, language),
          shown && words.states[shown.state],
          shown && words.revision(shown.revision),
          shown && `${words.scheme} ${shown.scheme}`,
          words.source,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <div className="controls">
        <span>
          {words.period}{' '}
          <Select
            aria-label={words.period}
            value={period}
            style={{ minWidth: 140 }}
            options={published.map((one) => ({
              value: one.period,
              label: periodName(one.period, language),
            }))}
            onChange={(next: string) => to({ period: next })}
          />
        </span>
        {levels.length > 1 && (
          <span>
            {words.level}{' '}
            <Select
              aria-label={words.level}
              value={level}
              style={{ minWidth: 110 }}
              options={levels.map((one) => ({ value: one, label: words.levels[one] ?? one }))}
              onChange={(next: string) => to({ level: next })}
            />
          </span>
        )}
        <span className="quiet" role="status">
          {ranking.loading ? words.updating : ''}
        </span>
      </div>
      <Chance ranking={ranking.value} show={() => setExact(true)} words={words} />
      <Table<RankingRow>
        className={ranking.loading ? 'stale' : ''}
        size="small"
        rowKey={(row) => row.unit.code}
        columns={columnsOf(period, opens, language, words)}
        dataSource={[...rows]}
        pagination={false}
        scroll={{ x: 560 }}
        sticky
        locale={{ emptyText: words.emptyRanking }}
      />
    </>
  );
}

/** Said above a table whose differences are mostly chance. */
function Chance({
  ranking,
  show,
  words,
}: {
  readonly ranking: Ranking;
  readonly show: () => void;
  readonly words: Words;
}) {
  const { rankability, positions } = ranking;
  if (rankability === null || rankability >= RANKABLE) return null;
  const share = percent(rankability);
  if (positions === 'shown') return <Alert type="info" showIcon title={words.caution(share)} />;
  return (
    <Alert
      type="info"
      showIcon
      title={words.withheld(share)}
      action={
        <Button size="small" onClick={show}>
          {words.showPositions}
        </Button>
      }
    />
  );
}

/** The title says what the table shows: who leads. */
function titleOf(rows: readonly RankingRow[], words: Words): string {
  const leader = rows.find(({ rank }) => rank === 1);
  return leader && leader.score.value !== null
    ? words.rankingTitle(placeName(leader.unit.name), points(leader.score.value))
    : words.rankingTitlePlain;
}

function columnsOf(
  period: string,
  opens: (unit: Unit) => boolean,
  language: Language,
  words: Words,
): TableColumnsType<RankingRow> {
  return [
    {
      title: words.rank,
      key: 'rank',
      align: 'right',
      width: 56,
      fixed: 'left',
      render: (_, { rank }) => <span className="number">{rank ?? NOTHING}</span>,
    },
    {
      title: words.unit,
      key: 'unit',
      fixed: 'left',
      render: (_, { unit }) =>
        opens(unit) ? (
          <Link
            to={scorecardAddress(period, unit.code)}
            aria-label={words.openScorecard(placeName(unit.name))}
          >
            {placeName(unit.name)}
          </Link>
        ) : (
          placeName(unit.name)
        ),
    },
    {
      title: words.score,
      key: 'score',
      render: (_, { score }) =>
        score.value === null ? (
          NOTHING
        ) : (
          <span className="number">
            <span className="bar" aria-hidden="true">
              <span style={{ width: `${score.value}%` }} />
            </span>
            {points(score.value)}
            {score.interval && (
              <span className="quiet">
                {' '}
                ({points(score.interval[0])}–{points(score.interval[1])})
              </span>
            )}
          </span>
        ),
    },
    {
      title: words.grade,
      key: 'grade',
      width: 70,
      render: (_, { score }) => (score.grade ? gradeName(score.grade, language) : NOTHING),
    },
    {
      title: words.echelon,
      key: 'echelon',
      render: (_, row) =>
        row.echelon === null ? (
          row.unranked && words.unranked[row.unranked]
        ) : (
          <>
            {words.echelons[row.echelon]}
            {row.interval && (
              <span className="quiet">
                {' '}
                {words.rankInterval(row.interval[0], row.interval[1])}
                {row.distinguishable === false ? ` ${words.notDistinguishable}` : ''}
              </span>
            )}
          </>
        ),
    },
    {
      title: words.change,
      key: 'change',
      render: (_, { change }) => <RankChange change={change} words={words} />,
    },
  ];
}

function RankChange({ change, words }: { readonly change: number | null; readonly words: Words }) {
  if (change === null) return <span title={words.noChange}>{NOTHING}</span>;
  if (change === 0) return <span className="quiet">{words.same}</span>;
  return change > 0 ? (
    <span>
      <span className="better" aria-hidden="true">
        ▲
      </span>{' '}
      {words.up(change)}
    </span>
  ) : (
    <span>
      <span className="worse" aria-hidden="true">
        ▼
      </span>{' '}
      {words.down(-change)}
    </span>
  );
}
