import { expect, it } from 'vitest';
import type { Unit } from '../api.ts';
import type { Missing } from '../command/today.ts';
import { daysBelow, isWithin } from './places.ts';

const unit = (code: string, level: Unit['level'], parent: string | null): Unit => ({
  ...{ code, level, parent, name: code },
});

it('finds a station in its city and in its county, also in a county that is a city of its own', () => {
  const station = unit('410481002000', 'station', '410481000000');
  expect(isWithin(station, unit('410400000000', 'city', null))).toBe(true);
  expect(isWithin(station, unit('410500000000', 'city', null))).toBe(false);
  expect(isWithin(station, unit('410481000000', 'county', null))).toBe(true);
  expect(isWithin(station, unit('410482000000', 'county', null))).toBe(false);
  expect(isWithin(station, station)).toBe(true);
  const jiyuan = unit('419001001000', 'station', '419001000000');
  expect(isWithin(jiyuan, unit('419000000000', 'city', null))).toBe(true);
});

it('adds counties up to their cities, those with most missing first', () => {
  const county = (code: string, ...missing: string[]) => ({
    county: { code, name: code },
    ...{ expected: 10, submitted: 10 - missing.length, onTime: 5 },
    missing: missing.map((name) => ({ code: name, name })),
  });
  const answer: Missing = {
    ...{ date: '2026-11-28', deadline: '', isOver: true, expected: 30, submitted: 27, onTime: 15 },
    items: [county('410481000000', 'a'), county('410482000000', 'b'), county('410502000000', 'c')],
  };
  const cities = [unit('410400000000', 'city', null), unit('410500000000', 'city', null)];
  const days = daysBelow(answer, cities);
  expect(
    days.map(({ unit: { code }, submitted, missing }) => [code, submitted, missing.length]),
  ).toEqual([
    ['410400000000', 18, 2],
    ['410500000000', 9, 1],
  ]);
  expect(daysBelow(answer, []).map(({ unit: { code } }) => code)).toEqual([
    '410481000000',
    '410482000000',
    '410502000000',
  ]);
});
