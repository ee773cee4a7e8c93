import { expect, it } from 'vitest';
import { parsePeriod, type Span, spanOf } from '../calendar/period.ts';
import { buildCard } from '../scorecards/build.ts';
import type { Card } from '../scorecards/card.ts';
import { BUILT_IN, type Scheme } from '../scoring/scheme.ts';
import { BASELINE, unitWithMeasures } from '../testing/scored.ts';
import { cardChange } from './card-change.ts';
import { correctionsOf, differences, type RevisionInputs } from './differences.ts';

const COUNTY = 'county';
const OUTCOMES = BUILT_IN.find(({ id }) => id === 'henan-outcomes') as Scheme;

function span(): Span {
  const period = parsePeriod('2024-04');
  const found = period && spanOf(period, '2024-06-01');
  if (!found) throw new Error('no period');
  return found;
}

function revision(other: {
  readonly days?: Readonly<Record<string, string>>;
  readonly reference?: Readonly<Record<string, number>>;
  readonly ledger?: readonly string[];
  readonly previous?: number;
}): RevisionInputs {
  const stations = Object.entries(other.days ?? {}).map(([code, days]) => [
    code,
    { days, others: [] },
  ]);
  return {
    units: ['a', 'b'].map((code) => ({ code, parent: COUNTY })),
    // Of an entry only its id matters here.
    ledger: { b: (other.ledger ?? []).map((id) => ({ id })) } as never,
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

function card(code: string, visits = 100, scheme = BASELINE): Card {
  const measures = { days_expected: 30, days_sent: 30, days_on_time: 30, households: 500 };
  const counted = { ...measures, population: 1500, household_visits: visits, criminal_filed: 12 };
  return buildCard({
    period: '2024-04',
    unit: unitWithMeasures({ code, level: 'station', parent: COUNTY }, counted, scheme),
    ...{ uncertainty: undefined, rankability: null, ranks: [], signals: {} },
    ...{ previous: undefined, yearAgo: undefined },
  });
}

const withScore = (held: Card, score: Partial<Card['score']>): Card => ({
  ...held,
  score: { ...held.score, ...score },
});
const itself = (station: string) => (station === 'old' ? 'b' : station);
const ofB = (before: RevisionInputs, after: RevisionInputs, now: Card, old = card('b')) =>
  differences(before, after, itself).ofUnit(old, now);

it('of one and the same are none', () => {
  const same = { days: { a: '0,1:2' }, ledger: ['x'], previous: 2 };
  const { ofUnit, ...found } = differences(revision(same), revision(same), itself);
  expect(found).toEqual({ corrections: [], reference: [], history: [], ledger: [] });
  expect(ofUnit(card('b'), card('b'))).toBeUndefined();
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

it('are of a predecessor’s corrected day, or of the reference data, where figures changed', () => {
  const days = { old: '0' };
  const corrected = ofB(revision({ days }), revision({ days: { old: '0:2' } }), card('b', 200));
  expect(corrected).toMatchObject({ because: ['corrections'], corrections: 1 });
  expect(corrected?.kpis).toMatchObject([
    { id: 'household_visit_rate', numerator: { from: 100, to: 200 } },
  ]);
  const grids = revision({ days, reference: { grids: 1 } });
  expect(ofB(revision({ days }), grids, card('b', 200))?.because).toEqual(['reference']);
});

it('are of the ledger also where the score and grade stay as they were', () => {
  const vetoed = withScore(card('b'), {
    adjustments: [{ id: 'x', kind: 'veto', points: 0 }],
    gradeCap: '未达标',
  });
  const decided = revision({ ledger: ['x'] });
  expect(ofB(revision({}), decided, vetoed)).toMatchObject({
    because: ['ledger'],
    changed: ['adjustments'],
    gradeCap: { from: null, to: '未达标' },
  });
  // Withdrawn later.
  expect(ofB(decided, revision({}), card('b'), vetoed)).toMatchObject({
    because: ['ledger'],
    adjustments: { from: [{ id: 'x' }], to: [] },
  });
  expect(differences(revision({}), decided, itself).ledger).toEqual([
    { unit: 'b', id: 'x', change: 'added' },
  ]);
});

it('are of history where intervals, comparisons or goalposts changed with it', () => {
  const published = revision({ previous: 2 });
  const now = withScore(card('b'), { interval: [10, 20], expected: 15 });
  expect(ofB(revision({}), published, now)).toMatchObject({
    because: ['history'],
    changed: ['uncertainty'],
    interval: { from: null, to: [10, 20] },
  });
  const kpis = card('b').kpis.map((kpi) => ({ ...kpi, yearAgo: 0.5 }));
  expect(ofB(revision({}), published, { ...card('b'), kpis })).toMatchObject({
    because: ['history'],
    changed: ['comparisons'],
  });
});

it('explain another scheme by the KPIs that it weighs or scores otherwise', () => {
  const found = ofB(revision({}), revision({}), card('b', 100, OUTCOMES));
  expect(found?.because).toEqual(['scheme']);
  expect(found?.scheme).toEqual({ from: 'henan-baseline@1', to: 'henan-outcomes@1' });
  expect(found?.kpis.find(({ id }) => id === 'case_rate')).toMatchObject({
    numerator: { from: 12, to: 12 },
    weight: { from: 0, to: expect.any(Number) },
    score: { from: null, to: expect.any(Number) },
    target: { from: null, to: expect.any(Object) },
  });
});

it('are of other units where only ranks changed', () => {
  const rank = { scope: 'parent', within: COUNTY, rank: 1, of: 2 };
  const ranked = (place: number) =>
    ({ ...card('b'), ranks: [{ ...rank, rank: place }] }) as unknown as Card;
  expect(ofB(revision({}), revision({}), ranked(2), ranked(1))).toMatchObject({
    because: ['others'],
    ranks: [{ within: COUNTY, from: 1, to: 2 }],
  });
});

it('compare everything that a card says', () => {
  const held = card('b');
  const other: Readonly<Record<keyof Card, unknown>> = {
    ...{ period: held.period, scheme: 'other@1', unit: { ...held.unit, name: 'x' } },
    completeness: { ...held.completeness, submitted: 1 },
    score: { ...held.score, expected: 1 },
    ...{ ranks: [{ within: 'x', rank: 1 }], unranked: 'no_score', peerGroup: 'x' },
    ...{ rankability: 1, approvals: [{}], kpis: held.kpis.slice(1) },
  };
  for (const [name, value] of Object.entries(other)) {
    const changed = cardChange(held, { ...held, [name]: value })?.changed;
    expect([name, (changed ?? []).length > 0]).toEqual([name, name !== 'period']);
  }
  const [first, ...rest] = held.kpis;
  for (const name of Object.keys(first ?? {})) {
    const kpis = [{ ...first, [name]: 'other' }, ...rest];
    const changed = cardChange(held, { ...held, kpis } as unknown as Card)?.changed;
    // A KPI's family is the catalogue's.
    expect([name, (changed ?? []).length > 0]).toEqual([name, name !== 'family']);
  }
});
