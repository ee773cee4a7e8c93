import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SampledFigure, UnitFigures } from '../scorecards/figures.ts';
import { readTrialScheme } from './faults.ts';
import type { Judge } from './model.ts';
import { scoringOf } from './model.ts';
import { BUILT_IN, type Scheme } from './scheme.ts';
import { type SimulationInput, simulate, withWeights } from './simulate.ts';
import { weightStability } from './stability.ts';

const [BASELINE] = BUILT_IN;
if (!BASELINE) throw new Error('no baseline');

/** Three KPIs of two families make the arithmetic plain. */
const SCHEME: Scheme = {
  ...BASELINE,
  weights: {
    ...BASELINE.weights,
    station: { time_in_community: 40, diverted_time: 20, follow_up_rate: 40 },
  },
  minimumDenominators: {},
};

interface Shares {
  readonly time?: number | null;
  readonly diverted?: number | null;
  readonly followUps?: number | null;
  readonly submitted?: number;
}

function figure(value: number | null): SampledFigure {
  const note = value === null ? 'not_applicable' : null;
  return {
    ...{ numerator: (value ?? 0) * 1000, denominator: value === null ? 0 : 1000, value, note },
    ...{ interval: null, error: null, shrunken: null },
  };
}

function station(code: string, shares: Shares): UnitFigures {
  const { time = 0.8, diverted = 0.2, followUps = 0.85, submitted = 30 } = shares;
  return {
    unit: {
      ...{ code, name: code, level: 'station', parent: 'county', area: 'urban' },
      ...{ population: 10_000, peerGroup: 'station-urban-1' },
    },
    completeness: { expected: 30, submitted, onTime: submitted },
    kpis: {
      time_in_community: figure(time),
      diverted_time: figure(diverted),
      follow_up_rate: figure(followUps),
    },
    timeCovariance: null,
    exposure: { days: 30, daysBefore: 30 },
  };
}

const judge: Judge = { scheme: SCHEME, goalposts: {}, months: 1 };
const input = (other: Scheme, rest: Partial<SimulationInput> = {}): SimulationInput => ({
  ...{ level: 'station', judge, other, ledger: {}, seed: '2024-04' },
  ...rest,
});

const share = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: null });
const someStations = fc
  .array(fc.record({ time: share, diverted: share, followUps: share }), {
    minLength: 1,
    maxLength: 12,
  })
  .map((all) => all.map((shares, place) => station(`station-${place}`, shares)));

describe('a simulation', () => {
  // Scores: time 80 → 80, diverted 0.2 → 50, follow-ups 0.85 → 50.
  const units = [
    station('a', { time: 0.85 }),
    station('b', { followUps: 1 }),
    station('c', {}),
    station('d', { submitted: 10 }),
  ];

  it('ranks under both weights and says who moved', () => {
    const other = withWeights(
      SCHEME,
      'station',
      { time_in_community: 70, follow_up_rate: 10 },
      false,
    );
    const { rows, summary } = simulate(units, input(other));
    const told = rows.map(({ unit, before, after, moved }) => [
      ...[unit.code, before.score, before.rank, before.echelon],
      ...[after.score, after.rank, after.echelon, moved],
    ]);
    expect(told).toEqual([
      ['a', 70, 2, 'second', 85, 1, 'first', 1],
      ['b', 82, 1, 'first', 76, 2, 'second', -1],
      ['c', 62, 3, 'third', 71, 3, 'third', 0],
      ['d', 62, null, null, 71, null, null, null],
    ]);
    expect(summary).toEqual({ of: 3, moved: 2, echelonChanged: 2, spearman: 0.5 });
  });

  it('counts what the ledger added', () => {
    const bonus = { kind: 'bonus', points: 5, gradeCap: null };
    const entry = { ...bonus, id: '1' } as unknown as SimulationInput['ledger'][string][number];
    const { rows } = simulate(units, input(SCHEME, { ledger: { c: [entry] } }));
    expect(rows.map(({ before }) => before.score)).toEqual([70, 82, 67, 62]);
    expect(rows.map(({ before }) => before.rank)).toEqual([2, 1, 3, null]);
  });

  it('brings weights back to 100, or leaves it to be said that they are not', () => {
    const raised = { follow_up_rate: 140 };
    const { weights } = withWeights(SCHEME, 'station', raised, true);
    expect(weights.station).toEqual({
      time_in_community: 20,
      diverted_time: 10,
      follow_up_rate: 70,
    });
    expect(weights.county).toBe(SCHEME.weights.county);
    const read = readTrialScheme(withWeights(SCHEME, 'station', { follow_up_rate: 50 }, false));
    expect(read.ok || read.faults.map(({ code, pointer }) => [code, pointer])).toEqual([
      ['weights_not_100', '/weights/station'],
    ]);
  });

  it('with the same weights moves nobody', () => {
    fc.assert(
      fc.property(someStations, (stations) => {
        const { rows, summary } = simulate(stations, input(SCHEME));
        for (const { before, after, moved } of rows) {
          expect(after).toEqual(before);
          expect(moved ?? 0).toBe(0);
        }
        expect(summary).toMatchObject({ moved: 0, echelonChanged: 0 });
        if (summary.of > 1) expect(summary.spearman).toBeCloseTo(1, 12);
      }),
      { numRuns: 30 },
    );
  });

  it('does not depend on the order of the units', () => {
    const other = withWeights(SCHEME, 'station', { diverted_time: 60, follow_up_rate: 0 }, false);
    fc.assert(
      fc.property(someStations, fc.infiniteStream(fc.nat()), (stations, order) => {
        const shuffled = stations
          .map((unit) => ({ unit, key: order.next().value }))
          .sort((a, b) => a.key - b.key)
          .map(({ unit }) => unit);
        const byCode = (all: readonly UnitFigures[]) =>
          new Map(simulate(all, input(other)).rows.map((row) => [row.unit.code, row]));
        const [straight, permuted] = [byCode(stations), byCode(shuffled)];
        for (const [code, row] of straight) expect(permuted.get(code)).toEqual(row);
      }),
      { numRuns: 30 },
    );
  });
});

describe('the stability of ranks', () => {
  const stability = (units: readonly UnitFigures[], fields: readonly (readonly number[])[]) =>
    weightStability({
      scorings: units.map((unit) => scoringOf(unit, judge)),
      ...{ fields, nominal: SCHEME.weights.station, seed: 'x', draws: 200 },
    });

  it('is 1 for those whose place no weights change, less for those that weights divide', () => {
    const units = [
      station('best', { time: 0.9, diverted: 0, followUps: 1 }),
      // Good at one thing each, and nearly alike under the weights of the scheme.
      station('at its post', { time: 0.85, diverted: 0.2, followUps: 0.75 }),
      station('answering', { time: 0.65, diverted: 0.2, followUps: 0.98 }),
      station('worst', { time: 0.6, diverted: 0.4, followUps: 0.6 }),
    ];
    const [all, pair] = stability(units, [
      [0, 1, 2, 3],
      [2, 1],
    ]);
    expect([all?.[0], all?.[3]]).toEqual([1, 1]);
    // Of two the first is the first echelon, so both keep theirs or neither.
    expect(pair?.[0]).toBe(pair?.[1]);
    expect(pair?.[0]).toBeGreaterThan(0.2);
    expect(pair?.[0]).toBeLessThan(0.98);
  });

  it('lies between 0 and 1 and is the same again', () => {
    fc.assert(
      fc.property(someStations, (stations) => {
        const places = stations.map((_, place) => place);
        const scored = places.filter(
          (place) => scoringOf(stations[place] ?? station('', {}), judge).kpis.length > 0,
        );
        const [first] = stability(stations, [scored]);
        for (const each of first ?? []) expect(each >= 0 && each <= 1).toBe(true);
        expect(stability(stations, [scored])[0]).toEqual(first);
      }),
      { numRuns: 20 },
    );
  });
});
