import { CASES } from './cases.ts';
import type { Family, Kpi, MeasureQuery } from './definition.ts';
import { DISPUTES } from './disputes.ts';
import { ENGAGEMENT } from './engagement.ts';
import { FOLLOW_UPS } from './follow-ups.ts';
import { LEADERSHIP } from './leadership.ts';
import { PRESENCE } from './presence.ts';
import { REPORTING } from './reporting.ts';
import { STAFFING } from './staffing.ts';
import { SURVEY } from './survey.ts';
import { TIME } from './time.ts';

/** Every family, in the order in which scorecards print them. */
export const FAMILIES: readonly Family[] = [
  TIME,
  PRESENCE,
  DISPUTES,
  CASES,
  ENGAGEMENT,
  FOLLOW_UPS,
  SURVEY,
  STAFFING,
  LEADERSHIP,
  REPORTING,
];

export const KPIS: readonly Kpi[] = FAMILIES.flatMap((family) => family.kpis);

export const QUERIES: readonly MeasureQuery[] = FAMILIES.flatMap((family) => family.queries);

const FAMILY_OF = new Map(
  FAMILIES.flatMap((family) => family.kpis.map((kpi) => [kpi.id, family] as const)),
);

/** The family that a KPI belongs to. Throws for an id that is none. */
export function familyOf(kpi: string): Family {
  const family = FAMILY_OF.get(kpi);
  if (!family) throw new Error(`no KPI ${kpi}`);
  return family;
}

/** The KPI of that id, if there is one. */
export function kpiOf(id: string): Kpi | undefined {
  return FAMILY_OF.get(id)?.kpis.find((kpi) => kpi.id === id);
}
