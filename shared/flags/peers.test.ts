import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chanceOfAtLeast, chanceOfEqual } from './chance.ts';
import { compareWithPeers, type Share, standingOut } from './peers.ts';

const share = (unit: number, count: number, of: number, peerGroup = 'g'): Share => ({
  ...{ unit: String(unit), peerGroup, count, of },
});

/** Twenty peers at about three in ten. */
const peers = Array.from({ length: 20 }, (_, unit) => share(unit, 24 + (unit % 13), 100));

describe('a share against the peers', () => {
  it('stands out by its distance, and a small station needs more of it', () => {
    const limits = { share: 0.5, z: 3, fewest: 3 };
    const names = (shares: readonly Share[]) => standingOut(shares, limits).map(({ unit }) => unit);
    expect(names([...peers, share(99, 60, 100)])).toEqual(['99']);
    expect(names([...peers, share(99, 3, 5)])).toEqual([]);
    expect(names([...peers, share(99, 45, 100)])).toEqual([]);
    expect(names([...peers, share(99, 2, 2)])).toEqual([]);
  });

  it('has no distance where there are not enough to compare with', () => {
    expect(compareWithPeers(peers.slice(0, 4)).map(({ z }) => z)).toEqual(Array(4).fill(null));
  });

  it('is compared with the province where its group is small', () => {
    const found = compareWithPeers([...peers, share(99, 90, 100, 'other')]);
    expect(found.at(-1)).toMatchObject({ peers: 21, usual: 0.29 });
  });

  it('is the same in any order', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(peers, { minLength: 20 }), (shuffled) => {
        const order = (shares: readonly Share[]) =>
          [...compareWithPeers(shares)].sort((a, b) => Number(a.unit) - Number(b.unit));
        expect(order(shuffled)).toEqual(order(peers));
      }),
    );
  });
});

describe('chances', () => {
  it('of so many or more', () => {
    expect(chanceOfAtLeast(0, 0)).toBe(1);
    expect(chanceOfAtLeast(1, 0)).toBe(0);
    expect(chanceOfAtLeast(1, 2)).toBeCloseTo(1 - Math.exp(-2), 12);
    expect(chanceOfAtLeast(2, 2)).toBeCloseTo(1 - 3 * Math.exp(-2), 12);
  });

  it('of two equal counts', () => {
    // e⁻²·(1 + 1 + 1/4 + 1/36 + …) = e⁻²·I₀(2), with I₀(2) = 2.2795853 (Abramowitz & Stegun 9.8).
    expect(chanceOfEqual(1, 1, 0)).toBeCloseTo(Math.exp(-2) * 2.2795853, 7);
    expect(chanceOfEqual(1, 1, 2)).toBeCloseTo(Math.exp(-2) * 0.2795853, 7);
    expect(chanceOfEqual(0, 5, 1)).toBe(0);
    expect(chanceOfEqual(4000, 4000, 1)).toBeCloseTo(1 / Math.sqrt(4 * Math.PI * 4000), 5);
  });
});
