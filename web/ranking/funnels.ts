/** For which KPIs a funnel plot makes sense, and how chance moves them. */
import type { FunnelKind } from '../charts/funnel.ts';

/**
 * Shares of things that are counted one by one, and events to a population, as the catalogue's
 * `sampling` says (tested). Not shares of time, ratios over days or changes: their size does not
 * tell how far chance moves them.
 */
const KINDS: Readonly<Record<string, FunnelKind>> = {
  dispute_resolution_rate: 'share',
  dispute_escalation_rate: 'share',
  settled_in_village: 'share',
  settled_in_town: 'share',
  officers_on_quota: 'share',
  follow_up_rate: 'share',
  hazard_fix_rate: 'share',
  awareness_rate: 'share',
  satisfaction_rate: 'share',
  safety_rate: 'share',
  grid_coverage: 'share',
  zero_case_grids: 'share',
  three_zero_grids: 'share',
  homicide_clearance: 'share',
  case_rate: 'rate',
};

/**
 * What such a KPI is of, in the words of its formula: `人口` of `期内刑事立案数 ÷ 人口 × 10000`. The factor
 * of a rate is said with its values.
 */
export function denominatorName(formula: string): string {
  const [, below = formula] = formula.split(/ ÷ | \/ /);
  return below.replace(/ × 10,?000$/, '');
}

export const funnelKindOf = (kpi: string): FunnelKind | undefined => KINDS[kpi];
