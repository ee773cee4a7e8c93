import { expect, it } from 'vitest';
import {
  catalogueAddress,
  monthAddress,
  overviewAddress,
  rankingAddress,
  reportAddress,
  routeOf,
  schemeAddress,
  scorecardAddress,
  villageAddress,
} from './router.tsx';

it('reads back every address that it writes', () => {
  expect(routeOf(rankingAddress())).toMatchObject({ page: 'ranking', period: undefined });
  expect(routeOf(rankingAddress('2024-04', { within: '410481000000', level: 'station' }))).toEqual({
    page: 'ranking',
    period: '2024-04',
    within: '410481000000',
    level: 'station',
  });
  expect(routeOf(scorecardAddress('2024-Q2', '410481002000'))).toEqual({
    page: 'scorecard',
    period: '2024-Q2',
    unit: '410481002000',
  });
});

it.each([
  [overviewAddress(), { page: 'overview', period: undefined, unit: undefined }],
  [overviewAddress('2024-04'), { page: 'overview', period: '2024-04', unit: undefined }],
  [
    overviewAddress(undefined, '410481000000'),
    { page: 'overview', period: 'latest', unit: '410481000000' },
  ],
  [
    villageAddress('2024-04', '410481002000', '410481002201'),
    { page: 'village', period: '2024-04', unit: '410481002000', grid: '410481002201' },
  ],
  [monthAddress('2024-04'), { page: 'month', period: '2024-04' }],
  [
    schemeAddress('henan-baseline@1'),
    { page: 'scheme', scheme: 'henan-baseline@1', isEdited: false },
  ],
  [
    `${schemeAddress('henan-baseline@1')}/edit`,
    { page: 'scheme', scheme: 'henan-baseline@1', isEdited: true },
  ],
  [
    reportAddress('2024-04', '410481000000'),
    { page: 'report', period: '2024-04', unit: '410481000000' },
  ],
  [catalogueAddress('case_rate'), { page: 'catalogue', kpi: 'case_rate' }],
] as const)('reads back %s', (address, route) => {
  expect(routeOf(address)).toEqual(route);
});

it('knows no other address', () => {
  for (const address of ['/scorecards/2024-04', '/rankings/2024-04/x', '/elsewhere']) {
    expect(routeOf(address)).toEqual({ page: 'unknown' });
  }
});
