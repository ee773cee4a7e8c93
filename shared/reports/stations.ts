/** The stations of a branch: who keeps to the time in the community, and who has not reported. */
import { valueWords } from '../evidence/values.ts';
import { count, type Language, mark, percent } from '../format.ts';
import { kpiOf } from '../kpis/catalogue.ts';
import type { Completeness, SampledFigure } from '../scorecards/figures.ts';
import { hasWhole, isUnder } from '../scorecards/limits.ts';
import { type Place, scopeName, unitName, unitsOf } from './places.ts';
import { listed, type Section, said, sentenceOf } from './sentence.ts';

/** The KPI that the programme stands and falls with. */
export const TIME = 'time_in_community';

/** A station of the branch, as far as a report looks at it. */
export interface StationFigures {
  readonly unit: Place & { readonly code: string; readonly parent: string | null };
  readonly completeness: Completeness;
  readonly time: Pick<
    SampledFigure,
    'numerator' | 'denominator' | 'value' | 'interval' | 'note'
  > | null;
}

/** A station that misses the target, the furthest from it first. */
export interface BelowTarget {
  readonly unit: StationFigures['unit'];
  readonly numerator: number;
  readonly denominator: number;
  readonly value: number;
  readonly interval: readonly [number, number] | null;
  /** Whether its interval lies under the target as a whole; null where there is none. */
  readonly distinguishable: boolean | null;
}

/** A station's share, and whether its interval lies under the target as a whole. */
export interface StationShare {
  readonly value: number;
  readonly isBelow: boolean;
}

/** The stations' time in the community against the target of the unit's scheme. */
export interface StationTimes {
  readonly target: number;
  readonly excels: number | null;
  /** Stations with a value, and how many of them miss the target. */
  readonly stations: number;
  readonly below: number;
  /** Of these, how many cannot be told from it. */
  readonly unsure: number;
  /** The branch's own share, which those below are compared with. */
  readonly average: number | null;
  /** Stations whose interval lies above it, below it, and around it or unknown. */
  readonly above: number;
  readonly under: number;
  readonly alike: number;
  /** Every station's share, the lowest first: what a chart of their distribution needs. */
  readonly values: readonly StationShare[];
  /** Those that miss the target, as far as they are listed. */
  readonly items: readonly BelowTarget[];
}

/** Stations of which days are missing. */
export interface Incomplete {
  /** How many there are, and how many of them are under what the scheme asks for. */
  readonly stations: number;
  readonly belowMinimum: number;
  readonly minimum: number;
  readonly items: readonly {
    readonly unit: StationFigures['unit'];
    readonly completeness: Completeness;
    readonly share: number;
  }[];
}

/** So many stations are listed, */
const MOST_LISTED = 50;
/** and so many named in a sentence. */
const MOST_NAMED = 5;

/** How the stations' time in the community stands to the target; null where none has a value. */
export function stationTimes(
  stations: readonly StationFigures[],
  average: number | null,
  target: number,
  excels: number | null,
): StationTimes | null {
  const known = stations
    .flatMap(({ unit, time }) => (hasWhole(time) ? [{ unit, ...time }] : []))
    .sort((a, b) => a.value - b.value || (a.unit.code < b.unit.code ? -1 : 1));
  if (known.length === 0) return null;
  const items = known
    .filter(({ value }) => value < target)
    .map(({ unit, numerator, denominator, value, interval }): BelowTarget => {
      const distinguishable = interval && interval[1] < target;
      return { unit, numerator, denominator, value, interval, distinguishable };
    });
  const counted = (is: (interval: readonly [number, number], mean: number) => boolean) =>
    average === null
      ? 0
      : known.filter(({ interval }) => interval !== null && is(interval, average)).length;
  const above = counted(([low], mean) => low > mean);
  const under = counted(([, high], mean) => high < mean);
  return {
    ...{ target, excels, stations: known.length, below: items.length, average },
    unsure: items.filter(({ distinguishable }) => distinguishable === false).length,
    ...{ above, under, alike: known.length - above - under },
    values: known.map(({ value, interval }) => ({ value, isBelow: isUnder(interval, target) })),
    items: items.slice(0, MOST_LISTED),
  };
}

/** The stations of which days are missing, those with most missing first. */
export function incompleteOf(stations: readonly StationFigures[], minimum: number): Incomplete {
  const items = stations
    .flatMap(({ unit, completeness }) => {
      const { expected, submitted } = completeness;
      if (expected === 0 || submitted >= expected) return [];
      return [{ unit, completeness, share: submitted / expected }];
    })
    .sort((a, b) => a.share - b.share || (a.unit.code < b.unit.code ? -1 : 1));
  return {
    stations: items.length,
    belowMinimum: items.filter(({ share }) => share < minimum).length,
    minimum,
    items: items.slice(0, MOST_LISTED),
  };
}

/** The first of several, and that there are others. */
function firstOf(names: readonly string[], of: number, language: Language): string {
  const text = listed(names.slice(0, MOST_NAMED), language);
  if (of <= MOST_NAMED) return text;
  return language === 'zh' ? `${text}等` : `${text} and others`;
}

function timeWords(times: StationTimes, language: Language): string {
  const kpi = kpiOf(TIME);
  if (!kpi) throw new Error(`no KPI ${TIME}`);
  const zh = language === 'zh';
  const goal = mark(times.target, kpi, language);
  const field = unitsOf('station', times.stations, language);
  if (times.below === 0) {
    return zh
      ? `${field}在社区工作时间占比均达到${goal}。`
      : `All of the ${field} reach ${goal} of their time in the community.`;
  }
  const names = times.items.map(({ unit, value }) => {
    const share = valueWords(value, kpi, language);
    return zh
      ? `${unitName(unit, language)}（${share}）`
      : `${unitName(unit, language)} (${share})`;
  });
  return sentenceOf(
    [
      zh
        ? `${field}中，${count(times.below)}个在社区工作时间占比未达到${goal}：${firstOf(names, times.below, language)}`
        : `${count(times.below)} of the ${field} do not reach ${goal} of their time in the community: ${firstOf(names, times.below, language)}`,
      times.unsure > 0
        ? zh
          ? `其中${count(times.unsure)}个与${goal}无显著差别`
          : `${count(times.unsure)} of them not distinguishable from it`
        : null,
    ],
    language,
  );
}

function averageWords(times: StationTimes, unit: Place, language: Language): string | null {
  const { average, above, under, alike } = times;
  if (average === null || times.stations < 2) return null;
  const zh = language === 'zh';
  const level = percent(average);
  return zh
    ? `与${scopeName(unit, language)}平均水平（${level}）相比，${count(above)}个派出所明显偏高，${count(under)}个明显偏低，${count(alike)}个无显著差别。`
    : `Against the average of ${scopeName(unit, language)} (${level}), ${count(above)} are clearly above, ${count(under)} clearly below, and ${count(alike)} cannot be told from it.`;
}

function incompleteWords(incomplete: Incomplete, language: Language): string {
  const zh = language === 'zh';
  const { stations, belowMinimum, minimum, items } = incomplete;
  if (stations === 0) {
    return zh ? '各派出所每日均已报送。' : 'Every station submitted every day.';
  }
  const names = items.map(({ unit, share }) =>
    zh
      ? `${unitName(unit, language)}（${percent(share)}）`
      : `${unitName(unit, language)} (${percent(share)})`,
  );
  const least = percent(minimum).replace('.0%', '%');
  return sentenceOf(
    [
      zh
        ? `${unitsOf('station', stations, language)}报送不全：${firstOf(names, stations, language)}`
        : `${unitsOf('station', stations, language)} did not submit every day: ${firstOf(names, stations, language)}`,
      belowMinimum > 0
        ? zh
          ? `其中${count(belowMinimum)}个完整率低于${least}，不参加排名`
          : `${count(belowMinimum)} of them under ${least} and unranked`
        : null,
    ],
    language,
  );
}

/** The section on the stations of the branch. */
export function stationsSection(
  times: StationTimes | null,
  incomplete: Incomplete,
  unit: Place,
): Section {
  return {
    id: 'stations',
    title: { zh: '派出所情况', en: 'Stations' },
    sentences: [
      ...(times
        ? [
            ...said('stations.time', TIME, (language) => timeWords(times, language)),
            ...said('stations.average', TIME, (language) => averageWords(times, unit, language)),
          ]
        : []),
      ...said('stations.incomplete', 'completeness', (language) =>
        incompleteWords(incomplete, language),
      ),
    ],
  };
}
