/** The columns of a ranking: of the score, and of one KPI. */
import type { KpiDefinition, Level } from '../api.ts';
import { count, kpiValue, NOTHING, percent, points } from '../format.ts';
import { gradeName, type Words } from '../words.ts';
import {
  type Extent,
  RankChange,
  Standing,
  UnitName,
  valueCell,
  type Ways,
  type Wording,
} from './cells.tsx';
import type { Entry } from './entry.ts';
import type { Column } from './virtual-table.tsx';
import { peerGroupName, type RankingWords } from './words.ts';

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

/** The columns of those that stand apart; all do where a KPI has no better side. */
export function apartColumns(
  ways: Ways,
  wording: Wording,
  print: (value: number) => string,
  hasSides: boolean,
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
      render: (entry) => reasonOf(entry, words, say) || (hasSides ? '' : say.noSide),
    },
  ];
}
