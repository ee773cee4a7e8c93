import { expect, it } from 'vitest';
import henan from '../map/henan.geo.json' with { type: 'json' };
import { regionOf } from './city-map.tsx';
import { decoded, layout } from './geo.ts';

it('decodes differences in zigzag from an offset', () => {
  // +1, −1, +2 and 0 are 2, 1, 4 and 0 above @.
  expect(decoded('BADA@D', [1024, 2048])).toEqual([
    [1025 / 1024, 2047 / 1024],
    [1027 / 1024, 2046 / 1024],
    [1027 / 1024, 2048 / 1024],
  ]);
});

it('lays the province out within its frame, every region where it belongs', () => {
  const regions = layout(henan, 480, 420);
  expect(regions).toHaveLength(18);
  for (const { path, at } of regions) {
    const numbers = path.match(/[\d.]+/g)?.map(Number) ?? [];
    expect(numbers.length).toBeGreaterThan(20);
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThanOrEqual(480);
    expect(at[0]).toBeGreaterThan(0);
  }
  const place = (name: string) => regions.find((region) => region.name === name)?.at ?? [0, 0];
  // 安阳 lies north of 信阳, 三门峡 west of 商丘.
  expect(place('安阳市')[1]).toBeLessThan(place('信阳市')[1]);
  expect(place('三门峡市')[0]).toBeLessThan(place('商丘市')[0]);
});

it('finds the region of every city, also of the county that is a city of its own', () => {
  expect(regionOf('410400000000')).toBe('410400');
  expect(regionOf('419000000000')).toBe('419001');
});
