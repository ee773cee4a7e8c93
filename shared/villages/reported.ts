/** Which days of a village were reported. */
import type { Day } from '../calendar/day.ts';
import type { Facts } from '../evidence/facts.ts';
import { daysOf, type Manifest } from '../evidence/manifest.ts';

/** Days on which the station that a village belonged to had to report, and on which it did. */
export interface Reported {
  readonly expected: number;
  readonly sent: number;
}

export const NEVER: Reported = { expected: 0, sent: 0 };

/** The revision that the run read of a station's day; undefined where none came. */
export function revisionsIn(manifest: Manifest): (station: string, day: Day) => number | undefined {
  const read = new Map<string, ReadonlyMap<Day, number>>();
  return (station, day) => {
    const days = read.get(station) ?? daysOf(manifest, station);
    read.set(station, days);
    return days.get(day);
  };
}

/** On how many of the days each village was one, and its station's document came. */
export function reportedOn(
  { book, manifest }: Facts,
  villages: readonly string[],
  days: readonly Day[],
): ReadonlyMap<string, Reported> {
  const revisionOf = revisionsIn(manifest);
  const inForce = days.map((day) => ({ day, grids: book.gridsOn(day) }));
  return new Map(
    villages.map((code) => {
      const expected = inForce.flatMap(({ day, grids }) => {
        const station = grids.get(code)?.station;
        return station === undefined ? [] : [{ day, station }];
      });
      const sent = expected.filter(({ day, station }) => revisionOf(station, day) !== undefined);
      return [code, { expected: expected.length, sent: sent.length }];
    }),
  );
}
