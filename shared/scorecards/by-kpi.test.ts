import { expect, it } from 'vitest';
import { kpiOf } from '../kpis/catalogue.ts';
import { figureUnit, unitWithMeasures } from '../testing/scored.ts';
import { rankByKpi } from './by-kpi.ts';

const station = (code: string, filed: number, sent = 30) =>
  unitWithMeasures(figureUnit({ code, level: 'station', parent: 'c' }), {
    criminal_filed: filed,
    population: 10_000,
    days_expected: 30,
    days_sent: sent,
    days_expected_before: 30,
    days_sent_before: 30,
  }).figures;

it('ranks units by one KPI, fewer cases first, incomplete ones last', () => {
  const kpi = kpiOf('case_rate');
  if (!kpi) throw new Error('no case_rate');
  const units = [station('a', 5), station('b', 2), station('c', 5), station('d', 0, 10)];
  const rows = rankByKpi(kpi, [...units, station('e', 9)]);
  expect(rows.map(({ unit, rank, of }) => [unit.code, rank, of])).toEqual([
    ['b', 1, 4],
    ['a', 2, 4],
    ['c', 2, 4],
    ['e', 4, 4],
    ['d', null, 4],
  ]);
});

it('ranks nobody by a KPI that is context: every unit in the order of codes', () => {
  const kpi = kpiOf('disputes_opened');
  if (!kpi) throw new Error('no disputes_opened');
  const rows = rankByKpi(kpi, [station('b', 5), station('a', 2), station('c', 0, 10)]);
  expect(rows.map(({ unit, rank, of }) => [unit.code, rank, of])).toEqual([
    ['a', null, 0],
    ['b', null, 0],
    ['c', null, 0],
  ]);
});
