/** A station's villages and communities, side by side. */
import type { Scorecard } from '../api.ts';
import { Figure } from '../charts/figure.tsx';
import { ExportButton } from '../export-button.tsx';
import { count, NOTHING, periodName } from '../format.ts';
import { placeName } from '../made-up.ts';
import { PartFailed } from '../part.tsx';
import { Place } from '../place.tsx';
import { useResource } from '../resource.ts';
import { withQuery } from '../revision.ts';
import { Link, scorecardAddress, villageAddress } from '../router.tsx';
import { Loading } from '../states.tsx';
import type { Village, VillageList } from '../village/village.ts';
import { useWords } from '../words.ts';
import { headerWidth } from './header-width.ts';
import { type SortedColumn, SortedTable } from './sorted-table.tsx';
import { type ScorecardWords, useScorecardWords } from './words.ts';

/** More than any station has. */
const MOST = 1000;

const number = (value: number) => <span className="number">{count(value)}</span>;

export function VillagesBelow({
  card,
  revision,
}: {
  readonly card: Scorecard;
  /** Of a draft that is looked at. */
  readonly revision: number | undefined;
}) {
  const { language, words } = useWords();
  const { say } = useScorecardWords();
  const { period, unit } = card;
  const path = withQuery(`${scorecardAddress(period, unit.code)}/grids`, {
    ...{ revision: card.revision, limit: MOST },
  });
  const list = useResource<VillageList>(path, language);
  if (list.failure) return <PartFailed failure={list.failure} retry={list.retry} />;
  if (list.value?.unit.code !== unit.code) return <Loading rows={8} />;
  const { items } = list.value;
  if (items.length === 0) return <p>{say.noVillages}</p>;
  const addressOf = ({ grid }: Village) =>
    withQuery(villageAddress(period, unit.code, grid.code), { revision });
  return (
    <Figure
      title={say.villagesTitle(
        count(items.length),
        count(items.filter(({ daysPresent }) => daysPresent > 0).length),
        count(items.filter(({ zeroCase }) => zeroCase).length),
      )}
      caption={[
        placeName(unit.name),
        periodName(period, language),
        words.states[list.value.state],
        words.revision(list.value.revision),
        say.villagesNote,
        words.source,
      ]}
      controls={<ExportButton path={path} />}
    >
      <SortedTable<Village>
        columns={columnsOf(say, addressOf)}
        rows={items}
        rowKey={({ grid }) => grid.code}
        isStale={list.loading}
      />
    </Figure>
  );
}

function columnsOf(
  say: ScorecardWords,
  addressOf: (village: Village) => string,
): SortedColumn<Village>[] {
  const plain = (
    id: string,
    title: string,
    width: number,
    of: (village: Village) => number | null,
  ): SortedColumn<Village> => ({
    ...{ id, title, width: headerWidth(title, width), key: of },
    cell: (village) => {
      const value = of(village);
      return value === null ? NOTHING : number(value);
    },
  });
  return [
    {
      ...{ id: 'village', title: say.village, width: 140, align: 'left' },
      key: ({ grid }) => grid.name,
      cell: (village) => (
        <Link to={addressOf(village)}>
          <Place name={village.grid.name} />
        </Link>
      ),
    },
    plain('population', say.population, 80, ({ grid }) => grid.population),
    plain('officers', say.officers, 80, ({ officers }) => officers),
    {
      ...{ id: 'days', title: say.daysPresent, width: headerWidth(say.daysPresent, 110) },
      key: ({ daysPresent }) => daysPresent,
      cell: ({ daysPresent, reported }) => (
        <span className="number">
          {count(daysPresent)} / {count(reported.expected)}
        </span>
      ),
    },
    plain('minutes', say.minutes, 100, ({ minutes }) => minutes),
    plain('opened', say.opened, 90, ({ disputes }) => disputes.opened),
    plain('resolved', say.resolved, 90, ({ disputes }) => disputes.resolved),
    plain('criminal', say.criminal, 90, ({ cases }) => cases.criminal),
    {
      ...{ id: 'before', title: say.criminalBefore, width: headerWidth(say.criminalBefore, 90) },
      key: ({ casesBefore }) => casesBefore?.criminal ?? null,
      cell: ({ casesBefore }) =>
        casesBefore ? (
          number(casesBefore.criminal)
        ) : (
          <span className="quiet" title={say.unknownBefore}>
            {NOTHING}
          </span>
        ),
    },
    plain(
      'incidents',
      say.incidents,
      90,
      ({ incidents }) => incidents.petition + incidents.accident,
    ),
    {
      ...{ id: 'safety', title: say.safety, width: headerWidth(say.safety, 90), align: 'left' },
      key: ({ threeZero, zeroCase }) => Number(threeZero) + Number(zeroCase),
      cell: ({ threeZero, zeroCase }) =>
        threeZero ? say.threeZero : zeroCase ? say.zeroCase : say.withCases,
    },
  ];
}
