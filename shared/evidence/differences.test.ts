import { expect, it } from 'vitest';
import { parsePeriod, type Span, spanOf } from '../calendar/period.ts';
import type { UnitFigures } from '../scorecards/figures.ts';
import { unitWithScore } from '../testing/scored.ts';
import { correctionsOf, differences, type WholeRevision } from './differences.ts';

const COUNTY = 'county';
const SCHEME = 'henan-baseline@1';

function span(): Span {
  const period = parsePeriod('2024-04');
  const found = period && spanOf(period, '2024-06-01');
  if (!found) throw new Error('no period');
  return found;
}

const FIGURES: UnitFigures[] = ['a', 'b'].map(
  (code) => unitWithScore({ code, level: 'station', parent: COUNTY }, 80).figures,
);

type Results = WholeRevision['frozen']['results'];
const results = (a: number, b: number, rankOfB: number, scheme = SCHEME): Results => ({
  a: { score: a, grade: '良好', scheme: SCHEME, ranks: { [COUNTY]: 3 - rankOfB } },
  b: { score: b, grade: '良好', scheme, ranks: { [COUNTY]: rankOfB } },
});

function revision(other: {
  readonly days?: Readonly<Record<string, string>>;
  readonly results?: Results;
  readonly reference?: Readonly<Record<string, number>>;
  readonly ledger?: readonly string[];
  readonly previous?: number;
}): WholeRevision {
  const stations = Object.entries(other.days ?? {}).map(([code, days]) => [
    code,
    { days, others: [] },
  ]);
  const entries = (other.ledger ?? []).map((id) => ({ id }));
  return {
    figures: FIGURES,
    // Of an entry only its id matters here.
    frozen: { results: other.results ?? results(80, 90, 1), ledger: { b: entries } } as never,
    manifest: {
      ...{ span: span(), quota: 5, eightMajor: [] },
      reference: { units: 1, ...other.reference },
      stations: Object.fromEntries(stations),
    },
    inputs: {
      previous: other.previous ? { period: '2024-03', revision: other.previous } : null,
      ...{ yearAgo: null, history: [] },
    },
  };
}

const itself = (station: string) => (station === 'old' ? 'b' : station);
const reasonsOf = (before: WholeRevision, after: WholeRevision) =>
  Object.fromEntries(
    differences(before, after, itself).units.map(({ unit, because }) => [unit.code, because]),
  );

it('of one and the same are none', () => {
  const same = { days: { a: '0,1:2' }, ledger: ['x'], previous: 2 };
  expect(differences(revision(same), revision(same), itself)).toEqual({
    ...{ corrections: [], reference: [], history: [], ledger: [], units: [] },
  });
});

it('name corrected, new and vanished days', () => {
  const before = revision({ days: { a: '0,1,2', old: '5' } });
  const after = revision({ days: { a: '0,1:3', old: '5', b: '0' } });
  expect(correctionsOf(before.manifest, after.manifest)).toEqual([
    { station: 'b', date: '2023-01-01', from: null, to: 1 },
    { station: 'a', date: '2023-01-02', from: 1, to: 3 },
    { station: 'a', date: '2023-01-03', from: 1, to: null },
  ]);
});

it('give each unit its reasons', () => {
  const before = revision({ days: { old: '0' } });
  const moved = results(80, 70, 2);
  // A predecessor's corrected day is its successor's; the other unit only changes its rank.
  expect(reasonsOf(before, revision({ days: { old: '0:2' }, results: moved }))).toEqual({
    a: ['others'],
    b: ['corrections'],
  });
  const days = { old: '0' };
  const changed = revision({ days, results: moved, ledger: ['x'], previous: 2 });
  expect(reasonsOf(before, changed)).toEqual({ a: ['others'], b: ['ledger', 'history'] });
  expect(differences(before, changed, itself)).toMatchObject({
    history: [{ period: '2024-03', from: null, to: 2 }],
    ledger: [{ unit: 'b', id: 'x', change: 'added' }],
  });
  const rescored = revision({ days, results: results(80, 85, 1, 'other@1') });
  expect(reasonsOf(before, rescored)).toEqual({ b: ['scheme'] });
  const grids = revision({ days, results: results(80, 85, 1), reference: { grids: 1 } });
  expect(reasonsOf(before, grids)).toEqual({ b: ['reference'] });
});
