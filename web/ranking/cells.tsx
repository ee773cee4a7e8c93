/** What stands in the cells of a ranking: units, values with their intervals, echelons, moves. */

import type { Unit } from '../api.ts';
import type { Language } from '../format.ts';
import { NOTHING } from '../format.ts';
import { placeName } from '../made-up.ts';
import { Place } from '../place.tsx';
import { Link } from '../router.tsx';
import type { Words } from '../words.ts';
import type { Entry, Interval } from './entry.ts';
import type { RankingWords } from './words.ts';

export interface Wording {
  readonly language: Language;
  readonly words: Words;
  readonly say: RankingWords;
}

/** What a table of units leads to. */
export interface Ways {
  /** The address of a unit's card. */
  readonly card: (unit: Unit) => string;
  /** Whether the unit's card is open to the account. */
  readonly opens: (unit: Unit) => boolean;
  /** The ranking of what lies below a unit; undefined where nothing does. */
  readonly below: (unit: Unit) => string | undefined;
}

/** A unit with the way to its card, and below it where it lies or the way down. */
export function UnitName({
  entry: { unit, above },
  ways,
  wording: { words, say },
}: {
  readonly entry: Pick<Entry, 'unit' | 'above'>;
  readonly ways: Ways;
  readonly wording: Wording;
}) {
  const name = placeName(unit.name);
  const where = above.map((one) => placeName(one.name)).join(' ');
  const below = ways.below(unit);
  return (
    <>
      <span className="ranking-line" title={where ? `${where} ${name}` : name}>
        {ways.opens(unit) ? (
          <Link to={ways.card(unit)} aria-label={words.openScorecard(name)}>
            <Place name={unit.name} />
          </Link>
        ) : (
          <Place name={unit.name} />
        )}
      </span>
      {where && (
        <span className="ranking-second" lang="zh-CN">
          {where}
        </span>
      )}
      {below && (
        <span className="ranking-second">
          <Link to={below} aria-label={`${name}: ${say.below[unit.level]}`}>
            {say.below[unit.level]} ›
          </Link>
        </span>
      )}
    </>
  );
}

/** What all whiskers of a table are drawn over. */
export interface Extent {
  readonly low: number;
  readonly high: number;
}

export function extentOf(entries: readonly Entry[]): Extent | undefined {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { value, interval } of entries) {
    if (value === null) continue;
    low = Math.min(low, interval?.[0] ?? value);
    high = Math.max(high, interval?.[1] ?? value);
  }
  return low < high ? { low, high } : undefined;
}

/** A value as a dot on its interval, on the scale that the whole table has. */
function Whisker({
  value,
  interval,
  extent: { low, high },
}: {
  readonly value: number;
  readonly interval: Interval | null;
  readonly extent: Extent;
}) {
  const at = (one: number) => `${(((one - low) / (high - low)) * 100).toFixed(1)}%`;
  return (
    <span className="ranking-whisker" aria-hidden="true">
      {interval && (
        <span style={{ left: at(interval[0]), right: `calc(100% - ${at(interval[1])})` }} />
      )}
      <b style={{ left: at(value) }} />
    </span>
  );
}

export function valueCell(
  { value, interval }: Pick<Entry, 'value' | 'interval'>,
  print: (value: number) => string,
  extent: Extent | undefined,
) {
  if (value === null) return NOTHING;
  return (
    <>
      <span className="ranking-line">
        {extent && <Whisker value={value} interval={interval} extent={extent} />}
        {print(value)}
      </span>
      {interval && (
        <span className="ranking-second">
          {print(interval[0])}–{print(interval[1])}
        </span>
      )}
    </>
  );
}

/** The echelon, and how sure it is. */
export function Standing({
  place,
  words,
}: {
  readonly place: NonNullable<Entry['place']>;
  readonly words: Words;
}) {
  if (place.echelon === null) return place.unranked && words.unranked[place.unranked];
  const { echelon, interval, distinguishable, of } = place;
  return (
    <>
      <span className="ranking-line">
        {words.echelons[echelon]}
        {interval && of > 1 && (
          <span className="quiet"> {words.rankInterval(interval[0], interval[1])}</span>
        )}
      </span>
      {distinguishable === false && (
        <span className="ranking-second">{words.notDistinguishable}</span>
      )}
    </>
  );
}

export function RankChange({
  change,
  words,
}: {
  readonly change: number | null;
  readonly words: Words;
}) {
  if (change === null) return <span title={words.noChange}>{NOTHING}</span>;
  if (change === 0) return <span className="quiet">{words.same}</span>;
  const isUp = change > 0;
  return (
    <span className="number">
      <span className={isUp ? 'better' : 'worse'} aria-hidden="true">
        {isUp ? '▲' : '▼'}
      </span>{' '}
      {isUp ? words.up(change) : words.down(-change)}
    </span>
  );
}
