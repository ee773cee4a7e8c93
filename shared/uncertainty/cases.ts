import type { Figure } from '../kpis/evaluate.ts';
import type { Exposure } from '../kpis/interval.ts';
import type { FigureUnit } from '../scorecards/figures.ts';
import { type GammaPrior, gammaPosterior, gammaPrior } from '../statistics/empirical-bayes.ts';
import { poolsOf } from './pools.ts';

/** What the case KPIs count; the same names as in their query. */
export const CASE_MEASURES = [
  'criminal_filed',
  'eight_major_filed',
  'theft_filed',
  'theft_robbery_fraud_filed',
  'telecom_fraud_filed',
  'homicide_filed',
  'criminal_solved',
] as const;

export type CaseMeasure = (typeof CASE_MEASURES)[number];

/** A unit's cases of the twelve months before the period, and population × their days. */
export interface CaseHistory {
  readonly personDays: number;
  readonly counts: Readonly<Record<CaseMeasure, number>>;
}

/** Of one peer group: how a unit's rate a person-day is distributed, by measure. */
export type CasePriors = Readonly<Record<CaseMeasure, GammaPrior>>;

/** A case KPI as a function of the rates of its measures, in P and in P−1y. */
type CaseForm =
  | { readonly kind: 'rate' | 'change'; readonly measure: CaseMeasure }
  | { readonly kind: 'clearance' };

const FORMS: Readonly<Record<string, CaseForm>> = {
  case_rate: { kind: 'rate', measure: 'criminal_filed' },
  criminal_case_change: { kind: 'change', measure: 'criminal_filed' },
  eight_major_change: { kind: 'change', measure: 'eight_major_filed' },
  theft_change: { kind: 'change', measure: 'theft_filed' },
  theft_robbery_fraud_change: { kind: 'change', measure: 'theft_robbery_fraud_filed' },
  telecom_fraud_change: { kind: 'change', measure: 'telecom_fraud_filed' },
  homicide_change: { kind: 'change', measure: 'homicide_filed' },
  clearance_rate: { kind: 'clearance' },
  clearance_change: { kind: 'change', measure: 'criminal_solved' },
};

/** The form of a case KPI; undefined for other KPIs. */
export function caseFormOf(kpi: string): CaseForm | undefined {
  return FORMS[kpi];
}

export const CASE_KPIS: readonly string[] = Object.keys(FORMS);

/**
 * The gamma prior of each case rate in each peer group, from its units' twelve months before the
 * period, or of those that stand in for them (`poolsOf`).
 */
export function fitCasePriors(
  units: readonly FigureUnit[],
  history: ReadonlyMap<string, CaseHistory>,
): Record<string, CasePriors> {
  const known = units.filter(({ code }) => (history.get(code)?.personDays ?? 0) > 0);
  return Object.fromEntries(
    poolsOf(inOrder(known), (unit) => unit).map(([group, members]) => {
      const exposures = members.map(({ code }) => history.get(code)?.personDays ?? 0);
      const priorOf = (measure: CaseMeasure) =>
        gammaPrior(
          members.map(({ code }) => history.get(code)?.counts[measure] ?? 0),
          exposures,
        );
      return [group, Object.fromEntries(CASE_MEASURES.map((m) => [m, priorOf(m)])) as CasePriors];
    }),
  );
}

/** By code, so that sums come out the same whatever the order of reading. */
function inOrder(units: readonly FigureUnit[]): FigureUnit[] {
  return [...units].sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** Whose cases, and over which person-days. */
export interface CaseUnit {
  readonly unit: Pick<FigureUnit, 'population' | 'peerGroup'>;
  readonly exposure: Exposure;
  readonly kpis: Readonly<Record<string, Figure>>;
}

/** Without a prior: Jeffreys', half a case. */
const JEFFREYS: GammaPrior = { shape: 0.5, rate: 0 };

/** The posterior of one rate a person-day, in P or in P−1y. Null without exposure. */
export function caseRateOf(
  { unit, exposure, kpis }: CaseUnit,
  measure: CaseMeasure,
  when: When,
  priors: CasePriors | undefined,
): GammaPrior | null {
  const days = when === 'now' ? exposure.days : exposure.daysBefore;
  const { rate, shape } = gammaPosterior(
    priors?.[measure] ?? JEFFREYS,
    countOf(kpis, measure, when),
    unit.population * days,
  );
  return rate > 0 ? { shape, rate } : null;
}

/** In P or in P−1y. */
export type When = 'now' | 'before';

/** Both years' counts are the two counts of a change; filings and solutions have one each. */
const CHANGE_OF = new Map(
  Object.entries(FORMS).flatMap(([kpi, form]): [CaseMeasure, string][] =>
    form.kind === 'change' ? [[form.measure, kpi]] : [],
  ),
);

function countOf(kpis: CaseUnit['kpis'], measure: CaseMeasure, when: When): number {
  const figure = kpis[CHANGE_OF.get(measure) ?? ''];
  return (when === 'now' ? figure?.numerator : figure?.denominator) ?? 0;
}

/**
 * The shrunken values of the case rates and changes of a unit, by KPI: gamma–Poisson empirical
 * Bayes with the rates of both years drawn towards the peer group's (person-days are the exposure,
 * so 29 days are compared with 28 fairly), and the ratio of the posterior means. Null where the
 * raw value is null, where too little of the year before is known, and where there is no prior:
 * then nothing is shrunk.
 */
export function shrinkCases(
  unit: CaseUnit,
  priors: CasePriors | undefined,
): Record<string, number | null> {
  const mean = (measure: CaseMeasure, when: When) => {
    const posterior = caseRateOf(unit, measure, when, priors);
    return posterior ? posterior.shape / posterior.rate : Number.NaN;
  };
  const shrunkenOf = (form: CaseForm) => {
    switch (form.kind) {
      case 'rate':
        return mean(form.measure, 'now') * unit.exposure.days * 10_000;
      case 'change':
        return mean(form.measure, 'now') / mean(form.measure, 'before') - 1;
      case 'clearance':
        return mean('criminal_solved', 'now') / mean('criminal_filed', 'now');
    }
  };
  return Object.fromEntries(
    Object.entries(FORMS).map(([kpi, form]) => {
      const { value: raw = null, note } = unit.kpis[kpi] ?? {};
      if (!priors || raw === null || note === 'base_incomplete') return [kpi, null];
      const value = shrunkenOf(form);
      return [kpi, Number.isFinite(value) ? value : null];
    }),
  );
}

/** Cases of one kind of those that no case belongs to two of. */
export interface Cell {
  readonly name: string;
  /** Above 0. */
  readonly count: number;
}

const CELLS = {
  criminal_filed: ['theft', 'snatching_fraud', 'robbery', 'homicide', 'major', 'telecom', 'other'],
  eight_major_filed: ['robbery', 'homicide', 'major'],
  theft_filed: ['theft'],
  theft_robbery_fraud_filed: ['theft', 'snatching_fraud', 'robbery'],
  telecom_fraud_filed: ['telecom'],
  homicide_filed: ['homicide'],
  criminal_solved: ['solved'],
} as const satisfies Record<CaseMeasure, readonly string[]>;

/**
 * The cells that a measure's cases fall into, so that what two measures count can be drawn once
 * for both. The figures do not say how many cases are robberies, which count both among the eight
 * major crimes and among theft, robbery and fraud: as few as the criminal cases leave room for
 * (mostly none), so that these two are drawn a little more apart than they are. Rates have priors
 * by measure, which are drawn apart, too.
 */
export function cellsOf(kpis: CaseUnit['kpis'], measure: CaseMeasure, when: When): Cell[] {
  const of = (counted: CaseMeasure) => countOf(kpis, counted, when);
  const [criminal, major, property] = [
    of('criminal_filed'),
    of('eight_major_filed'),
    of('theft_robbery_fraud_filed'),
  ];
  const [theft, telecom, homicide] = [
    of('theft_filed'),
    of('telecom_fraud_filed'),
    of('homicide_filed'),
  ];
  const robbery = Math.max(0, major + property + telecom - criminal);
  const counts = {
    ...{ theft, telecom, homicide, robbery, solved: of('criminal_solved') },
    snatching_fraud: property - theft - robbery,
    major: major - homicide - robbery,
    other: criminal - major - property - telecom + robbery,
  };
  return CELLS[measure]
    .map((name) => ({ name, count: counts[name] }))
    .filter(({ count }) => count > 0);
}
