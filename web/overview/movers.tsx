/** The units below by their scores: at the head, at the foot, moved most, and how surely. */
import { type ReactNode, useId } from 'react';
import { RANKABLE } from '../../shared/scorecards/limits.ts';
import type { Ranking, RankingRow } from '../api.ts';
import { count, percent, points } from '../format.ts';
import { placeName } from '../made-up.ts';
import { Part, PartFailed } from '../part.tsx';
import type { Resource } from '../resource.ts';
import { Link, rankingAddress, scorecardAddress } from '../router.tsx';
import { useWords } from '../words.ts';
import { isUnclear, type Picked, pickedOf, type Ranked } from './moved.ts';
import { useOverviewWords } from './words.ts';

export function Movers({
  period,
  unit,
  ranking,
  before,
}: {
  readonly period: string;
  readonly unit: string;
  readonly ranking: Resource<Ranking>;
  /** The same of the period before; without a value where that is not published. */
  readonly before: Resource<Ranking>;
}) {
  const { words } = useWords();
  const { say } = useOverviewWords();
  const id = useId();
  const { value } = ranking;
  // What is still at hand while another is awaited is of another unit or period.
  const earlier = before.loading ? undefined : before.value?.items;
  const picked = value && pickedOf(value.items, earlier);
  const title = useTitle(value, picked);
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <Part of={ranking} name={say.part.names.movers} rows={5}>
        {(answer) => (
          <>
            <Caution ranking={answer} />
            {answer.positions === 'withheld' ? (
              <Echelons ranking={answer} />
            ) : (
              picked && <Lists period={answer.period} picked={picked} before={before} />
            )}
            {picked && picked.unranked.length > 0 && (
              <p className="quiet">
                {say.movers.unranked}
                <Names period={answer.period} rows={picked.unranked} />
              </p>
            )}
            <p>
              <Link to={rankingAddress(period, { within: unit })}>{say.movers.toAll}</Link>{' '}
              <span className="quiet">
                {say.movers.few(count(answer.items.length), answer.level)} · {words.scheme}{' '}
                {answer.scheme} · {words.revision(answer.revision)}
              </span>
            </p>
          </>
        )}
      </Part>
    </section>
  );
}

function useTitle(ranking: Ranking | undefined, picked: Picked | undefined): string {
  const { say } = useOverviewWords();
  if (!ranking || !picked) return say.part.names.movers;
  const { level } = ranking;
  const { movers } = say;
  if (ranking.positions === 'withheld') return movers.withheldTitle(level);
  const [first, last] = [picked.ranked[0], picked.ranked.at(-1)];
  if (!first || !last) return movers.none(level);
  if (first === last) return movers.one(level);
  const title = movers.title(placeName(first.unit.name), placeName(last.unit.name), level);
  return isUnclear(picked) ? title + movers.unsure : title;
}

/** Said where the differences are mostly chance. */
function Caution({ ranking: { rankability, positions } }: { readonly ranking: Ranking }) {
  const { words } = useWords();
  if (rankability === null || rankability >= RANKABLE) return null;
  const share = percent(rankability);
  return <p>{positions === 'withheld' ? words.withheld(share) : words.caution(share)}</p>;
}

function Lists({
  period,
  picked,
  before,
}: {
  readonly period: string;
  readonly picked: Picked;
  readonly before: Resource<Ranking>;
}) {
  const { words } = useWords();
  const { say } = useOverviewWords();
  if (picked.ranked.length < 2) return null;
  return (
    <div className="overview-movers">
      <Rows title={say.movers.best} period={period} rows={picked.best} />
      <Rows title={say.movers.weakest} period={period} rows={picked.weakest} />
      <h3>{say.movers.changed}</h3>
      {before.failure && (
        <PartFailed failure={before.failure} name={say.movers.changed} retry={before.retry} />
      )}
      {before.loading && <p aria-busy="true" />}
      {picked.changed.length === 0 && !before.loading && !before.failure && (
        <p className="quiet">{say.movers.noChange}</p>
      )}
      {picked.changed.length > 0 && (
        <ul>
          {picked.changed.map(({ row, change, judged }) => (
            <Row key={row.unit.code} period={period} row={row}>
              <span>
                {change !== 0 && (
                  <span aria-hidden="true" className={change > 0 ? 'better' : 'worse'}>
                    {change > 0 ? '▲ ' : '▼ '}
                  </span>
                )}
                {change === 0
                  ? say.movers.sameRank
                  : change > 0
                    ? words.up(change)
                    : words.down(-change)}
              </span>{' '}
              <span className="quiet">{say.movers.judged[judged]}</span>
            </Row>
          ))}
        </ul>
      )}
    </div>
  );
}

function Rows({
  title,
  period,
  rows,
}: {
  readonly title: string;
  readonly period: string;
  readonly rows: readonly Ranked[];
}) {
  const { words } = useWords();
  if (rows.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {rows.map((row) => (
          <Row key={row.unit.code} period={period} row={row}>
            <span>{words.outOf(row.rank, row.of)}</span>{' '}
            <span className="quiet">
              {[
                row.interval &&
                  row.interval[0] < row.interval[1] &&
                  words.rankInterval(row.interval[0], row.interval[1]),
                row.distinguishable === false && words.notDistinguishable,
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </Row>
        ))}
      </ul>
    </>
  );
}

function Row({
  period,
  row,
  children,
}: {
  readonly period: string;
  readonly row: RankingRow;
  readonly children: ReactNode;
}) {
  const { say } = useOverviewWords();
  return (
    <li>
      <Link to={scorecardAddress(period, row.unit.code)}>{placeName(row.unit.name)}</Link>
      {row.score.value !== null && (
        <span className="number">{say.movers.score(points(row.score.value))}</span>
      )}
      <span>{children}</span>
    </li>
  );
}

/** In place of positions that would mislead. */
function Echelons({ ranking }: { readonly ranking: Ranking }) {
  const { words } = useWords();
  return (
    <div className="overview-movers">
      {(['first', 'third'] as const).map((echelon) => {
        const rows = ranking.items.filter((row) => row.echelon === echelon);
        return (
          rows.length > 0 && (
            <div key={echelon}>
              <h3>{words.echelons[echelon]}</h3>
              <p>
                <Names period={ranking.period} rows={rows} />
              </p>
            </div>
          )
        );
      })}
    </div>
  );
}

function Names({
  period,
  rows,
}: {
  readonly period: string;
  readonly rows: readonly RankingRow[];
}) {
  const { language } = useWords();
  return rows.map(({ unit }, place) => (
    <span key={unit.code}>
      {place > 0 && (language === 'zh' ? '、' : ', ')}
      <Link to={scorecardAddress(period, unit.code)}>{placeName(unit.name)}</Link>
    </span>
  ));
}
