import { expect, it } from 'vitest';
import { rankingAddress, routeOf, scorecardAddress } from './router.tsx';

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

it('knows no other address', () => {
  for (const address of ['/scorecards/2024-04', '/rankings/2024-04/x', '/elsewhere']) {
    expect(routeOf(address)).toEqual({ page: 'unknown' });
  }
});
