/** The units below by a KPI, as the map, the intervals and the table show them. */
import { comparable } from '../../shared/scorecards/comparable.ts';
import type { Counted, Figures, KpiDefinition, Level } from '../api.ts';
import { type Classes, type Compared, classesOf, standingOf } from '../charts/compared.ts';
import { SEQUENCE } from '../charts/theme.ts';
import { count, counts, type Language, NOTHING, valueAlone } from '../format.ts';
import { placeName } from '../made-up.ts';
import type { Words } from '../words.ts';
import { intervalTold } from './told.ts';
import type { OverviewWords } from './words.ts';

export interface ComparedUnit extends Compared {
  readonly counts: string;
  /** Why there is no value, or what to keep in mind about it. */
  readonly note: string | undefined;
}

export interface UnitsCompared {
  /** The best first where it is known what is better, else the greatest; without a value last. */
  readonly units: readonly ComparedUnit[];
  readonly classes: Classes;
  /** The value of the unit above. */
  readonly overall: number | null;
}

export function comparisonOf(
  figures: Figures,
  definition: KpiDefinition,
  language: Language,
  { say, words }: { readonly say: OverviewWords; readonly words: Words },
): UnitsCompared {
  const { id, display, better } = definition;
  const figureOf = ({ kpis }: Pick<Figures['within'], 'kpis'>): Counted | undefined => {
    const figure = kpis[id];
    return figure && comparable(figure);
  };
  const overall = figureOf(figures.within)?.value ?? null;
  const units = figures.items.map(({ unit, kpis }): ComparedUnit => {
    const figure = figureOf({ kpis });
    const standing = standingOf(figure, overall);
    // Without a value of the unit above there is nothing to stand beside.
    const isUnjudged = standing === 'unknown' && overall === null;
    const note = figure?.note ? (words.notes[figure.note] ?? figure.note) : undefined;
    const told = figure && intervalTold(figure.interval, definition, language, say);
    return {
      code: unit.code,
      name: placeName(unit.name),
      value: figure?.value ?? null,
      interval: figure?.interval ?? null,
      standing,
      note,
      counts: figure ? counts(figure.numerator, figure.denominator, display) : NOTHING,
      printed: [valueAlone(figure?.value ?? null, definition, language), told, note]
        .filter(Boolean)
        .join(' · '),
      told: isUnjudged ? say.compare.noOverall : say.compare.standings[standing],
    };
  });
  const values = units.flatMap(({ value }) => (value === null ? [] : [value]));
  const sign = better === 'lower' ? 1 : -1;
  return {
    units: units.toSorted((a, b) => {
      if (a.value === null || b.value === null) {
        return Number(a.value === null) - Number(b.value === null) || (a.code < b.code ? -1 : 1);
      }
      return sign * (a.value - b.value) || (a.code < b.code ? -1 : 1);
    }),
    classes: classesOf(values, SEQUENCE.length),
    overall,
  };
}

/** Who is really different, in a sentence. */
export function compareTitle(
  { units, overall }: UnitsCompared,
  {
    definition,
    level,
    own,
  }: { readonly definition: KpiDefinition; readonly level: Level; readonly own: string },
  language: Language,
  say: OverviewWords,
): string {
  const kpi = definition.name[language];
  const print = (value: number) => valueAlone(value, definition, language);
  const valued = units.flatMap((unit) =>
    unit.value === null ? [] : [{ ...unit, at: unit.value }],
  );
  const [first] = valued;
  if (!first) return say.compare.none(kpi);
  if (valued.length === 1) return say.compare.one(kpi, first.name, print(first.at));
  const all = count(valued.length);
  if (overall === null || valued.every(({ standing }) => standing === 'unknown')) {
    const values = valued.map(({ at }) => at);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return say.compare.spread(kpi, all, level, print(low), print(high));
  }
  const of = (standing: Compared['standing']) =>
    valued.filter((unit) => unit.standing === standing).length;
  const [lower, higher] = [of('lower'), of('higher')];
  if (lower + higher === 0) return say.compare.allSame(kpi, all, level, own, print(overall));
  return say.compare.someDifferent(kpi, level, count(lower), count(higher), own, print(overall));
}
