/** Units held against the one above them: who is really different, and in which class a value lies. */

import { type Standing, standingOf } from '../../shared/scorecards/standing.ts';
import { SEQUENCE } from './theme.ts';

export { type Standing, standingOf };

type Interval = readonly [number, number];

/** Values cut into classes of about as many units each, the lowest first. */
export interface Classes {
  /** The least and the greatest value in each class. */
  readonly ranges: readonly Interval[];
  readonly of: (value: number) => number;
}

/** Equal values never part; of few values there are fewer classes. */
export function classesOf(values: readonly number[], most: number): Classes {
  const sorted = values.toSorted((a, b) => a - b);
  const different = [...new Set(sorted)];
  const wanted = Math.min(most, different.length);
  const starts = new Set<number>();
  for (let place = 0; place < wanted; place++) {
    const start = sorted[Math.floor((place * sorted.length) / wanted)];
    if (start !== undefined) starts.add(start);
  }
  const begins = [...starts];
  const of = (value: number) => Math.max(0, begins.filter((begin) => begin <= value).length - 1);
  return {
    ranges: begins.map((begin, place) => {
      const members = sorted.filter((value) => of(value) === place);
      return [begin, members.at(-1) ?? begin];
    }),
    of,
  };
}

/** The colour of a class, the lowest the lightest. */
export const shadeOf = (place: number): string =>
  SEQUENCE[Math.min(place, SEQUENCE.length - 1)] ?? SEQUENCE[0];

/** A unit as the charts of a comparison draw it. */
export interface Compared {
  readonly code: string;
  readonly name: string;
  readonly value: number | null;
  readonly interval: Interval | null;
  readonly standing: Standing;
  /** As they are printed; the reason where there is no value. */
  readonly printed: string;
  readonly told: string;
}
