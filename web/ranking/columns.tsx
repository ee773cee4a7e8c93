/** The columns of a ranking: of the score, and of one KPI. */
import type { KpiDefinition, Level, Unit } from '../api.ts';
import { count, kpiValue, type Language, NOTHING, percent, points } from '../format.ts';
import { placeName } from '../made-up.ts';
import { Link, scorecardAddress } from '../router.tsx';
import { gradeName, type Words } from '../words.ts';
import type { Entry, Interval } from './entry.ts';
import type { Column } from './virtual-table.tsx';
import { peerGroupName, type RankingWords } from './words.ts';

export interface Wording {
  readonly language: Language;
  readonly words: Words;
  readonly say: RankingWords;
}

/** What a table of units leads to. */
export interface Ways {
  readonly period: string;
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
          <Link
            to={scorecardAddress(ways.period, unit.code)}
            aria-label={words.openScorecard(name)}
          >
            {name}
          </Link>
        ) : (
          name
        )}
      </span>
      {where && <span className="ranking-second">{where}</span>}
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

function valueCell(
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

const nameColumns = (ways: Ways, wording: Wording): Column<Entry>[] => [
  {
    ...{
      key: 'rank',
      title: wording.words.rank,
      width: 72,
      narrow: 52,
      isNumber: true,
      stays: true,
    },
    sort: 'up',
    render: ({ rank }) => rank ?? NOTHING,
  },
  {
    ...{
      key: 'unit',
      title: wording.words.unit,
      width: 150,
      narrow: 112,
      stays: true,
      isName: true,
    },
    sort: 'up',
    render: (entry) => <UnitName entry={entry} ways={ways} wording={wording} />,
  },
];

const completenessColumn = ({ say }: Wording): Column<Entry> => ({
  ...{ key: 'completeness', title: say.completeness, width: 96, isNumber: true, sort: 'up' },
  render: ({ completeness }) => (completeness === null ? NOTHING : percent(completeness)),
});

export function scoreColumns(
  ways: Ways,
  wording: Wording,
  extent: Extent | undefined,
  level: Level,
): Column<Entry>[] {
  const { language, words, say } = wording;
  return [
    ...nameColumns(ways, wording),
    {
      ...{ key: 'value', title: say.score, width: 200, narrow: 100, isNumber: true, sort: 'down' },
      render: (entry) => valueCell(entry, points, extent),
    },
    {
      ...{ key: 'grade', title: words.grade, width: 84 },
      render: ({ place }) =>
        place?.score.grade ? gradeName(place.score.grade, language) : NOTHING,
    },
    {
      ...{ key: 'echelon', title: words.echelon, width: 230 },
      render: ({ place }) => place && <Standing place={place} words={words} />,
    },
    {
      ...{ key: 'change', title: words.change, width: 110, sort: 'down' },
      render: ({ place }) => <RankChange change={place?.change ?? null} words={words} />,
    },
    ...(level === 'station' ? [peersColumn(wording)] : []),
    completenessColumn(wording),
  ];
}

const peersColumn = ({ say }: Wording): Column<Entry> => ({
  ...{ key: 'peers', title: say.peers, width: 140, sort: 'up' },
  render: ({ place, peerGroup }) => {
    const group = peerGroup && peerGroupName(peerGroup, say);
    const { rank = null, of = 0 } = place?.peers ?? {};
    return (
      <>
        <span className="ranking-line">{group ?? NOTHING}</span>
        {rank !== null && <span className="ranking-second">{say.rankOf(rank, of)}</span>}
      </>
    );
  },
});

/** The echelon, and how sure it is. */
function Standing({
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

export function kpiColumns(
  ways: Ways,
  wording: Wording,
  extent: Extent | undefined,
  kpi: KpiDefinition,
  isShrunken: boolean,
): Column<Entry>[] {
  const { language, words, say } = wording;
  const print = (value: number) => kpiValue(value, kpi, language);
  const isChange = kpi.display === 'change';
  const number = (key: 'numerator' | 'denominator', title: string): Column<Entry> => ({
    ...{ key, title, width: 110, isNumber: true, sort: 'down' },
    render: ({ figure }) => (figure ? count(figure[key]) : NOTHING),
  });
  const counts = [
    number('numerator', isChange ? say.countOf.now : say.countOf.numerator),
    number('denominator', isChange ? say.countOf.before : say.countOf.denominator),
  ];
  return [
    ...nameColumns(ways, wording),
    {
      ...{
        key: 'value',
        title: say.value(unitOf(kpi, say)),
        width: 230,
        narrow: 110,
        isNumber: true,
      },
      sort: kpi.better === 'lower' ? 'up' : 'down',
      render: (entry) =>
        entry.value === null || entry.figure?.note ? (
          <>
            <span className="ranking-line">
              {entry.value === null ? NOTHING : print(entry.value)}
            </span>
            <span className="ranking-second">{reasonOf(entry, words, say)}</span>
          </>
        ) : (
          valueCell(entry, print, extent)
        ),
    },
    ...(isShrunken ? [shrunkenColumn(print, say)] : []),
    // Of a change the earlier count first, as it is said: 57 → 49.
    ...(isChange ? counts.reverse() : counts),
    completenessColumn(wording),
  ];
}

const shrunkenColumn = (print: (value: number) => string, say: RankingWords): Column<Entry> => ({
  ...{ key: 'shrunken', title: say.shrunken, width: 96, isNumber: true, sort: 'up' },
  render: ({ figure }) =>
    figure === undefined || figure.shrunken === null ? NOTHING : print(figure.shrunken),
});

/** Why a unit stands apart. */
export function reasonOf({ place, figure }: Entry, words: Words, say: RankingWords): string {
  if (place?.unranked) return words.unranked[place.unranked];
  if (figure?.note) return words.notes[figure.note] ?? figure.note;
  return figure?.value === null ? say.noValue : '';
}

/** The unit of a KPI's values, where their print does not say it. */
export function unitOf({ form, display }: KpiDefinition, say: RankingWords): string {
  return form === 'per_10k' && display === 'number' ? say.per10k : '';
}

/** The columns of those that stand apart. */
export function apartColumns(
  ways: Ways,
  wording: Wording,
  print: (value: number) => string,
): Column<Entry>[] {
  const { words, say } = wording;
  return [
    ...nameColumns(ways, wording).slice(1),
    {
      ...{ key: 'value', title: words.value, width: 100, isNumber: true },
      render: ({ value }) => (value === null ? NOTHING : print(value)),
    },
    completenessColumn(wording),
    {
      ...{ key: 'reason', title: say.reason, width: 260 },
      render: (entry) => reasonOf(entry, words, say),
    },
  ];
}
