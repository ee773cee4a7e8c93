import { expect, test } from 'vitest';
import { oldestOfficerDay } from './retention.ts';

test.each([
  ['2027-04-15', '2024-04-15'],
  ['2027-01-01', '2024-01-01'],
  ['2028-02-29', '2025-03-01'],
])('on %s rows from %s on are shown', (today, oldest) => {
  expect(oldestOfficerDay(today)).toBe(oldest);
});
