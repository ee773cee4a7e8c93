import { describe, expect, it } from 'vitest';
import { figureUnit } from '../testing/scored.ts';
import { poolsOf } from './pools.ts';

function group(peerGroup: string, size: number, level: 'station' | 'county' = 'station') {
  return Array.from({ length: size }, (_, index) =>
    figureUnit({ code: `${peerGroup}-${index}`, level, parent: null, peerGroup }),
  );
}

const sizes = (units: ReturnType<typeof group>) =>
  poolsOf(units, (unit) => unit).map(([name, members]) => [name, members.length]);

describe('what is usual in a peer group', () => {
  it('is told by its own units where there are 20, else by all of its level', () => {
    expect(sizes([...group('b', 3), ...group('a', 20), ...group('county', 6, 'county')])).toEqual([
      ['a', 20],
      ['b', 23],
      ['county', 6],
    ]);
  });

  it('is not told where the level has fewer than five', () => {
    expect(sizes(group('a', 4))).toEqual([]);
    const twice = [...group('a', 4), ...group('a', 4)];
    expect(sizes(twice)).toEqual([]);
  });
});
