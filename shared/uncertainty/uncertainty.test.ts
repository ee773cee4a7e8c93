import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUILT_IN } from '../scoring/scheme.ts';
import { ranksOf } from '../statistics/ranks.ts';
import { CASE_MEASURES, type CasePriors } from './cases.ts';
import { drawScores } from './draws.ts';
import { type Counts, month, ranked, station } from './fixture.ts';
import { fitPriors, NO_PRIORS, type Priors } from './priors.ts';
import { rankField } from './rank-field.ts';
import { rankability } from './rankability.ts';
import { type RankedUnit, uncertaintyOf } from './uncertainty.ts';

const options = { seed: 'test', draws: 1000 };

/** Draws of one unit's score, in points. */
function pointsOf(unit: RankedUnit, priors: Priors = NO_PRIORS): number[] {
  return [...drawScores([unit], priors, options).hundredths].map((value) => value / 100);
}

const meanOf = (values: readonly number[]) =>
  values.reduce((total, value) => total + value, 0) / values.length;

function spreadOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)));
}

/** A station of which one survey is known. */
const surveyed = (code: string, positive: number, of: number) =>
  ranked(station(code, { awareness_rate: [positive, of] }));

interface Month {
  readonly awareness: number;
  readonly resolved: number;
  readonly days: number;
  readonly present: number;
}

const counts: fc.Arbitrary<Month> = fc.record({
  awareness: fc.nat(60),
  resolved: fc.nat(20),
  days: fc.integer({ min: 5, max: 20 }),
  present: fc.integer({ min: 0, max: 300 }),
});

const unitOf = (code: string, { awareness, resolved, days, present }: Month) =>
  ranked(
    station(code, {
      awareness_rate: [awareness, 60],
      dispute_resolution_rate: [resolved, 20],
      settled_in_town: [Math.ceil(resolved * 0.8), resolved],
      settled_in_village: [Math.floor(resolved * 0.5), resolved],
      dispute_days: [days * resolved, resolved, 1.5],
      grid_presence: [present, 300, 0.05],
      grid_coverage: [10, 10],
      completeness: [29, 30],
    }),
  );

const units = fc
  .array(counts, { minLength: 3, maxLength: 12 })
  .map((all) => all.map((each, index) => unitOf(String(index), each)));

describe('draws of scores', () => {
  it('scatter around the score, and more with less data', () => {
    const much = pointsOf(surveyed('1', 4380, 6000));
    const little = pointsOf(surveyed('1', 73, 100));
    // Floor 60 %, target 85 %.
    expect(meanOf(much)).toBeCloseTo(52, 0);
    expect(spreadOf(much)).toBeCloseTo((Math.sqrt((0.73 * 0.27) / 6000) / 0.25) * 100, 0);
    expect(spreadOf(little)).toBeGreaterThan(5 * spreadOf(much));
  });

  it('leave room for doubt where all of a few succeeded', () => {
    const all = pointsOf(ranked(station('1', { dispute_resolution_rate: [5, 5] })));
    expect(spreadOf(all)).toBeGreaterThan(5);
    expect(meanOf(all)).toBeLessThan(100);
  });

  it('are drawn towards the peers of months before', () => {
    const past = Array.from({ length: 12 }, (_, index) =>
      month(
        `2023-${String(index + 10)}`,
        Array.from({ length: 10 }, (__, code) =>
          station(String(code), { awareness_rate: [33 + ((code * 7 + index) % 10) * 2, 60] }),
        ),
      ),
    );
    const priors = fitPriors(past, new Map(), []);
    const unit = surveyed('1', 48, 60);
    const peers = ((42 / 60 - 0.6) / 0.25) * 100;
    const mean = meanOf(pointsOf(unit, priors));
    expect(mean).toBeGreaterThan(peers);
    expect(mean).toBeLessThan(unit.printed);
    expect(spreadOf(pointsOf(unit, priors))).toBeLessThan(spreadOf(pointsOf(unit)));
  });

  it('draw KPIs of the same rows together', () => {
    // What is settled in the village is settled in the town: of disputes that are all settled in
    // the village both shares are the same in every draw.
    const scheme = BUILT_IN[0];
    if (!scheme) throw new Error('no scheme');
    const weights = { ...scheme.weights, station: { settled_in_town: 50, settled_in_village: 50 } };
    const line = { function: 'target', floor: 0, target: 1 } as const;
    const scores = { ...scheme.scores, settled_in_town: line, settled_in_village: line };
    const together = { settled_in_town: [300, 400], settled_in_village: [300, 400] } as const;
    const unit = ranked(station('1', together), 0, { ...scheme, weights, scores });
    const alone = Math.sqrt((0.75 * 0.25) / 400) * 100;
    // Independent draws would scatter by alone / √2.
    expect(spreadOf(pointsOf(unit)) / alone).toBeGreaterThan(0.9);
  });

  it('draw shares of time as one, within 0 and 1', () => {
    const time: Counts = {
      time_in_community: [880, 1000],
      diverted_time: [60, 1000],
      desk_time: [60, 1000],
    };
    // More of one is less of the other.
    const covariance = [0.01, -0.005, -0.005, 0.005, 0, 0.005];
    const joint = spreadOf(pointsOf(ranked(station('1', time, { timeCovariance: covariance }))));
    const apart = spreadOf(
      pointsOf(ranked(station('1', time, { timeCovariance: [0.01, 0, 0, 0.005, 0, 0.005] }))),
    );
    expect(joint).toBeGreaterThan(apart);
  });

  it('are constant for what is counted, with the ledger and within 0 and 100', () => {
    const unit = (adjustment: number) =>
      ranked(station('1', { completeness: [27, 30] }), adjustment);
    expect(new Set(pointsOf(unit(0)))).toEqual(new Set([50]));
    expect(new Set(pointsOf(unit(-3)))).toEqual(new Set([47]));
    expect(new Set(pointsOf(unit(60)))).toEqual(new Set([100]));
  });

  it('score shrunken case rates from their posterior', () => {
    const outcomes = BUILT_IN.find(({ id }) => id === 'henan-outcomes');
    if (!outcomes) throw new Error('no scheme');
    const weights = { ...outcomes.weights, station: { criminal_case_change: 100 } };
    const figures = station('1', { criminal_case_change: [100, 100] });
    const spread = spreadOf(pointsOf(ranked(figures, 0, { ...outcomes, weights })));
    expect(spread).toBeGreaterThan(10);
  });

  it('depend on the seed and the unit, not on the others', () => {
    fc.assert(
      fc.property(units, (all) => {
        const few = { seed: 'order', draws: 50 };
        const forward = drawScores(all, NO_PRIORS, few).hundredths;
        const backward = drawScores(all.toReversed(), NO_PRIORS, few).hundredths;
        expect(drawScores(all, NO_PRIORS, few).hundredths).toEqual(forward);
        all.forEach((_, place) => {
          const turned = all.length - 1 - place;
          expect(backward.slice(turned * 50, (turned + 1) * 50)).toEqual(
            forward.slice(place * 50, (place + 1) * 50),
          );
        });
      }),
      { numRuns: 30 },
    );
  });
});

describe('ranks of a field', () => {
  it('are those of every draw, with ties', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 25 }),
        fc.integer({ min: 1, max: 60 }),
        fc.infiniteStream(fc.nat(12)),
        (size, draws, stream) => {
          const hundredths = Uint16Array.from({ length: size * draws }, () => stream.next().value);
          const members = Array.from({ length: size }, (_, place) => place).reverse();
          const ranks = Array.from({ length: draws }, (_, draw) =>
            ranksOf(
              members.map((place) => hundredths[place * draws + draw] ?? 0),
              'best',
            ),
          );
          const left = Math.floor(draws / 40);
          const tenth = Math.ceil(size / 10);
          rankField({ hundredths, draws }, members).forEach((drawn, place) => {
            const own = ranks.map((row) => row[place] ?? 0).sort((a, b) => a - b);
            expect(drawn.expected).toBeCloseTo(meanOf(own), 9);
            expect(drawn.interval).toEqual([own[left], own[draws - 1 - left]]);
            expect(drawn.topTenth * draws).toBeCloseTo(own.filter((r) => r <= tenth).length, 9);
          });
        },
      ),
      { numRuns: 50 },
    );
  });

  it('are sure of a clear winner and a clear loser', () => {
    const hundredths = Uint16Array.from([9000, 9100, 5000, 5000, 1000, 900]);
    const [winner, middle, loser] = rankField({ hundredths, draws: 2 }, [0, 1, 2]);
    expect(winner).toEqual({ expected: 1, interval: [1, 1], topTenth: 1, bottomTenth: 0 });
    expect(middle?.interval).toEqual([2, 2]);
    expect(loser).toEqual({ expected: 3, interval: [3, 3], topTenth: 0, bottomTenth: 1 });
  });
});

describe('rankability', () => {
  it('is the share of the variance that is not chance', () => {
    expect(rankability([70, 80, 90], [25, 25, 25])).toBeCloseTo(0.75, 12);
    expect(rankability([70, 80, 90], [400, 400, 400])).toBe(0);
  });

  it('cannot be told of two units, or where all have one score', () => {
    expect(rankability([70, 80], [1, 1])).toBeNull();
    expect(rankability([80, 80, 80], [1, 1, 1])).toBeNull();
  });

  it('lies within 0 and 1', () => {
    const score = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(score, score), { minLength: 3 }), (rows) => {
        const share = rankability(
          rows.map(([value]) => value),
          rows.map(([, variance]) => variance),
        );
        if (share === null) return;
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('uncertainty of a level', () => {
  const stations = Array.from({ length: 9 }, (_, index) =>
    surveyed(String(index), 60 + 3 * index, 100),
  );
  const all = stations.map((_, place) => place);

  it('gives scores and ranks, best first', () => {
    const { scores, fields } = uncertaintyOf(stations, [all, [0, 8]], NO_PRIORS, 'seed');
    const best = scores.at(-1);
    expect(best?.interval[0]).toBeLessThan(best?.expected ?? 0);
    expect(best?.interval[1]).toBeGreaterThan(best?.expected ?? 0);
    const expected = fields[0]?.ranks.map((rank) => rank.expected) ?? [];
    expect(expected).toEqual(expected.toSorted((a, b) => b - a));
    expect(fields[0]?.rankability).toBeGreaterThan(0.5);
    expect(fields[1]?.ranks[1]?.interval).toEqual([1, 1]);
    expect(fields[1]?.rankability).toBeNull();
  });

  it('tells a shrunken case KPI by how much its print would scatter', () => {
    const outcomes = BUILT_IN.find(({ id }) => id === 'henan-outcomes');
    if (!outcomes) throw new Error('no scheme');
    const weights = { ...outcomes.weights, station: { criminal_case_change: 100 } };
    const figures = station('1', { criminal_case_change: [10, 10] });
    const unit = ranked(figures, 0, { ...outcomes, weights });
    const varianceOf = (shape: number) => {
      // Peers with 10 cases a month, who differ little or much.
      const prior = { shape, rate: shape * 30_000 };
      const priors = Object.fromEntries(CASE_MEASURES.map((measure) => [measure, prior]));
      const cases = { 'station-urban-1': priors as CasePriors };
      const { scores } = uncertaintyOf([unit], [], { ...NO_PRIORS, cases }, 'seed');
      return scores[0]?.samplingVariance ?? Number.NaN;
    };
    expect(varianceOf(1e6)).toBeLessThan(0.01);
    expect(varianceOf(1e-6)).toBeGreaterThan(100);
  });

  it('permutes with the units', () => {
    const turned = uncertaintyOf(stations.toReversed(), [all], NO_PRIORS, 'seed');
    const { scores, fields } = uncertaintyOf(stations, [all], NO_PRIORS, 'seed');
    expect(turned.scores.toReversed()).toEqual(scores);
    expect(turned.fields[0]?.ranks.toReversed()).toEqual(fields[0]?.ranks);
  });
});
