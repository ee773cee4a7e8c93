import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FAMILIES, KPIS, QUERIES } from './catalogue.ts';
import { evaluate, figureOf, type Measures } from './evaluate.ts';
import { requiredOfLeaders } from './leadership.ts';
import { rollUp, type TreeNode } from './roll-up.ts';
import { bind } from './statement.ts';

describe('the catalogue', () => {
  it('has every KPI once, in families that have something to say', () => {
    const ids = KPIS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(42);
    for (const family of FAMILIES) expect(family.kpis.length).toBeGreaterThan(0);
  });

  it('takes every measure from a column of its SQL', () => {
    const columns = QUERIES.map(({ sql }) => sql).join('\n');
    const measures = KPIS.flatMap((kpi) => [
      ...Object.keys(kpi.numerator),
      ...Object.keys(kpi.denominator),
    ]).filter((measure) => !measure.endsWith('_required'));
    for (const measure of measures) expect(columns).toMatch(new RegExp(`\\b${measure}\\b`));
  });
});

describe('a figure', () => {
  it.each([
    ['ratio', 3, 4, 0.75, null],
    ['ratio', 0, 0, null, 'not_applicable'],
    ['per_10k', 3, 20_000, 1.5, null],
    ['change', 49, 57, (49 - 57) / 57, null],
    ['change', 0, 0, null, 'no_change'],
    ['change', 4, 0, null, 'new'],
  ] as const)('%s of %d and %d', (form, numerator, denominator, value, note) => {
    expect(figureOf(form, numerator, denominator)).toEqual({ numerator, denominator, value, note });
  });

  it('of offices asks one for a community and one for eight villages', () => {
    const kpi = KPIS.find(({ id }) => id === 'office_standard');
    if (!kpi) throw new Error('no office_standard');
    expect(evaluate(kpi, { offices: 3, communities: 2, villages: 12 }).denominator).toBe(3.5);
  });

  it('asks leaders for their share of the year', () => {
    expect(requiredOfLeaders('city', 4)).toEqual({
      leader_visits_required: 8 / 3,
      consultations_required: 2,
    });
    expect(requiredOfLeaders('county', 4)).toEqual({
      leader_visits_required: 4,
      consultations_required: 4,
    });
    expect(requiredOfLeaders('station', 4)).toEqual({});
  });
});

describe('a statement', () => {
  it('binds names in the order of their places', () => {
    const sql = "SELECT :a -- not :c here\nWHERE x IN (:list) AND day > :a AND '1' = :b";
    expect(bind(sql, { a: 'x', b: 2, list: ['p', 'q'] })).toEqual({
      statement: "SELECT ? \nWHERE x IN (?, ?) AND day > ? AND '1' = ?",
      parameters: ['x', 'p', 'q', 'x', 2],
    });
  });

  it('refuses a name without a value and an empty list', () => {
    expect(() => bind('SELECT :a', {})).toThrow('a');
    expect(() => bind('SELECT :a', { a: [] })).toThrow('empty');
  });
});

/** A province of two cities with two counties each and some stations. */
const units: TreeNode[] = [
  { code: 'p', level: 'province', parent: null },
  ...['a', 'b'].flatMap((city): TreeNode[] => [
    { code: city, level: 'city', parent: 'p' },
    ...['1', '2'].flatMap((county): TreeNode[] => [
      { code: city + county, level: 'county', parent: city },
      ...['x', 'y', 'z'].map(
        (station): TreeNode => ({
          code: city + county + station,
          level: 'station',
          parent: city + county,
        }),
      ),
    ]),
  ]),
];
const stations = units.filter(({ level }) => level === 'station').map(({ code }) => code);
const itself = (station: string) => station;

describe('adding up the tree', () => {
  it('gives the same sums, however the rows of stations are cut', () => {
    const rows = fc.array(
      fc.record({
        unit: fc.constantFrom(...stations),
        measures: fc.record({ n: fc.nat(1000), d: fc.nat(1000) }),
      }),
    );
    fc.assert(
      fc.property(rows, fc.nat(), (all, cut) => {
        const at = all.length === 0 ? 0 : cut % all.length;
        const query = { rollUp: 'sum' } as const;
        const whole = rollUp(units, [{ query, rows: all }], itself);
        const parts = rollUp(
          units,
          [
            { query, rows: all.slice(at) },
            { query, rows: all.slice(0, at) },
          ],
          itself,
        );
        const direct = (prefix: string) =>
          all
            .filter(({ unit }) => unit.startsWith(prefix))
            .reduce((sum, { measures }) => sum + measures.n, 0);
        for (const { code } of units) {
          expect(parts.get(code)).toEqual(whole.get(code));
          expect(whole.get(code)?.n ?? 0).toBe(direct(code === 'p' ? '' : code));
        }
      }),
    );
  });

  it("gives a predecessor's rows to its successor, and rows of nobody to nobody", () => {
    const rows = [
      { unit: 'old', measures: { n: 2 } },
      { unit: 'a1x', measures: { n: 3 } },
      { unit: 'gone', measures: { n: 100 } },
    ];
    const totals = rollUp(units, [{ query: { rollUp: 'sum' }, rows }], (station) =>
      station === 'old' ? 'a1x' : station,
    );
    expect(totals.get('a1x')).toEqual({ n: 5 });
    expect(totals.get('p')).toEqual({ n: 5 });
  });

  it('takes a unit at its own word on surveys, kind by kind', () => {
    const kinds = [['n'], ['m']];
    const rows: { unit: string; measures: Measures }[] = [
      { unit: 'a1x', measures: { n: 1, m: 1 } },
      { unit: 'a1y', measures: { n: 2 } },
      { unit: 'a1', measures: { n: 50 } },
      { unit: 'b', measures: { n: 7 } },
    ];
    const totals = rollUp(units, [{ query: { rollUp: 'own_or_children', kinds }, rows }], itself);
    expect(totals.get('a1')).toEqual({ n: 50, m: 1 });
    expect(totals.get('a')).toEqual({ n: 50, m: 1 });
    expect(totals.get('p')).toEqual({ n: 57, m: 1 });
    expect(totals.get('b1')).toEqual({});
  });

  it('adds up nothing of leaders', () => {
    const rows = [{ unit: 'a1', measures: { n: 1 } }];
    const totals = rollUp(units, [{ query: { rollUp: 'own' }, rows }], itself);
    expect(totals.get('a1')).toEqual({ n: 1 });
    expect(totals.get('a')).toEqual({});
  });
});
