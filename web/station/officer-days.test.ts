import { expect, it } from 'vitest';
import { communityShare, minutesOf, officerDays } from './officer-days.ts';

const ROWS = [
  { officer: 'a', grid: 'g', activity: 'household_visit', minutes: 300 },
  { officer: 'b', activity: 'leave', minutes: 480 },
  { officer: 'a', activity: 'station_duty', minutes: 100 },
];

it('adds up each officer’s day, and the share in the community without leave', () => {
  expect(officerDays(ROWS)).toMatchObject([
    { officer: 'a', total: 400, working: 400, community: 300 },
    { officer: 'b', total: 480, working: 0, community: 0 },
  ]);
  expect(officerDays(ROWS).map(communityShare)).toEqual([0.75, undefined]);
  expect(communityShare(minutesOf(ROWS))).toBe(0.75);
});
