import { z } from 'zod';
import { defineFlag, type Found } from './definition.ts';
import { figureRows, lastMonths } from './months.ts';
import { stationsOf } from './stations.ts';

const TIME = 'time_in_community';
/** Counts of what time in the community leaves behind: a KPI and its side that counts. */
const WORK = [
  ['household_visit_rate', 'numerator'],
  ['publicity_reach', 'numerator'],
  ['services_per_10k', 'numerator'],
  ['records_change', 'numerator'],
  ['disputes_opened', 'numerator'],
  ['follow_up_rate', 'denominator'],
] as const;
/** Variance of a count's logarithm from month to month beyond chance: work comes in lumps. */
const LUMPS = 0.04;

/**
 * How many times as much work was done as the month before: the mean of the logarithms of the
 * counts' ratios, each weighed by what it can tell (Poisson, half a count added). 1 without work.
 */
function workGrowth(counts: readonly (readonly [before: number, now: number])[]): number {
  let weights = 0;
  let total = 0;
  for (const [before, now] of counts) {
    const weight = 1 / (1 / (before + 0.5) + 1 / (now + 0.5) + LUMPS);
    weights += weight;
    total += weight * Math.log((now + 0.5) / (before + 0.5));
  }
  return weights === 0 ? 1 : Math.exp(total / weights);
}

/**
 * Where a campaign ends, officers come back to the villages: the share of time jumps, and visits,
 * services and disputes found rise with it. Where only the label of the hours changed, they do
 * not.
 */
export const JUMP = defineFlag({
  id: 'jump',
  name: { zh: '时间占比突增', en: 'A jump in time' },
  explanation: {
    zh: '在社区工作时间占比比上月骤升，而总工时和走访、服务、排查等工作量没有随之变化，可能只是改了活动名称。请核对两月记录。',
    en: 'The share of time in the community leapt within a month while hours and the work done did not change with it: perhaps only the activity was renamed. Compare the two months’ records.',
  },
  thresholds: z.strictObject({
    /** Smallest rise of the share against the month before. */
    rise: z.number().positive().default(0.22),
    /** Working minutes within this share of those before count as unchanged. */
    hours: z.number().positive().default(0.2),
    /** Work whose growth (as a logarithm) is less than this share of the minutes' did not move. */
    followed: z.number().min(0).max(1).default(0.65),
  }),
  find(context, { rise, hours, followed }) {
    return [...stationsOf(context).values()].flatMap((station): Found[] => {
      const months = (kpi: string) => lastMonths(context, station, kpi, 2);
      const [before, now] = months(TIME).map(({ figure }) => figure);
      if (!before || !now || before.value === null || now.value === null) return [];
      const risen = now.value - before.value;
      const hoursGrowth = now.denominator / before.denominator;
      if (risen < rise || Math.abs(hoursGrowth - 1) > hours) return [];
      const minutesGrowth = now.numerator / Math.max(before.numerator, 1);
      const work = WORK.map(([kpi, side]) => {
        const pair = months(kpi);
        const [from = 0, to = 0] = pair.map(({ figure }) => figure?.[side] ?? 0);
        return { count: [from, to] as const, rows: figureRows(kpi, pair) };
      }).filter(({ count }) => Math.max(...count) > 0);
      const grown = workGrowth(work.map(({ count }) => count));
      if (Math.log(grown) >= followed * Math.log(minutesGrowth)) return [];
      const rows = [...figureRows(TIME, months(TIME)), ...work.flatMap((one) => one.rows)];
      return [
        {
          unit: station.unit.code,
          statistic: {
            before: before.value,
            now: now.value,
            rise: risen,
            hoursGrowth,
            minutesGrowth,
            workGrowth: grown,
          },
          rows,
        },
      ];
    });
  },
});
