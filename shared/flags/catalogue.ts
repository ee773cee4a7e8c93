import { z } from 'zod';
import { ABOVE_95 } from './above-95.ts';
import { BACK_FILLED } from './back-filled.ts';
import { COPIED_DAYS } from './copied-days.ts';
import type { Flag } from './definition.ts';
import { EQUAL_TOTALS } from './equal-totals.ts';
import { HEAPED_MINUTES } from './heaped-minutes.ts';
import { IMPLAUSIBLE_HOURS } from './implausible-hours.ts';
import { JUMP } from './jump.ts';
import { MONTH_END, SAME_DAY_RESOLUTION } from './openings.ts';
import { EXACT_TARGET, TARGET_HUGGING } from './targets.ts';
import { TWO_STATIONS } from './two-stations.ts';

/** Every flag, in the order in which they are printed. */
export const FLAGS: readonly Flag[] = [
  ABOVE_95,
  COPIED_DAYS,
  HEAPED_MINUTES,
  IMPLAUSIBLE_HOURS,
  TWO_STATIONS,
  TARGET_HUGGING,
  SAME_DAY_RESOLUTION,
  BACK_FILLED,
  EQUAL_TOTALS,
  EXACT_TARGET,
  MONTH_END,
  JUMP,
];

/** Thresholds by flag and name. */
export type FlagThresholds = Readonly<Record<string, Readonly<Record<string, number>>>>;

/**
 * What a scheme says of the thresholds: those that it leaves out have their usual values; a flag
 * or a name that is none, or a number that cannot be, is refused.
 */
export const flagThresholdsSchema: z.ZodType<FlagThresholds> = z.strictObject(
  Object.fromEntries(
    // Every threshold is a number.
    FLAGS.map(({ id, thresholds }) => [
      id,
      (thresholds as z.ZodObject<Record<string, z.ZodType<number>>>).prefault({}),
    ]),
  ),
);

export const USUAL_THRESHOLDS: FlagThresholds = flagThresholdsSchema.parse({});

/** The flag of that id, if there is one. */
export function flagNamed(id: string): Flag | undefined {
  return FLAGS.find((flag) => flag.id === id);
}
