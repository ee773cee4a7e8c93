/** What a trial of other weights says. */
import type { SlopeRow } from '../charts/slope.tsx';
import { placeName } from '../made-up.ts';
import type { SimulatedUnit } from './use-simulation.ts';

/** Those that a slope chart has room for. */
export const DRAWN = 24;

/** Units that change their rank or echelon, the greatest moves first. */
export function moversOf(items: readonly SimulatedUnit[]): SimulatedUnit[] {
  const size = ({ moved }: SimulatedUnit) => Math.abs(moved ?? 0);
  return items
    .filter(({ moved, before, after }) => (moved ?? 0) !== 0 || before.echelon !== after.echelon)
    .sort((a, b) => size(b) - size(a) || (a.unit.code < b.unit.code ? -1 : 1));
}

/** The lines of the slope chart: those that move most, as far as there is room. */
export function slopeRows(movers: readonly SimulatedUnit[]): SlopeRow[] {
  return movers
    .slice(0, DRAWN)
    .flatMap(({ unit, before, after }) =>
      before.rank === null || after.rank === null || before.rank === after.rank
        ? []
        : [{ key: unit.code, name: placeName(unit.name), before: before.rank, after: after.rank }],
    );
}

/** How much two rankings agree, in a word; null where there is nothing to compare. */
export function agreementOf(
  spearman: number | null,
): 'same' | 'close' | 'alike' | 'apart' | 'unlike' | null {
  if (spearman === null) return null;
  if (spearman > 1 - 1e-9) return 'same';
  if (spearman >= 0.95) return 'close';
  if (spearman >= 0.8) return 'alike';
  return spearman >= 0.3 ? 'apart' : 'unlike';
}
