import { z } from 'zod';
import { defineFlag, type FlagFigure, type Found } from './definition.ts';
import { figureRows, lastMonths } from './months.ts';
import { stationsOf } from './stations.ts';

/** Room for the last bit of a share that a division gave. */
const LAST_BIT = 1e-12;

const HUGGED = 'time_in_community';

/** Month after month, this one the last, without a gap: chance does not do that. */
export const TARGET_HUGGING = defineFlag({
  id: 'target_hugging',
  name: { zh: '时间占比贴线达标', en: 'Hugging the target' },
  explanation: {
    zh: '在社区工作时间占比连续多月恰好略高于目标，像是按目标倒推填报。请抽查各月的原始记录。',
    en: 'Month after month the share of time in the community lies just above the target, as if worked out backwards. Check the records of those months.',
  },
  thresholds: z.strictObject({
    /** The target, as a share of working time, */
    target: z.number().min(0).max(1).default(0.8),
    /** and how far above it is still just above. */
    within: z.number().positive().default(0.005),
    /** Months in a row, this one the last. */
    months: z.int().min(2).default(6),
  }),
  find(context, { target, within, months }) {
    return [...stationsOf(context).values()].flatMap((station): Found[] => {
      const last = lastMonths(context, station, HUGGED, months);
      const values = last.map(({ figure }) => figure?.value ?? Number.NaN);
      const hugging = values.every(
        (value) => value >= target - LAST_BIT && value <= target + within + LAST_BIT,
      );
      if (!hugging) return [];
      const statistic = {
        target,
        months: last.length,
        lowest: Math.min(...values),
        highest: Math.max(...values),
      };
      return [{ unit: station.unit.code, statistic, rows: figureRows(HUGGED, last) }];
    });
  },
});

const MET = 'dispute_resolution_rate';

/** Whether the share is printed as the target, to a tenth of a percent. */
function printsAs(figure: FlagFigure | undefined, target: number, fewest: number): boolean {
  if (!figure || figure.value === null || figure.denominator < fewest) return false;
  return Math.abs(figure.value - target) < 0.0005 - LAST_BIT;
}

/**
 * Nineteen of twenty are resolved often enough by chance, also in a second month; with numbers of
 * disputes that differ from month to month, the same printed rate in most of half a year is not.
 */
export const EXACT_TARGET = defineFlag({
  id: 'exact_target',
  name: { zh: '化解率恰等于目标', en: 'Exactly the target' },
  explanation: {
    zh: '半年内多个月的纠纷化解率恰好等于目标值，像是凑数。请抽查未化解和已化解纠纷的台账。',
    en: 'In most months of half a year the resolution rate is exactly the target, as if made to fit. Check the files of resolved and unresolved disputes.',
  },
  thresholds: z.strictObject({
    /** The two targets in use, each looked for by itself. */
    meets: z.number().min(0).max(1).default(0.95),
    excels: z.number().min(0).max(1).default(0.97),
    /** Fewest months with the same target met exactly, */
    months: z.int().min(2).default(4),
    /** of so many, this one the last. */
    of: z.int().min(2).default(6),
    /** Fewest disputes of a month. */
    disputes: z.int().positive().default(20),
  }),
  find(context, { meets, excels, months, of, disputes }) {
    return [...stationsOf(context).values()].flatMap((station): Found[] => {
      const last = lastMonths(context, station, MET, of);
      const byTarget = [...new Set([meets, excels])].map((target) => ({
        target,
        exact: last.filter(({ figure }) => printsAs(figure, target, disputes)),
      }));
      const [best] = byTarget.sort((a, b) => b.exact.length - a.exact.length);
      if (!best || best.exact.length < months) return [];
      const statistic = { target: best.target, months: best.exact.length, of };
      return [{ unit: station.unit.code, statistic, rows: figureRows(MET, best.exact) }];
    });
  },
});
