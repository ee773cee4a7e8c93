import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { familyOf } from '../kpis/catalogue.ts';
import { BUILT_IN } from './scheme.ts';
import { effectiveWeights } from './weights.ts';

const STATION = BUILT_IN[0]?.weights.station ?? {};
const IDS = Object.keys(STATION);
const sum = (weights: Iterable<number>) => [...weights].reduce((total, each) => total + each, 0);

describe('weights', () => {
  it('are shared out in the family first', () => {
    const weights = effectiveWeights(STATION, (id) => id !== 'diverted_time');
    expect(weights.get('time_in_community')).toBeCloseTo(25, 9);
    expect(weights.get('grid_presence')).toBeCloseTo(10, 9);
  });

  it('of a family that is gone are shared out over the rest', () => {
    const weights = effectiveWeights(STATION, (id) => familyOf(id).id !== 'time');
    expect(weights.get('grid_presence')).toBeCloseTo((10 / 75) * 100, 9);
    expect(effectiveWeights(STATION, () => false).size).toBe(0);
  });

  it('add up to 100, keep families whole and do not depend on the order of the scheme', () => {
    fc.assert(
      fc.property(
        fc.subarray(IDS, { minLength: 1 }),
        fc.shuffledSubarray(IDS, { minLength: IDS.length }),
        (left, shuffled) => {
          const counts = (id: string) => left.includes(id);
          const weights = effectiveWeights(STATION, counts);
          expect(sum(weights.values())).toBeCloseTo(100, 9);
          expect([...weights.keys()].sort()).toEqual([...left].sort());
          const other = Object.fromEntries(shuffled.map((id) => [id, STATION[id] ?? 0]));
          expect([...effectiveWeights(other, counts)]).toEqual([...weights]);
          // Families that count at all keep their proportions to each other.
          const byFamily = Map.groupBy(left, (id) => familyOf(id).id);
          const scale = [...byFamily.keys()].map((family) => {
            const has = sum((byFamily.get(family) ?? []).map((id) => weights.get(id) ?? 0));
            const whole = IDS.filter((id) => familyOf(id).id === family);
            return has / sum(whole.map((id) => STATION[id] ?? 0));
          });
          for (const each of scale) expect(each).toBeCloseTo(scale[0] ?? 0, 9);
        },
      ),
    );
  });
});
