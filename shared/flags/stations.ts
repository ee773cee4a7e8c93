import type { FlagContext, FlagUnit } from './definition.ts';

/** The stations that flags are raised at, by code. */
export function stationsOf(context: FlagContext): ReadonlyMap<string, FlagUnit> {
  return new Map(
    context.units.filter(({ unit }) => unit.level === 'station').map((one) => [one.unit.code, one]),
  );
}
