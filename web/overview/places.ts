/** Which unit lies in which, by their codes, where an answer names no more than the parent. */
import type { Unit } from '../api.ts';
import type { CountyDay, Missing } from '../command/today.ts';

/** The first digits of a code, which a city and all that lies in it share (GB/T 2260). */
const CITY_DIGITS = 4;

const cityOf = (code: string) => code.slice(0, CITY_DIGITS);

/** Whether a station is the unit, or lies in it. */
export function isWithin(
  station: Pick<Unit, 'code' | 'parent'>,
  unit: Pick<Unit, 'code' | 'level'>,
): boolean {
  if (unit.level === 'city') return cityOf(station.code) === cityOf(unit.code);
  return station.code === unit.code || station.parent === unit.code;
}

/** A unit's day, with the stations that sent nothing. */
export type UnitDay = Omit<CountyDay, 'county'> & {
  readonly unit: { readonly code: string; readonly name: string };
};

/** A day's counties added up by city, where cities are given; those with most missing first. */
export function daysBelow(answer: Missing, cities: readonly Unit[]): readonly UnitDay[] {
  const days = new Map<string, UnitDay>();
  for (const { county, ...of } of answer.items) {
    const unit = cities.find(({ code }) => cityOf(code) === cityOf(county.code)) ?? county;
    const held = days.get(unit.code);
    days.set(unit.code, {
      unit: { code: unit.code, name: unit.name },
      expected: (held?.expected ?? 0) + of.expected,
      submitted: (held?.submitted ?? 0) + of.submitted,
      onTime: (held?.onTime ?? 0) + of.onTime,
      missing: [...(held?.missing ?? []), ...of.missing],
    });
  }
  return [...days.values()].sort(
    (a, b) => b.missing.length - a.missing.length || (a.unit.code < b.unit.code ? -1 : 1),
  );
}
