/** All stations of the branch by their time in the community, against the standard. */
import { useMemo } from 'react';
import type { Figures, KpiDefinition, List, Scorecard, Unit } from '../api.ts';
import { Distribution, type Spot } from '../charts/distribution.tsx';
import { Figure } from '../charts/figure.tsx';
import { MOST_DOTS } from '../charts/stacks.ts';
import { count, counts, finestOf, kpiValue, mark, periodName } from '../format.ts';
import { placeName } from '../made-up.ts';
import { Part } from '../part.tsx';
import type { Resource } from '../resource.ts';
import { Link, navigate, scorecardAddress, useQueryWord } from '../router.tsx';
import { useWords } from '../words.ts';
import { isWithin } from './places.ts';
import { type Station, stationsOf } from './stations.ts';
import { LEAD } from './told.ts';
import { type OverviewWords, useOverviewWords } from './words.ts';

export function TimeSpread({
  period,
  card,
  stations,
  catalogue,
  below,
}: {
  readonly period: string;
  readonly card: Resource<Scorecard>;
  readonly stations: Resource<Figures>;
  readonly catalogue: Resource<List<KpiDefinition>>;
  /** The units below, one of which can be marked. */
  readonly below: readonly Unit[];
}) {
  const { say } = useOverviewWords();
  const name = say.part.names.time;
  const target = card.value?.kpis.find(({ id }) => id === LEAD)?.target;
  const [meets, excels] = [target?.meets, target?.excels];
  return (
    <div className="overview-time">
      <Part of={stations} name={name} rows={6}>
        {(figures) => (
          <Part of={catalogue} name={name} rows={6}>
            {({ items }) => {
              const definition = items.find(({ id }) => id === LEAD);
              return (
                definition && <Spread {...{ period, figures, definition, meets, excels, below }} />
              );
            }}
          </Part>
        )}
      </Part>
    </div>
  );
}

function Spread({
  figures,
  definition,
  meets,
  excels,
  below,
}: {
  readonly figures: Figures;
  readonly definition: KpiDefinition;
  readonly meets: number | undefined;
  readonly excels: number | undefined;
  readonly below: readonly Unit[];
}) {
  const { language, words } = useWords();
  const { say } = useOverviewWords();
  const [marked, setMarked] = useQueryWord('mark', '');
  const markedUnit = below.find(({ code }) => code === marked);
  const { period } = figures;
  const valued = useMemo(() => stationsOf(figures, meets), [figures, meets]);
  const title = titleOf(
    valued,
    meets === undefined ? undefined : { at: meets, definition },
    say,
    language,
  );
  const spread = useMemo(() => {
    const print = (value: number) => mark(value, definition, language);
    const spots = valued.map((station): Spot => {
      const figure = station.kpis[LEAD];
      return {
        code: station.unit.code,
        value: station.value,
        isBelow: station.isBelow,
        isMarked: markedUnit !== undefined && isWithin(station.unit, markedUnit),
        told: [
          placeName(station.unit.name),
          kpiValue(station.value, definition, language),
          ...(figure?.interval ? [rangeOf(figure.interval, definition, language, say)] : []),
          ...(station.isBelow ? [say.time.isBelow] : []),
        ].join(' · '),
      };
    });
    return {
      spots,
      band: meets !== undefined && excels !== undefined ? ([meets, excels] as const) : undefined,
      print,
      finest: finestOf(definition),
      bandLabel:
        meets !== undefined && excels !== undefined
          ? say.time.band(print(meets), print(excels))
          : '',
      binLabel: (units: number, from: string, to: string) => say.time.bin(units, from, to),
      label: title,
    };
  }, [valued, definition, language, markedUnit, meets, excels, say, title]);

  const without = figures.items.length - valued.length;
  const isMany = valued.length > MOST_DOTS;
  const caption = [
    placeName(figures.within.unit.name),
    periodName(period, language),
    words.revision(figures.revision),
    words.completeness(
      count(figures.within.completeness.submitted),
      count(figures.within.completeness.expected),
    ),
    isMany ? say.time.bar : say.time.dot,
    valued.some(({ isBelow }) => isBelow) && (isMany ? say.time.orange : say.time.diamond),
    markedUnit && say.time.marked(placeName(markedUnit.name)),
    without > 0 && say.time.without(count(without)),
    words.source,
  ];
  return (
    <Figure
      title={title}
      caption={caption}
      controls={
        below.length > 0 && (
          <label>
            {say.time.mark}{' '}
            <select
              className="select"
              value={markedUnit ? marked : ''}
              onChange={({ target }) => setMarked(target.value)}
            >
              <option value="">{say.time.markNone}</option>
              {below.map(({ code, name }) => (
                <option key={code} value={code}>
                  {placeName(name)}
                </option>
              ))}
            </select>
          </label>
        )
      }
      data={{
        columns: say.time.columns,
        rows: figures.items
          .toSorted((a, b) => (a.kpis[LEAD]?.value ?? 2) - (b.kpis[LEAD]?.value ?? 2))
          .map(({ unit, kpis }) => {
            const figure = kpis[LEAD];
            const isBelow = valued.some((one) => one.isBelow && one.unit.code === unit.code);
            return {
              key: unit.code,
              cells: [
                <Link key="unit" to={scorecardAddress(period, unit.code)}>
                  {placeName(unit.name)}
                </Link>,
                kpiValue(figure?.value ?? null, definition, language),
                figure ? counts(figure.numerator, figure.denominator, definition.display) : '',
                figure?.interval
                  ? rangeOf(figure.interval, definition, language, say)
                  : say.noInterval,
                [figure?.note && words.notes[figure.note], isBelow && say.time.isBelow]
                  .filter(Boolean)
                  .join(' · '),
              ],
            };
          }),
      }}
    >
      {valued.length > 0 && (
        <Distribution spread={spread} onPick={(code) => navigate(scorecardAddress(period, code))} />
      )}
    </Figure>
  );
}

function rangeOf(
  interval: readonly [number, number],
  definition: KpiDefinition,
  language: 'zh' | 'en',
  say: OverviewWords,
): string {
  const [low, high] = interval;
  return say.interval(kpiValue(low, definition, language), kpiValue(high, definition, language));
}

/** How many stations miss the standard, and how many of them not by chance. */
function titleOf(
  stations: readonly Station[],
  standard: { readonly at: number; readonly definition: KpiDefinition } | undefined,
  say: OverviewWords,
  language: 'zh' | 'en',
): string {
  if (stations.length === 0) return say.time.none;
  const all = count(stations.length);
  if (!standard) return say.time.spread(all);
  const at = mark(standard.at, standard.definition, language);
  const below = stations.filter(({ value }) => value < standard.at);
  if (below.length === 0) return say.time.noneBelow(all, at);
  const sure = below.filter(({ isBelow }) => isBelow).length;
  return (
    say.time.below(count(below.length), at) +
    (sure > 0 ? say.time.ofThem(count(sure)) : say.time.ofThemNone)
  );
}
