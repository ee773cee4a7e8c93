/** What the ranking says, and how surely: every unit's value with its interval, in order. */
import { Button, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import type { KpiDefinition } from '../api.ts';
import {
  type CaterpillarRow,
  caterpillarHeight,
  caterpillarOption,
  isNamed,
} from '../charts/caterpillar.ts';
import { Drawing, type Kind } from '../charts/drawing.tsx';
import { Figure } from '../charts/figure.tsx';
import { count, kpiValue, NOTHING, points } from '../format.ts';
import { placeName } from '../made-up.ts';
import { navigate } from '../router.tsx';
import { UnitName, type Ways, type Wording } from './cells.tsx';
import { unitOf } from './columns.tsx';
import type { Entry } from './entry.ts';
import { type ShownState, show } from './state.ts';

const FEW_KINDS: readonly Kind[] = ['custom', 'markLine'];
/** Thousands of marks are drawn on a canvas. */
const MANY_KINDS: readonly Kind[] = ['custom', 'markLine', 'canvas'];

export interface Whole {
  readonly name: string;
  readonly value: number;
}

export function CaterpillarView({
  entries,
  kpi,
  whole,
  own,
  state,
  ways,
  wording,
  caption,
  level,
}: {
  /** Those with a rank or an echelon. */
  readonly entries: readonly Entry[];
  readonly kpi: KpiDefinition | undefined;
  /** Of a KPI: what it is for all units together. */
  readonly whole: Whole | undefined;
  /** The unit that is marked. */
  readonly own: string;
  readonly state: ShownState;
  readonly ways: Ways;
  readonly wording: Wording;
  readonly caption: readonly (string | false | null | undefined)[];
  readonly level: string;
}) {
  const { language, words, say } = wording;
  const isRanks = !kpi && state.shown.of === 'rank';
  const [seen, setSeen] = useState<readonly [number, number]>();
  const ordered = useMemo(() => inOrder(entries, kpi, isRanks), [entries, kpi, isRanks]);
  const rows = useMemo(
    () => ordered.map((entry) => rowOf(entry, { kpi, isRanks, whole, own, wording })),
    [ordered, kpi, isRanks, whole, own, wording],
  );
  const part = seen && seen[1] <= rows.length ? seen : undefined;
  const ends = useMemo(() => (kpi ? [] : endsOf(ordered)), [kpi, ordered]);
  const option = useMemo(() => {
    const print = (value: number) =>
      isRanks ? count(Math.round(value)) : kpi ? kpiValue(value, kpi, language) : count(value);
    return caterpillarOption(
      {
        ...{ rows, print, isInverse: isRanks },
        ends,
        reference: whole && { value: whole.value, label: say.caterpillar.whole(whole.name) },
        ...(part && { seen: part }),
      },
      language,
    );
  }, [rows, ends, kpi, isRanks, whole, part, language, say]);
  const title = titleOf(rows, say.units(level, rows.length), kpi?.name[language], whole, say);
  const unit = kpi && unitOf(kpi, say);
  const isFew = isNamed(rows);
  const hasIntervals = rows.some(({ interval }) => interval !== null);
  return (
    <Figure
      title={title}
      caption={[
        ...caption,
        unit && say.value(unit),
        !kpi && !isRanks && hasIntervals && words.scoreOutside,
      ]}
      controls={
        <>
          {!kpi && (
            <Segmented
              aria-label={say.caterpillar.of}
              size="small"
              value={isRanks ? 'rank' : 'value'}
              options={[
                { value: 'value', label: say.caterpillar.ofScore },
                { value: 'rank', label: say.caterpillar.ofRank },
              ]}
              onChange={(of) => show({ of })}
            />
          )}
          {!isFew && <Zoom count={rows.length} seen={part} see={setSeen} wording={wording} />}
        </>
      }
      data={{
        columns: [words.unit, words.rank, ...dataColumns(kpi !== undefined, wording)],
        rows: ordered.map((entry) => ({
          key: entry.unit.code,
          cells: [
            <UnitName key="name" entry={entry} ways={ways} wording={wording} />,
            entry.rank ?? NOTHING,
            ...dataCells(entry, kpi, wording),
          ],
        })),
      }}
    >
      <p className="quiet ranking-told">
        {kpi ? say.caterpillar.keyKpi : say.caterpillar.keyScore}
        {ends.length > 0 && ` ${say.caterpillar.ends}`}
        {!hasIntervals && ` ${say.caterpillar.noInterval}`}
        {isRanks && rows.some(({ value }) => value === null) && ` ${say.caterpillar.withheld}`}
      </p>
      <Drawing
        option={option}
        kinds={isFew ? FEW_KINDS : MANY_KINDS}
        height={caterpillarHeight(rows)}
        label={title}
        onPick={({ dataIndex }) => {
          const unit = ordered[dataIndex]?.unit;
          if (unit && ways.opens(unit)) navigate(ways.card(unit));
        }}
      />
    </Figure>
  );
}

/** Fewer are not looked at. */
const LEAST = 40;

/** A closer look at some of many, by buttons, so that the keyboard alone suffices. */
function Zoom({
  count: all,
  seen = [0, all],
  see,
  wording: { say },
}: {
  readonly count: number;
  readonly seen: readonly [number, number] | undefined;
  readonly see: (seen: readonly [number, number] | undefined) => void;
  readonly wording: Wording;
}) {
  const [from, to] = seen;
  const width = to - from;
  const look = (begin: number, wanted: number) => {
    const size = Math.min(all, Math.max(LEAST, Math.round(wanted)));
    const first = Math.min(Math.max(0, Math.round(begin)), all - size);
    see(size === all ? undefined : [first, first + size]);
  };
  const words = say.caterpillar;
  const button = (label: string, act: () => void) => (
    <>
      <Button size="small" onClick={act}>
        {label}
      </Button>{' '}
    </>
  );
  return (
    <span>
      {width > LEAST && button(words.zoomIn, () => look(from + width / 4, width / 2))}
      {width < all && button(words.zoomOut, () => look(from - width / 2, width * 2))}
      {from > 0 && button(`← ${words.left}`, () => look(from - width / 2, width))}
      {to < all && button(`${words.right} →`, () => look(from + width / 2, width))}
      <span className="quiet" role="status">
        {words.part(count(from + 1), count(to), count(all))}
      </span>
    </span>
  );
}

/** The best first; where ranks are withheld by echelon and the middle of the interval. */
export function inOrder(
  entries: readonly Entry[],
  kpi: Pick<KpiDefinition, 'better'> | undefined,
  isRanks: boolean,
): Entry[] {
  const most = entries.length + 1;
  const by = ({ rank, place, figure, value }: Entry): number => {
    if (isRanks) {
      const [low, high] = place?.interval ?? [most, most];
      const echelon = place?.echelon ? ECHELONS.indexOf(place.echelon) : ECHELONS.length;
      return -(rank ?? echelon * most + (low + high) / 2);
    }
    const found = figure?.shrunken ?? value ?? 0;
    return kpi?.better === 'lower' ? -found : found;
  };
  return entries
    .filter(({ value, isApart }) => value !== null && !isApart)
    .toSorted((a, b) => by(b) - by(a) || (a.unit.code < b.unit.code ? -1 : 1));
}

const ECHELONS = ['first', 'second', 'third'];

/** Where an echelon ends among units that are drawn in the order of their scores. */
function endsOf(ordered: readonly Entry[]): number[] {
  return ordered.flatMap(({ place }, after) => {
    const before = ordered[after - 1]?.place?.echelon;
    return before && place?.echelon && place.echelon !== before ? [after] : [];
  });
}

/** What is beyond chance: that it belongs to its echelon, or that it differs from the whole. */
export function sureOf(
  { place, interval }: Pick<Entry, 'place' | 'interval'>,
  kpi: Pick<KpiDefinition, 'better'> | undefined,
  whole: Pick<Whole, 'value'> | undefined,
): CaterpillarRow['sure'] {
  if (!kpi) {
    if (place?.distinguishable !== true) return undefined;
    return place.echelon === 'first' ? 'better' : place.echelon === 'third' ? 'worse' : 'middle';
  }
  if (!interval || !whole) return undefined;
  const isAbove = interval[0] > whole.value;
  if (!isAbove && interval[1] >= whole.value) return undefined;
  return isAbove === (kpi.better === 'higher') ? 'better' : 'worse';
}

function rowOf(
  entry: Entry,
  {
    kpi,
    isRanks,
    whole,
    own,
    wording,
  }: {
    readonly kpi: KpiDefinition | undefined;
    readonly isRanks: boolean;
    readonly whole: Whole | undefined;
    readonly own: string;
    readonly wording: Wording;
  },
): CaterpillarRow {
  const { unit, above, place, value, interval } = entry;
  const { words } = wording;
  const cells = dataCells(entry, kpi, wording);
  const columns = dataColumns(kpi !== undefined, wording);
  return {
    name: placeName(unit.name),
    value: isRanks ? entry.rank : value,
    interval: isRanks ? (place?.interval ?? null) : interval,
    sure: sureOf(entry, kpi, whole),
    isOwn: unit.code === own,
    told: [
      above.map(({ name }) => placeName(name)).join(' '),
      entry.rank === null ? '' : words.outOf(entry.rank, entry.of),
      ...columns.map((column, index) => `${column} ${cells[index] ?? ''}`),
    ].filter(Boolean),
  };
}

const dataColumns = (isKpi: boolean, { words, say }: Wording): string[] =>
  isKpi
    ? [words.value, say.interval]
    : [words.score, say.interval, words.echelon, say.rankInterval];

function dataCells(
  { value, interval, place }: Entry,
  kpi: KpiDefinition | undefined,
  { language, words }: Wording,
): string[] {
  const print = (one: number) => (kpi ? kpiValue(one, kpi, language) : points(one));
  const printed = value === null ? NOTHING : print(value);
  const range = interval ? `${print(interval[0])}–${print(interval[1])}` : NOTHING;
  if (kpi) return [printed, range];
  return [
    ...[printed, range, place?.echelon ? words.echelons[place.echelon] : NOTHING],
    place?.interval ? words.rankInterval(place.interval[0], place.interval[1]) : NOTHING,
  ];
}

function titleOf(
  rows: readonly CaterpillarRow[],
  units: string,
  kpi: string | undefined,
  whole: Whole | undefined,
  { caterpillar }: Wording['say'],
): string {
  const sure = (what: CaterpillarRow['sure']) => rows.filter((row) => row.sure === what).length;
  const [better, worse, middle] = [sure('better'), sure('worse'), sure('middle')];
  if (kpi === undefined) {
    const certain = better + worse + middle;
    return certain > 0
      ? caterpillar.certain(units, count(certain))
      : caterpillar.allUncertain(units);
  }
  if (!whole || !rows.some(({ interval }) => interval)) return caterpillar.plain(units, kpi);
  return better + worse > 0
    ? caterpillar.different(units, kpi, whole.name, count(better), count(worse))
    : caterpillar.none(units, kpi, whole.name);
}
