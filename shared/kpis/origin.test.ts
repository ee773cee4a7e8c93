import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { KPIS, kpiOf, QUERIES } from './catalogue.ts';
import { columnsOf, fileOf, queriesOf, queryOf, summandsOf } from './origin.ts';
import { notesOf } from './words.ts';

const filesOf = (id: string) => {
  const kpi = kpiOf(id);
  return kpi && queriesOf(kpi).map(fileOf);
};

describe('the origin of a KPI', () => {
  it('reads the columns of the statement itself, not those of its parts', () => {
    const sql = `-- SELECT a
WITH x AS (
  SELECT b FROM t
)
SELECT
  x.unit, sum(n - 1) AS c, coalesce(d, e) AS f -- and g
FROM x
`;
    expect(columnsOf(sql)).toEqual(['unit', 'c', 'f']);
  });

  it('is one file for every measure of every KPI, but for what a rule asks for', () => {
    const columns = QUERIES.flatMap(({ sql }) => columnsOf(sql)).filter((name) => name !== 'unit');
    expect(new Set(columns).size).toBe(columns.length);
    const measures = KPIS.flatMap(({ numerator, denominator }) => [
      ...Object.keys(numerator),
      ...Object.keys(denominator),
    ]);
    expect(new Set(measures.filter((name) => !queryOf(name)))).toEqual(
      new Set(['leader_visits_required', 'consultations_required']),
    );
  });

  it('names files that hold the text', () => {
    for (const query of QUERIES) {
      const path = fileURLToPath(new URL(fileOf(query), import.meta.url));
      expect(readFileSync(path, 'utf8')).toBe(query.sql);
    }
  });

  it('may lie in two families: cases to a population', () => {
    expect(filesOf('case_rate')).toEqual(['cases.sql', 'population.sql']);
    expect(filesOf('time_in_community')).toEqual(['time.sql']);
    expect(filesOf('leader_visits')).toEqual(['leadership.sql']);
  });

  it('gives each measure its factor', () => {
    const offices = kpiOf('office_standard');
    expect(summandsOf(offices?.denominator ?? {})).toEqual([
      { measure: 'communities', factor: 1, file: 'population.sql' },
      { measure: 'villages', factor: 1 / 8, file: 'population.sql' },
    ]);
    expect(summandsOf({ leader_visits_required: 1 })).toEqual([
      { measure: 'leader_visits_required', factor: 1, file: null },
    ]);
  });
});

describe('the notes of a KPI', () => {
  it.each([
    ['disputes_opened', ['context', 'not_applicable', 'incomplete']],
    [
      'homicide_change',
      [
        ...['context_at_stations', 'restricted', 'shrunken'],
        ...['no_change', 'new', 'base_incomplete', 'incomplete'],
      ],
    ],
    ['time_in_community', ['by_role', 'not_applicable', 'incomplete']],
    ['completeness', ['not_applicable']],
  ])('%s', (id, codes) => {
    const kpi = kpiOf(id);
    expect(kpi && notesOf(kpi).map(({ code }) => code)).toEqual(codes);
  });
});
