/** The ranking as a table, echelons parted by lines, and those without a rank apart below it. */
import { type ReactNode, useMemo } from 'react';
import type { KpiDefinition, Level } from '../api.ts';
import { kpiValue, points } from '../format.ts';
import type { Extent, Ways, Wording } from './cells.tsx';
import { apartColumns, kpiColumns, scoreColumns } from './columns.tsx';
import type { Entry } from './entry.ts';
import { type ShownState, show } from './state.ts';
import { VirtualTable } from './virtual-table.tsx';

export function TableView({
  entries,
  kpi,
  level,
  state,
  ways,
  wording,
  own,
  extent,
  exportButton,
}: {
  /** In the order in which they are shown. */
  readonly entries: readonly Entry[];
  readonly kpi: KpiDefinition | undefined;
  readonly level: Level;
  readonly state: ShownState;
  readonly ways: Ways;
  readonly wording: Wording;
  readonly own: string;
  /** What all units lie in, whichever of them are shown. */
  readonly extent: Extent | undefined;
  readonly exportButton: ReactNode;
}) {
  const { language, say, words } = wording;
  const { shown, address } = state;
  const ranked = useMemo(() => entries.filter(({ isApart }) => !isApart), [entries]);
  const apart = useMemo(() => entries.filter(({ isApart }) => isApart), [entries]);
  const isShrunken = kpi !== undefined && ranked.some(({ figure }) => figure?.shrunken != null);
  const columns = useMemo(
    () =>
      kpi
        ? kpiColumns(ways, wording, extent, kpi, isShrunken)
        : scoreColumns(ways, wording, extent, level),
    [ways, wording, extent, kpi, isShrunken, level],
  );
  const apartOnes = useMemo(
    () =>
      apartColumns(
        ways,
        wording,
        (value) => (kpi ? kpiValue(value, kpi, language) : points(value)),
        kpi?.better !== null,
      ),
    [ways, wording, kpi, language],
  );
  // Lines part echelons only where the rows are in their order.
  const isByRank = !kpi && (shown.sort === 'rank' || shown.sort === '-rank');
  return (
    <section className="ranking-section" aria-label={say.views.table}>
      {ranked.length > 0 ? (
        <VirtualTable
          label={words.rankingTitlePlain}
          columns={columns}
          rows={ranked}
          keyOf={keyOf}
          sorting={{ by: shown.sort, to: (sort) => show({ sort }) }}
          isBegin={(row, before) => isByRank && row.place?.echelon !== before.place?.echelon}
          isMarked={({ unit }) => unit.code === own}
          place={`table ${address}`}
        />
      ) : (
        apart.length === 0 && <p role="status">{say.none}</p>
      )}
      <p className="caption">
        {kpi ? say.kpiCaption : `${say.tableCaption}${say.gap}${words.scoreOutside}`}
        {isShrunken && ` ${say.shrunkenMore}`}
      </p>
      {exportButton}
      {apart.length > 0 && (
        <section className="ranking-section">
          <h2>{say.apartTitle(say.units(level, apart.length))}</h2>
          <VirtualTable
            label={say.apartTitle(say.units(level, apart.length))}
            columns={apartOnes}
            rows={apart}
            keyOf={keyOf}
            isMarked={({ unit }) => unit.code === own}
            place={`apart ${address}`}
            few={20}
          />
        </section>
      )}
    </section>
  );
}

const keyOf = ({ unit }: Entry) => unit.code;
