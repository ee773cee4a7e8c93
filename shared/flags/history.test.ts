/** Flags that read figures of several months. */
import { describe, expect, it } from 'vitest';
import { parsePeriod } from '../calendar/period.ts';
import type { FlagContext, FlagFigure } from './definition.ts';
import { JUMP } from './jump.ts';
import { EXACT_TARGET, TARGET_HUGGING } from './targets.ts';

const STATION = '410481001000';

type Kpis = Readonly<Record<string, FlagFigure>>;

/** One station's figures of the months up to June 2024; a missing month was not published. */
function context(months: readonly (Kpis | undefined)[]): FlagContext {
  const period = parsePeriod('2024-06');
  if (!period) throw new Error('no period');
  const past = months.slice(0, -1);
  return {
    period,
    parameters: {},
    engine: { query: () => Promise.reject(new Error('figures need no rows')) },
    units: [
      {
        unit: { code: STATION, level: 'station', peerGroup: 'station-rural-1' },
        kpis: months.at(-1) ?? {},
      },
    ],
    history: past.flatMap((kpis, index) =>
      kpis
        ? [{ period: `2024-0${6 - past.length + index}`, units: new Map([[STATION, { kpis }]]) }]
        : [],
    ),
  };
}

const figure = (numerator: number, denominator: number): FlagFigure => ({
  numerator,
  denominator,
  value: numerator / denominator,
});

describe('target_hugging', () => {
  const months = (...shares: number[]) =>
    shares.map((share) => ({ time_in_community: figure(share * 40_000, 40_000) }));
  const hugging = [0.8, 0.805, 0.8025, 0.801, 0.804, 0.8];

  it('is six months just above the target', async () => {
    const [one] = await TARGET_HUGGING.detect(context(months(...hugging)), {});
    expect(one).toMatchObject({
      unit: STATION,
      statistic: { target: 0.8, months: 6, lowest: 0.8, highest: 0.805 },
    });
    expect(one?.rows).toHaveLength(6);
    expect(one?.rows[0]).toEqual({
      ...{ period: '2024-01', kpi: 'time_in_community', numerator: 32_000, denominator: 40_000 },
    });
  });

  it.each([
    ['below in one', months(...hugging.with(2, 0.7999))],
    ['well above in one', months(...hugging.with(5, 0.8051))],
    ['one of them never published', months(...hugging).with(1, undefined as never)],
    ['five months of history', months(...hugging).slice(1)],
  ])('is not found with %s', async (_, given) => {
    expect(await TARGET_HUGGING.detect(context(given), {})).toEqual([]);
  });
});

describe('exact_target', () => {
  const months = (...pairs: [number, number][]) =>
    pairs.map(([n, d]) => ({ dispute_resolution_rate: figure(n, d) }));

  it('is four of six months at one target, to a tenth of a percent', async () => {
    const given = months([19, 20], [21, 23], [38, 40], [113, 119], [30, 31], [57, 60]);
    const [one] = await EXACT_TARGET.detect(context(given), {});
    expect(one?.statistic).toEqual({ target: 0.95, months: 4, of: 6 });
    expect(one?.rows).toEqual(
      [
        ['2024-01', 19, 20],
        ['2024-03', 38, 40],
        ['2024-04', 113, 119],
        ['2024-06', 57, 60],
      ].map(([period, numerator, denominator]) => ({
        ...{ period, kpi: 'dispute_resolution_rate', numerator, denominator },
      })),
    );
  });

  it.each([
    ['three months', months([19, 20], [21, 23], [38, 40], [114, 119], [30, 31], [57, 60])],
    ['two targets, two months each', months([19, 20], [38, 40], [97, 100], [32, 33], [1, 2])],
  ])('is not found with %s', async (_, given) => {
    expect(await EXACT_TARGET.detect(context(given), {})).toEqual([]);
  });
});

describe('jump', () => {
  const month = (share: number, work: number, hours = 40_000) => ({
    time_in_community: figure(share * hours, hours),
    household_visit_rate: figure(work, 3000),
    disputes_opened: figure(work / 20, 9000),
    follow_up_rate: figure(3, work / 20),
  });

  it('is a rise of the share that the work does not follow', async () => {
    const [one] = await JUMP.detect(context([month(0.6, 800), month(0.85, 820)]), {});
    expect(one?.statistic).toMatchObject({ before: 0.6, now: 0.85, hoursGrowth: 1 });
    expect(one?.statistic.workGrowth).toBeCloseTo(1.025, 2);
    expect(one?.rows).toHaveLength(8);
    expect(one?.rows[3]).toEqual({
      ...{ period: '2024-06', kpi: 'household_visit_rate', numerator: 820, denominator: 3000 },
    });
  });

  it.each([
    ['a rise of 20 points', [month(0.65, 800), month(0.85, 800)]],
    ['a fall', [month(0.85, 800), month(0.6, 800)]],
    ['officers back from a campaign', [month(0.55, 700), month(0.83, 1050)]],
    ['other hours', [month(0.6, 800), month(0.85, 800, 30_000)]],
    ['the month before not published', [month(0.6, 800), undefined, month(0.85, 800)]],
    ['no history', [month(0.85, 800)]],
  ])('is not found with %s', async (_, given) => {
    expect(await JUMP.detect(context(given), {})).toEqual([]);
  });
});
