import { expect, it } from 'vitest';
import { shownDays } from './days.ts';
import type { VillageDay } from './village.ts';

const day = (changed: Partial<VillageDay>): VillageDay => ({
  ...{ date: '2024-04-01', station: '410481001000', revision: 1, onTime: true, minutes: 0 },
  rows: { officerTime: 0, disputes: 0, cases: 0, followUps: 0, counts: 0, incidents: 0 },
  ...changed,
});

it('tells nobody there from nothing known', () => {
  const kinds = shownDays(
    [
      day({}),
      day({ date: '2024-04-02', revision: null, onTime: null }),
      day({ date: '2024-04-03', minutes: 119 }),
      day({ date: '2024-04-04', minutes: 120 }),
      day({ date: '2024-04-05', minutes: 360 }),
    ],
    '410481001000',
  ).map(({ kind }) => kind);
  expect(kinds).toEqual(['none', 'missing', 'short', 'medium', 'long']);
});

it('adds up what two stations sent of a day, its own one first', () => {
  const [shown, ...others] = shownDays(
    [
      day({ station: '410481000999', revision: 3, minutes: 30 }),
      day({ revision: 2, minutes: 100, rows: { ...day({}).rows, officerTime: 2, counts: 1 } }),
    ],
    '410481001000',
  );
  expect(others).toEqual([]);
  expect(shown).toMatchObject({ minutes: 130, rows: 3, kind: 'medium' });
  expect(shown?.documents.map(({ station }) => station)).toEqual(['410481001000', '410481000999']);
});
