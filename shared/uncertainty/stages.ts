import { kpiOf } from '../kpis/catalogue.ts';
import type { Figure } from '../kpis/evaluate.ts';

/** A unit's figures by KPI, as far as counting needs them. */
export type Counted = Readonly<Record<string, Figure>>;

/** What went one way, of how many: a binomial count. */
export interface Outcome {
  readonly successes: number;
  readonly trials: number;
}

const top = (figures: Counted, kpi: string) => figures[kpi]?.numerator ?? 0;
const base = (figures: Counted, kpi: string) => figures[kpi]?.denominator ?? 0;

const RESOLUTION = 'dispute_resolution_rate';

/**
 * Shares whose KPIs share rows are drawn stage by stage, each among what the one before left: a
 * multinomial with a generalized Dirichlet prior (R. Connor & J. Mosimann, "Concepts of
 * independence for proportions with a generalization of the Dirichlet distribution", Journal of
 * the American Statistical Association 64, 1969), which lets every stage vary between units as
 * much as it does. Disputes: resolved; escalated of those that were not; settled in the town of
 * the resolved; in the village of those. Grids: without a case; three-zero of those. Items
 * raised: hazards and others.
 */
const STAGES = {
  resolved: (f: Counted) => [top(f, RESOLUTION), base(f, RESOLUTION)],
  escalated: (f: Counted) => [
    top(f, 'dispute_escalation_rate'),
    base(f, RESOLUTION) - top(f, RESOLUTION),
  ],
  in_town: (f: Counted) => [top(f, 'settled_in_town'), base(f, 'settled_in_town')],
  in_village: (f: Counted) => [top(f, 'settled_in_village'), top(f, 'settled_in_town')],
  hazards: (f: Counted) => [top(f, 'hazard_fix_rate'), base(f, 'hazard_fix_rate')],
  other_items: (f: Counted) => [
    top(f, 'follow_up_rate') - top(f, 'hazard_fix_rate'),
    base(f, 'follow_up_rate') - base(f, 'hazard_fix_rate'),
  ],
  zero_case: (f: Counted) => [top(f, 'zero_case_grids'), base(f, 'zero_case_grids')],
  three_zero: (f: Counted) => [top(f, 'three_zero_grids'), top(f, 'zero_case_grids')],
} as const satisfies Record<string, (figures: Counted) => readonly [number, number]>;

/** A stage by its name, or a share that has no rows in common with others by its KPI's id. */
export type Stage = keyof typeof STAGES | (string & {});

/** The count that a stage rests on; nothing was tried where the figures do not have it. */
export function outcomeOf(stage: Stage, figures: Counted): Outcome {
  const [successes, trials] = Object.hasOwn(STAGES, stage)
    ? STAGES[stage as keyof typeof STAGES](figures)
    : [top(figures, stage), base(figures, stage)];
  const tried = Math.max(0, trials);
  return { successes: Math.min(Math.max(0, successes), tried), trials: tried };
}

/** How a share follows from the shares of its stages. */
export interface Composition {
  readonly stages: readonly [Stage] | readonly [Stage, Stage];
  /** From the draws of the stages, into `out`; left out where the one stage is the share. */
  readonly compose?: (
    first: Float64Array,
    second: Float64Array,
    out: Float64Array,
    figures: Counted,
  ) => void;
}

function both(first: Float64Array, second: Float64Array, out: Float64Array): void {
  for (let i = 0; i < out.length; i++) out[i] = (first[i] as number) * (second[i] as number);
}

const COMPOSED: Readonly<Record<string, Composition>> = {
  [RESOLUTION]: { stages: ['resolved'] },
  dispute_escalation_rate: {
    stages: ['resolved', 'escalated'],
    compose: (resolved, escalated, out) => {
      for (let i = 0; i < out.length; i++) {
        out[i] = (1 - (resolved[i] as number)) * (escalated[i] as number);
      }
    },
  },
  settled_in_town: { stages: ['in_town'] },
  settled_in_village: { stages: ['in_town', 'in_village'], compose: both },
  hazard_fix_rate: { stages: ['hazards'] },
  follow_up_rate: {
    stages: ['hazards', 'other_items'],
    // What was raised is given; whether it is closed is what is drawn.
    compose: (hazards, others, out, figures) => {
      const share = base(figures, 'hazard_fix_rate') / base(figures, 'follow_up_rate');
      for (let i = 0; i < out.length; i++) {
        out[i] = share * (hazards[i] as number) + (1 - share) * (others[i] as number);
      }
    },
  },
  zero_case_grids: { stages: ['zero_case'] },
  three_zero_grids: { stages: ['zero_case', 'three_zero'], compose: both },
};

/** How a share is drawn; undefined for a KPI that is none. */
export function compositionOf(kpi: string): Composition | undefined {
  if (kpiOf(kpi)?.sampling.kind !== 'share') return undefined;
  return COMPOSED[kpi] ?? { stages: [kpi] };
}
