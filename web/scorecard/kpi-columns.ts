/** Which KPIs stand beside one another in a table of units. */
import type { KpiDefinition, Level } from '../api.ts';

/** What a director asks first: presence, trouble settled, crime, answers, and what people say. */
const HEADLINES: readonly string[] = [
  'time_in_community',
  'grid_presence',
  'dispute_resolution_rate',
  'criminal_case_change',
  'follow_up_rate',
  'satisfaction_rate',
];

/** The usual choice; the others are families. */
export const HEADLINE = 'headline';

export interface Choice {
  readonly id: string;
  readonly kpis: readonly KpiDefinition[];
}

/** The choices for units of a level: the headlines first, then every family that the level has. */
export function choicesOf(definitions: readonly KpiDefinition[], level: Level): Choice[] {
  const held = definitions.filter(({ levels }) => levels.includes(level));
  const headlines = HEADLINES.flatMap((id) => held.filter((one) => one.id === id));
  const families = Map.groupBy(held, ({ family }) => family.id);
  return [{ id: HEADLINE, kpis: headlines }, ...[...families].map(([id, kpis]) => ({ id, kpis }))];
}
