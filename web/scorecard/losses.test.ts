import { expect, it } from 'vitest';
import { lossesOf } from './losses.ts';

it('lists what cost points, the most first, on the scale of the largest weight', () => {
  const kpis = [
    { id: 'full', lost: 0, weight: 10 },
    { id: 'little', lost: 0.049, weight: 10 },
    { id: 'some', lost: 5, weight: 10 },
    { id: 'monitored', lost: null, weight: 0 },
    { id: 'most', lost: 7.5, weight: 20 },
  ];
  const { losses, full, total } = lossesOf(kpis);
  expect(losses.map(({ kpi, share, weightShare }) => [kpi.id, share, weightShare])).toEqual([
    ['most', 37.5, 100],
    ['some', 25, 50],
  ]);
  expect(full.map(({ id }) => id)).toEqual(['full', 'little']);
  expect(total).toBeCloseTo(12.549, 10);
});

it('lists nothing where nothing was scored', () => {
  expect(lossesOf([{ lost: null, weight: 0 }])).toEqual({ losses: [], full: [], total: 0 });
});
