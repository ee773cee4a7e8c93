import { describe, expect, it } from 'vitest';
import { FAMILIES, KPIS } from '../../shared/kpis/catalogue.ts';
import type { KpiDefinition } from '../api.ts';
import { familiesOf, matching } from './search.ts';

const DEFINITIONS: KpiDefinition[] = FAMILIES.flatMap((family) =>
  family.kpis.map((kpi) => ({
    ...kpi,
    family: { id: family.id, name: family.name },
    levels: kpi.levels ?? [],
    restricted: kpi.restricted ?? false,
  })),
);
const ids = (asked: string) => matching(DEFINITIONS, asked).map(({ id }) => id);

describe('the search', () => {
  it('finds by name in either language, by id and by formula', () => {
    expect(ids('化解率')).toEqual(['dispute_resolution_rate']);
    expect(ids('HOMICIDE clearance')).toEqual(['homicide_clearance']);
    expect(ids('grid_presence')).toEqual(['grid_presence']);
    expect(ids('受访人数')).toEqual(['awareness_rate', 'satisfaction_rate', 'safety_rate']);
  });

  it('gives all for nothing asked, and none for what is nowhere', () => {
    expect(ids('  ')).toHaveLength(KPIS.length);
    expect(ids('time nowhere')).toEqual([]);
  });

  it('keeps families together and in order', () => {
    const families = familiesOf(DEFINITIONS);
    expect(families.map(({ id }) => id)).toEqual(FAMILIES.map(({ id }) => id));
    expect(families.flatMap(({ kpis }) => kpis)).toEqual(DEFINITIONS);
  });
});
