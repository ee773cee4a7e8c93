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

it('takes a period or a day that cannot be for no page', () => {
  const station = '410481002000';
  for (const address of [
    '/overview/2026-13',
    '/rankings/2026-13',
    '/months/2026-13',
    '/months/latest',
    `/reports/2026-13/${station}`,
    `/scorecards/2026-13/${station}`,
    `/scorecards/2026-13/${station}/kpis/case_rate`,
    `/scorecards/2026-13/${station}/grids/410481002201`,
    `/stations/${station}/days/2026-02-30/revisions/1`,
  ]) {
    expect([address, routeOf(address)]).toEqual([address, { page: 'unknown' }]);
  }
});

it('takes the latest period wherever something published is shown', () => {
  const station = '410481002000';
  for (const address of [
    '/overview/latest',
    '/rankings/latest',
    `/reports/latest/${station}`,
    `/scorecards/latest/${station}`,
    `/scorecards/latest/${station}/kpis/case_rate`,
    `/scorecards/latest/${station}/grids/410481002201`,
  ]) {
    expect(routeOf(address)).toMatchObject({ period: 'latest' });
  }
});
