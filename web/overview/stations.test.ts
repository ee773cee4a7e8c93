import { expect, it } from 'vitest';
import { stationTimes, TIME } from '../../shared/reports/stations.ts';
import { stationsOf } from './stations.ts';

const MEETS = 0.8;

function station(
  code: string,
  value: number | null,
  interval: [number, number] | null,
  note: 'incomplete' | null = null,
) {
  const unit = { code, name: code, level: 'station', parent: null } as const;
  return {
    unit: { ...unit, area: 'urban', population: 1500, peerGroup: 'station-urban-1' } as const,
    completeness: { expected: 30, submitted: note ? 10 : 30, onTime: 10 },
    kpis: {
      [TIME]: { numerator: 1, denominator: 2, value, interval, shrunken: null, note },
    },
  };
}

it('counts the same stations as the bulletin, and the same ones as below the standard', () => {
  const items = [
    station('a', 0.9, [0.88, 0.92]),
    station('b', 0.79, [0.76, 0.82]),
    station('c', 0.7, [0.66, 0.74]),
    station('d', 0.6, [0.5, 0.7], 'incomplete'),
    station('e', null, null),
  ];
  const counted = stationsOf({ items }, MEETS);
  expect(counted.map(({ unit, isBelow }) => [unit.code, isBelow])).toEqual([
    ['a', false],
    ['b', false],
    ['c', true],
  ]);
  const figures = items.map(({ kpis, ...rest }) => ({ ...rest, time: kpis[TIME] }));
  expect(stationTimes(figures, null, MEETS, null)).toMatchObject({
    stations: counted.length,
    below: counted.filter(({ value }) => value < MEETS).length,
  });
});
